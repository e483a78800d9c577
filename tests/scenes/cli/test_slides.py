from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "slides: expected names of scenes, or --all"),
        (["Bias", "--all"], "slides: expected names of scenes, or --all"),
        (["Bais"], "Bais"),
        (["Bias", "--deck", "keynote"], "--deck: expected reveal or pptx, got 'keynote'"),
        (["Bias", "--format", "webm"], "slides: expected --format mp4, got webm"),
        (["Bias", "--base-url", "here"], "--base-url: expected an address such as https://"),
    ],
)
def test_wrong_use_is_refused(refused, tmp_path, arguments, message):
    assert message in refused("slides", *arguments, "--output", tmp_path)


@pytest.mark.slow
def test_both_decks_are_made_of_a_rendered_scene(neuroscenes, tmp_path):
    pptx = pytest.importorskip("pptx")
    options = ("--deck", "reveal,pptx", "-q", "l", "--output", tmp_path)
    ended = neuroscenes("slides", "ANeuronHoldsANumber", *options)
    page, presentation = tmp_path / "slides" / "index.html", tmp_path / "slides.pptx"
    assert ended.stdout.split() == [str(page), str(presentation)]
    slides = pptx.Presentation(str(presentation)).slides
    clips = sorted((tmp_path / "slides" / "clips").glob("*.mp4"))
    assert len(slides) - 1 == len(clips) == page.read_text().count("<video")
    assert all(slide.notes_slide.notes_text_frame.text for slide in list(slides)[1:])
