from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys

import numpy as np
import pytest
from PIL import Image

from network.errors import OptionError
from scenes.editions.slides.powerpoint import powerpoint
from scenes.media.sound_files import read_sound
from scenes.playground.pages import pages_for

pptx = pytest.importorskip("pptx")
MEDIA = pptx.enum.shapes.MSO_SHAPE_TYPE.MEDIA
OFFICE = shutil.which("soffice")


@pytest.fixture(scope="module")
def file(two_scenes, tmp_path_factory):
    """A presentation of two scenes."""
    return powerpoint(two_scenes, tmp_path_factory.mktemp("slides") / "slides.pptx")


@pytest.fixture(scope="module")
def slides(file):
    """Those of its sections, opened again."""
    return list(pptx.Presentation(str(file)).slides)[1:]


def movie_of(slide):
    (movie,) = [shape for shape in slide.shapes if shape.shape_type == MEDIA]
    return movie


def test_there_is_a_slide_a_section_with_title_and_notes(slides, clips):
    assert [slide.shapes.title.text_frame.text for slide in slides] == [c.name for c in clips]
    notes = [slide.notes_slide.notes_text_frame.text for slide in slides]
    assert notes == ["\n".join(clip.speaker_notes) for clip in clips]


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


def test_a_clip_is_heard_on_its_slide(make_scene, tmp_path):
    file = powerpoint([make_scene("ForwardPass", sounds=True)], tmp_path / "slides.pptx")
    for slide in list(pptx.Presentation(str(file)).slides)[1:]:
        (movie,) = {
            relation.target_part.blob
            for relation in slide.part.rels.values()
            if relation.reltype.endswith("/media")
        }
        (tmp_path / "movie.mp4").write_bytes(movie)
        assert np.std(read_sound(tmp_path / "movie.mp4")) == pytest.approx(0.3 / 2**0.5, rel=0.1)
        (node,) = [each for each in slide._element.iter() if each.tag.endswith("}cMediaNode")]
        assert int(node.get("vol")) > 0
        assert node.get("mute") in (None, "0")


def test_after_a_scene_a_slide_leads_to_its_page_of_the_playground(two_scenes, tmp_path):
    file = powerpoint(two_scenes, tmp_path / "slides.pptx", "slides/play/")
    slides = list(pptx.Presentation(str(file)).slides)
    assert len(slides) == 1 + 3 + 1 + 3 + 1
    for slide, scene in ((slides[4], "ForwardPass"), (slides[8], "Bias")):
        pages = pages_for(scene)
        assert slide.shapes.title.text_frame.text == "Your turn"
        boxes = {shape.text_frame.text: shape for shape in slide.shapes if shape.has_text_frame}
        for page in pages:
            link = boxes[page.question].click_action.hyperlink.address
            assert link == f"slides/play/{page.file}"
        assert len(boxes) == 1 + len(pages)
        (picture,) = [shape for shape in slide.shapes if hasattr(shape, "image")]
        assert all(box.left + box.width <= picture.left for box in boxes.values())


def words_on(slide):
    return [
        shape.text_frame.text
        for shape in slide.shapes
        if shape.has_text_frame and shape != slide.shapes.title
    ]


def test_a_title_slide_opens_it_with_a_picture_that_tells_what_it_is_about(
    file, two_scenes, tmp_path
):
    first = pptx.Presentation(str(file)).slides[0]
    assert first.shapes.title.text_frame.text == "What is a neural network?"
    assert words_on(first) == ["A digit runs through · Bias"]
    (picture,) = [shape for shape in first.shapes if hasattr(shape, "image")]
    shown = tmp_path / "shown.png"
    shown.write_bytes(picture.image.blob)
    with Image.open(shown) as poster:  # of equally full ones the last of the scene
        assert poster.convert("L").getpixel((9, 9)) == pytest.approx(40 + 2 * 74, abs=2)
    assert picture._element.nvPicPr.cNvPr.get("descr") == "A digit runs through: the <last>"
    boxes = [(shape.left, shape.top, shape.width, shape.height) for shape in first.shapes]
    presentation = pptx.Presentation(str(file))
    for left, top, width, height in boxes:
        assert min(left, top) >= 0
        assert left + width <= presentation.slide_width
        assert top + height <= presentation.slide_height
    alone = pptx.Presentation(str(powerpoint(two_scenes[1:], tmp_path / "one.pptx"))).slides[0]
    assert alone.shapes.title.text_frame.text == "Bias"
    assert words_on(alone) == ["What is a neural network?"]


def test_its_properties_say_what_it_is(file):
    properties = pptx.Presentation(str(file)).core_properties
    assert properties.title == "What is a neural network?"
    assert properties.subject == "A digit runs through · Bias"
    assert properties.author == "Neuroscenes"
    assert properties.language == "en"
    assert "threshold" in properties.keywords.split(", ")


def test_captions_stand_on_the_slide_below_the_clip(file, slides, clips):
    height = pptx.Presentation(str(file)).slide_height
    for slide, clip in zip(slides, clips, strict=True):
        assert words_on(slide) == [clip.notes]
        (box,) = [shape for shape in slide.shapes if shape.name == "Captions"]
        assert box.top >= movie_of(slide).top + movie_of(slide).height
        assert box.top + box.height <= height


def test_captions_in_the_pictures_are_not_written_a_second_time(make_scene, tmp_path):
    scene = make_scene("ForwardPass", burn_captions=True)
    presentation = pptx.Presentation(str(powerpoint([scene], tmp_path / "slides.pptx")))
    for slide in list(presentation.slides)[1:]:
        assert words_on(slide) == []
        assert slide.notes_slide.notes_text_frame.text != ""


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
    for slide in list(presentation.slides)[1:]:
        movie = movie_of(slide)
        assert movie.width / movie.height == pytest.approx(size[0] / size[1], rel=1e-3)
        assert movie.left + movie.width / 2 == pytest.approx(presentation.slide_width / 2, abs=2)
        assert movie.top + movie.height == presentation.slide_height
        assert movie.height > 0.9 * presentation.slide_height
        (box,) = [shape for shape in slide.shapes if shape.name == "Captions"]
        assert box.left >= movie.left + movie.width
        assert box.left + box.width <= presentation.slide_width


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
    assert pages == 1 + len(clips)
