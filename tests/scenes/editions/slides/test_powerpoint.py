from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys

import pytest

from network.errors import OptionError
from scenes.editions.slides.powerpoint import powerpoint

pptx = pytest.importorskip("pptx")
MEDIA = pptx.enum.shapes.MSO_SHAPE_TYPE.MEDIA
OFFICE = shutil.which("soffice")


@pytest.fixture(scope="module")
def file(two_scenes, tmp_path_factory):
    """A presentation of two scenes."""
    return powerpoint(two_scenes, tmp_path_factory.mktemp("slides") / "slides.pptx")


@pytest.fixture(scope="module")
def slides(file):
    """It, opened again."""
    return pptx.Presentation(str(file)).slides


def movie_of(slide):
    (movie,) = [shape for shape in slide.shapes if shape.shape_type == MEDIA]
    return movie


def test_there_is_a_slide_a_section_with_title_and_notes(slides, clips):
    assert [slide.shapes.title.text_frame.text for slide in slides] == [c.name for c in clips]
    notes = [slide.notes_slide.notes_text_frame.text for slide in slides]
    assert notes == [clip.notes for clip in clips]


def test_each_slide_holds_its_clip_and_its_poster(slides, clips):
    for slide, clip in zip(slides, clips, strict=True):
        parts = [
            relation.target_part.blob
            for relation in slide.part.rels.values()
            if relation.reltype.endswith(("/media", "/image"))
        ]
        wanted = {
            hashlib.sha256(path.read_bytes()).hexdigest() for path in (clip.video, clip.poster)
        }
        assert {hashlib.sha256(blob).hexdigest() for blob in parts} == wanted


def test_clips_keep_their_proportions_and_stay_on_the_slide(file, slides):
    presentation = pptx.Presentation(str(file))
    for slide in slides:
        movie = movie_of(slide)
        assert movie.width / movie.height == pytest.approx(16 / 9, rel=1e-3)
        assert movie.left >= 0
        assert movie.top >= slide.shapes.title.top + slide.shapes.title.height - 2
        assert movie.left + movie.width <= presentation.slide_width
        assert movie.top + movie.height <= presentation.slide_height


@pytest.mark.parametrize("size", [(180, 320), (240, 240)])
def test_tall_and_square_clips_stand_in_the_middle_of_a_screen(make_scene, tmp_path, size):
    scene = make_scene("ForwardPass", size=size)
    presentation = pptx.Presentation(str(powerpoint([scene], tmp_path / "slides.pptx")))
    assert presentation.slide_width / presentation.slide_height == pytest.approx(16 / 9, rel=1e-3)
    for slide in presentation.slides:
        movie = movie_of(slide)
        assert movie.width / movie.height == pytest.approx(size[0] / size[1], rel=1e-3)
        assert movie.left + movie.width / 2 == pytest.approx(presentation.slide_width / 2, abs=2)
        assert movie.top + movie.height == presentation.slide_height
        assert movie.height > 0.9 * presentation.slide_height


def test_clips_begin_with_their_slides_and_have_words_for_screen_readers(slides, clips):
    for slide, clip in zip(slides, clips, strict=True):
        words = movie_of(slide)._element.nvPicPr.cNvPr.get("descr")
        assert words == f"{clip.name}. {clip.notes}"
        delays = [e.get("delay") for e in slide._element.iter() if e.tag.endswith("}cond")]
        assert delays
        assert "indefinite" not in delays


def test_without_the_package_the_line_to_type_is_said(scene, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "pptx", None)
    with pytest.raises(OptionError, match="pip install python-pptx"):
        powerpoint([scene], tmp_path / "slides.pptx")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
@pytest.mark.skipif(
    OFFICE is None, reason="no LibreOffice here: apt-get install libreoffice-impress"
)
def test_libreoffice_makes_a_page_of_every_slide(file, clips, tmp_path):
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [OFFICE, profile, "--headless", "--convert-to", "pdf", "--outdir", tmp_path, file]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    pages = (tmp_path / "slides.pdf").read_bytes().count(b"/Type/Page/")
    assert pages == len(clips)
