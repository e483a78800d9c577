from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from xml.etree import ElementTree as ET

import numpy as np
import pytest

from scenes.editions.courses.package import SCHEMAS, CourseInfo, manifest, write_package
from scenes.media.sound_files import SAMPLE_RATE, read_sound
from scenes.subject.settings import Settings

xmlschema = pytest.importorskip("xmlschema", reason="xmlschema is not installed")

IMSCP = "{http://www.imsproject.org/xsd/imscp_rootv1p1p2}"
IMSMD = "{http://www.imsglobal.org/xsd/imsmd_rootv1p2p1}"
ADLCP = "{http://www.adlnet.org/xsd/adlcp_rootv1p2}"
SECTIONS = (("its sums", 9), ("add a bias", 8), ("all of them", 8))
INFO = CourseInfo(
    "course-1", "de", "Größer & < als", "Wozu?", ("Bias", "Schwelle"), 95, has_questions=True
)


@pytest.fixture(scope="module")
def standard():
    """The standard's schemas."""
    # The standard's own file for the namespace `xml` binds it as no parser lets it be bound.
    xml = Path(xmlschema.__file__).parent / "schemas" / "XML" / "xml_minimal.xsd"
    names = ("imscp_rootv1p1p2.xsd", "adlcp_rootv1p2.xsd", "imsmd_rootv1p2p1.xsd")
    found = xmlschema.XMLSchema10(
        [str(SCHEMAS / name) for name in names],
        validation="lax",
        uri_mapper=lambda uri: xml.as_uri() if uri.endswith("ims_xml.xsd") else uri,
    )
    # And its metadata may be read in two ways in places: no fault of what is checked.
    assert all("Unique Particle Attribution" in error.reason for error in found.all_errors)
    return found


def faults(standard, content: bytes) -> list[str]:
    return [error.reason for error in standard.iter_errors(io.BytesIO(content))]


def in_zip(path: Path, name: str) -> bytes:
    with zipfile.ZipFile(path) as package:
        return package.read(name)


@pytest.mark.parametrize("language", ["en", "de"])
def test_the_manifest_of_a_course_is_valid(standard, make_course, language):
    course = make_course(Settings(language=language))
    content = in_zip(course, "imsmanifest.xml")
    assert faults(standard, content) == []
    root = ET.fromstring(content)  # noqa: S314 - our own
    (resource,) = root.iter(f"{IMSCP}resource")
    assert resource.get("href") == "index.html"
    assert resource.get(f"{ADLCP}scormtype") == "sco"
    (item,) = root.iter(f"{IMSCP}item")
    assert item.get("identifierref") == resource.get("identifier")
    assert root.find(f"{IMSCP}organizations").get("default") == "scene"
    assert item.find(f"{IMSCP}title").text == {"en": "Bias", "de": "Der Bias"}[language]
    # What the schema leaves to the text of the standard.
    assert root.findtext(f"{IMSCP}metadata/{IMSCP}schema") == "ADL SCORM"
    assert root.findtext(f"{IMSCP}metadata/{IMSCP}schemaversion") == "1.2"
    assert 0 <= int(next(root.iter(f"{ADLCP}masteryscore")).text) <= 100
    assert re.fullmatch(r"PT\d+M[0-5]?\dS", next(root.iter(f"{IMSMD}datetime")).text)


def test_a_course_is_heard(make_course, course, tmp_path):
    tone = 0.3 * np.sin(np.arange(25 * SAMPLE_RATE // 15) / 20)
    heard = make_course(sound=np.float32(tone))
    with zipfile.ZipFile(heard) as package:
        videos = [name for name in package.namelist() if name.endswith(".mp4")]
        package.extractall(tmp_path)
    assert len(videos) == 3
    for name in videos:
        assert np.std(read_sound(tmp_path / name)) == pytest.approx(0.3 / 2**0.5, rel=0.1)
    pages = [in_zip(path, "index.html").decode() for path in (course, heard)]
    assert [page.count('class="sound-switch"') for page in pages] == [0, 3]
    assert not any("autoplay" in page for page in pages)


@pytest.mark.parametrize("has_questions", [True, False])
def test_any_title_and_any_file_make_a_valid_manifest(standard, has_questions):
    info = CourseInfo(**{**vars(INFO), "has_questions": has_questions})
    content = manifest(info, ["index.html", "clips/01-größer & so.mp4"])
    assert faults(standard, content) == []
    assert b"masteryscore" in content or not has_questions
    assert "Größer &amp; &lt; als".encode() in content


@pytest.mark.parametrize(
    ("wrong", "instead"),
    [
        (r' href="clips/01.mp4"', ""),
        (r' identifier="course-1"', ' identifier="1 course"'),
        (r'type="webcontent"', 'kind="webcontent"'),
        (r'scormtype="sco"', 'scormtype="lesson"'),
        (r"<organizations.*</organizations>", ""),
        (r">60<", f">{'6' * 201}<"),
        (r'identifier="page"', 'identifier="parts"'),
        (r"imsmd:general>", "imsmd:generals>"),
    ],
)
def test_the_schema_sees_what_is_wrong(standard, wrong, instead):
    content = manifest(INFO, ["clips/01.mp4"]).decode()
    assert faults(standard, content.encode()) == []
    broken = re.sub(wrong, instead, content, flags=re.DOTALL)
    assert broken != content
    assert faults(standard, broken.encode())


def test_everything_in_the_zip_is_listed_and_everything_listed_is_there(course):
    with zipfile.ZipFile(course) as package:
        assert package.testzip() is None
        names = package.namelist()
        root = ET.fromstring(package.read("imsmanifest.xml"))  # noqa: S314 - our own
        page = package.read("index.html").decode()
    control = {"imsmanifest.xml", *(path.name for path in SCHEMAS.glob("*.xsd"))}
    listed = [file.get("href") for file in root.iter(f"{IMSCP}file")]
    assert len(names) == len(set(names))
    assert set(names) == control | set(listed)
    needed = set(re.findall(r'(?:src|href|poster)="([^"#:]+)"', page))
    assert needed <= set(listed)
    assert {name for name in listed if not name.endswith(".vtt")} == needed | {"index.html"}


@pytest.mark.parametrize(
    ("sections", "count"), [(SECTIONS[:1], 0), (SECTIONS[:2], 1), (SECTIONS, 2)]
)
def test_questions_follow_the_parts_that_are_there(standard, make_course, sections, count):
    course = make_course(sections=sections)
    page = in_zip(course, "index.html").decode()
    asked = re.findall(r'<p class="question-mark">Question (\d)</p>', page)
    assert asked == [str(number) for number in range(1, count + 1)]
    assert ('class="score"' in page) is (count > 0)
    content = in_zip(course, "imsmanifest.xml")
    assert (b"masteryscore" in content) is (count > 0)
    assert faults(standard, content) == []


def test_nothing_is_asked_of_other_hosts(course):
    with zipfile.ZipFile(course) as package:
        texts = [n for n in package.namelist() if n.endswith((".html", ".css", ".js"))]
        assert len(texts) > 4
        for name in texts:
            assert not re.search(r"https?://", package.read(name).decode()), name


def test_equal_courses_are_equal_bytes(make_course, course):
    assert make_course().read_bytes() == course.read_bytes()


def test_a_failure_leaves_the_former_zip(tmp_path):
    output = write_package(INFO, {"index.html": b"one"}, tmp_path / "course.zip")
    before = output.read_bytes()
    with pytest.raises(FileNotFoundError):
        write_package(INFO, {"index.html": tmp_path / "nowhere.html"}, output)
    assert output.read_bytes() == before
    assert list(tmp_path.iterdir()) == [output]
