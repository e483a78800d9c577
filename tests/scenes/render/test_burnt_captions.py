"""Captions in the frames: where they stand, when they come and go, that nothing else changes."""

from __future__ import annotations

import json
import math
from itertools import pairwise

import av
import numpy as np
import pytest
from manim import RIGHT, Circle, tempconfig

from scenes.chapter import Beat, Chapter
from scenes.editions.film import join
from scenes.media.captions import LINE_LENGTH, Cue, read_srt
from scenes.render.burnt_captions import (
    EM,
    EM_WHERE_TALL,
    PLATE_OPACITY,
    frame_at,
    laid_out,
)
from scenes.render.frame_writer import FrameRenderer
from scenes.render.manim_session import draw_scene, dry_run
from scenes.render.running import render
from scenes.render.workers.local_workers import LocalWorkers
from scenes.stage import theme
from scenes.stage.layout import stage
from scenes.subject.aspects import ASPECTS, frame_size
from scenes.subject.render_options import QUALITIES, RenderOptions
from scenes.subject.settings import Settings

RATE = 15
SCENE = "ANeuronHoldsANumber"
WIDEST = "\n".join(["All ways of moving weights make sums grow,"] * 2)
LONG = "This first caption is cut in two: it is far too long for a pair of lines that may each hold"
LONG += " no more than some forty characters of it."


class Told(Chapter):
    """Silence, a caption of two cues over what moves and what rests, silence, another caption."""

    beats = {
        "silence": Beat("silence"),
        "long": Beat("a long caption"),
        "silent-again": Beat("silence again"),
        "short": Beat("a short one"),
    }

    def construct(self) -> None:
        """Tell it."""
        circle = Circle(0.5)
        self.add(circle)
        self.beat("silence")
        self.wait(0.5)
        self.beat("long", LONG)
        self.play(circle.animate.shift(RIGHT), run_time=0.8)
        self.wait(0.4)
        self.beat("silent-again")
        self.wait(0.6)
        self.beat("short", "A short one.")
        self.play(circle.animate.shift(RIGHT), run_time=0.8)


@pytest.fixture
def configured(tmp_path):
    """A frame of an aspect, as scenes are drawn for."""

    def frame(aspect="16:9", quality="l"):
        size = vars(frame_size(aspect, quality))
        rate = QUALITIES[quality][2]
        return tempconfig({**size, "frame_rate": rate, "dry_run": True, "media_dir": str(tmp_path)})

    return frame


def raw_frames(*, burnt_cues=None):
    """Every frame that `Told` writes, and its cues; frames that rest are one array, many times."""
    scene, frames = Told(renderer=FrameRenderer(laid_out(burnt_cues or ()))), []

    def keep(pixels, repeat, _changed):
        assert repeat > 0
        frames.extend([pixels.copy()] * repeat)

    scene.renderer.file_writer._encode = keep
    scene.render()
    return frames, scene.cues


@pytest.fixture
def told(configured):
    with configured():
        plain, cues = raw_frames()
        burnt, again = raw_frames(burnt_cues=cues)
        boxes = laid_out(cues)
    assert again == cues
    assert len(cues) == 3
    return plain, burnt, cues, boxes


def test_a_frame_carries_the_cue_of_its_time_and_no_other(told):
    plain, burnt, cues, boxes = told
    assert len(plain) == len(burnt)
    seen = set()
    for number, (before, after) in enumerate(zip(plain, burnt, strict=True)):
        # As a player chooses: the cue that has begun and not ended when the frame comes up.
        times = [
            (round(1000 * c.start_seconds), round(1000 * c.end_seconds), i)
            for i, c in enumerate(cues)
        ]
        now = [i for start, end, i in times if start <= 1000 * number / RATE + 0.5 < end]
        expected = before.copy()
        for i in now:
            boxes[i].lay_over(expected)
        np.testing.assert_array_equal(after, expected)
        assert (after != before).any() == bool(now)
        seen.update(now or [None])
    assert seen == {0, 1, 2, None}


def test_a_picture_that_rests_changes_its_caption_in_the_middle(told):
    plain, burnt, cues, _ = told
    edge = frame_at(cues[0].end_seconds, RATE)
    assert plain[edge - 1] is plain[edge], "the scene is at rest there"
    assert (burnt[edge - 1] != burnt[edge]).any()
    assert burnt[edge - 2] is burnt[edge - 1]


def test_all_but_the_captions_box_is_the_same_picture(told):
    plain, burnt, _, boxes = told
    for before, after in zip(plain, burnt, strict=True):
        changed = np.argwhere((before != after).any(axis=2))
        if len(changed):
            left, top = min(b.left for b in boxes), min(b.top for b in boxes)
            right = max(b.left + b.shape[1] for b in boxes)
            bottom = max(b.top + b.shape[0] for b in boxes)
            assert (changed.min(axis=0) >= (top, left)).all()
            assert (changed.max(axis=0) < (bottom, right)).all()


@pytest.mark.parametrize("aspect", ASPECTS)
def test_the_box_lies_below_the_stage_with_a_margin(aspect, burnt_captions_fit):
    cues = [Cue(0, 9, WIDEST), Cue(9, 19, "One line."), Cue(19, 20, "Ägypten")]
    assert burnt_captions_fit(cues, aspect)
    assert all(len(line) == LINE_LENGTH for line in WIDEST.splitlines())


@pytest.mark.parametrize("aspect", ASPECTS)
def test_a_check_of_the_box_can_fail(aspect, burnt_captions_fit):
    assert not burnt_captions_fit([Cue(0, 9, "M" * 100)], aspect)
    assert not burnt_captions_fit([Cue(0, 9, "One\ntwo\nthree\nfour")], aspect)


def test_captions_of_a_tall_frame_keep_off_its_lowest_part(configured):
    with configured("9:16", "h"):
        (box,) = laid_out([Cue(0, 9, WIDEST)])
        assert box.top + box.shape[0] < 0.92 * 1920


@pytest.mark.parametrize("aspect", ASPECTS)
def test_the_words_are_large_enough(configured, aspect):
    assert min(EM, EM_WHERE_TALL) >= 30
    with configured(aspect, "h"):
        (box,) = laid_out([Cue(0, 9, "H")])
        page = np.zeros((1920, 1920, 4), dtype=np.uint8)
        box.lay_over(page)
    rows = np.flatnonzero((page[..., 0] > 150).any(axis=1))
    # A capital of this typeface is 0.68 em high.
    assert np.ptp(rows) + 1 >= 0.68 * 30


def test_one_line_stands_where_the_middle_of_two_is(configured):
    with configured("16:9", "h"):
        one, two = laid_out([Cue(0, 1, "One."), Cue(1, 2, "One,\ntwo.")])
    assert abs((one.top + one.shape[0] / 2) - (two.top + two.shape[0] / 2)) <= 1


def test_words_can_be_read_over_whatever_lies_below():
    ground = [
        255 * (PLATE_OPACITY * plate + (1 - PLATE_OPACITY)) for plate in theme.rgb(theme.BACKGROUND)
    ]
    over_white = "#" + "".join(f"{math.ceil(part):02X}" for part in ground)
    assert theme.contrast(theme.TEXT, over_white) >= theme.LEAST_CONTRAST


def test_the_plate_covers_as_much_as_it_says(configured):
    with configured("16:9", "h"):
        (box,) = laid_out([Cue(0, 9, "H")])
    page = np.full((1080, 1920, 4), 255, dtype=np.uint8)
    box.lay_over(page)
    beside = page[box.top + box.shape[0] // 2, box.left + 4]
    expected = 255 * (PLATE_OPACITY * np.array(theme.rgb(theme.BACKGROUND)) + 1 - PLATE_OPACITY)
    assert np.abs(beside[:3] - expected).max() <= 2


def test_on_a_clear_stage_a_caption_brings_its_own_ground(configured):
    with configured("16:9", "h"):
        (box,) = laid_out([Cue(0, 9, "H")])
    page = np.zeros((1080, 1920, 4), dtype=np.uint8)
    box.lay_over(page)
    assert abs(page[box.top + box.shape[0] // 2, box.left + 4, 3] / 255 - PLATE_OPACITY) < 0.01
    assert (page[..., :3] <= page[..., 3:]).all(), "colors are multiplied by their opacity"
    assert page[..., 3].max() == 255


def test_what_is_no_letter_of_typst_is_set_as_it_is(configured):
    with configured("16:9", "h"):
        plain, marked = laid_out([Cue(0, 1, "a b"), Cue(1, 2, 'a "#*_$\\ b')])
    assert marked.shape[1] > 1.5 * plain.shape[1]


def test_no_captions_need_no_boxes(configured):
    with configured():
        assert laid_out([]) == ()


@pytest.mark.parametrize(
    ("seconds", "frame"),
    # At 15 frames a second the third frame comes at 0.2, or after 0.19999 of summed-up frames.
    [(0.0, 0), (0.2, 3), (0.1999999, 3), (0.2000001, 3), (0.2004, 3), (0.21, 4), (0.1, 2)],
)
def test_a_cue_begins_with_the_first_frame_in_its_time(seconds, frame):
    assert frame_at(seconds, RATE) == frame


def decoded(video):
    with av.open(str(video)) as container:
        return [frame.to_ndarray(format="rgb24") for frame in container.decode(video=0)]


@pytest.fixture(scope="module")
def sections(tmp_path_factory):
    """Two sections of a scene as video, drawn in one go, and what is said in them."""
    drawn = draw_scene(
        SCENE,
        Settings(),
        RenderOptions(quality="l", burn_captions=True),
        tmp_path_factory.mktemp("together"),
        only=range(1, 3),
    )
    assert set(drawn.sections) == {1, 2}
    return drawn


def test_sections_drawn_apart_are_the_same_files(sections, tmp_path):
    options = RenderOptions(quality="l", burn_captions=True)
    apart = draw_scene(SCENE, Settings(), options, tmp_path, only=range(2, 3))
    assert apart.sections[2].read_bytes() == sections.sections[2].read_bytes()
    assert apart.rehearsal.cues == sections.rehearsal.cues


def test_a_video_shows_the_captions_of_its_files(sections):
    begin, stop = (sections.rehearsal.sections[n].start_seconds for n in (1, 3))
    frames = [frame for n in (1, 2) for frame in decoded(sections.sections[n])]
    assert len(frames) == round((stop - begin) * RATE)
    cues = [c for c in sections.rehearsal.cues if begin - 0.01 <= c.start_seconds < stop - 0.01]
    first = round(begin * RATE)
    pictures = []
    for cue in cues:
        span = [frame_at(t, RATE) - first for t in (cue.start_seconds, cue.end_seconds)]
        inside = [frames[span[0]], frames[sum(span) // 2], frames[span[1] - 1]]
        strips = [frame[-56:, 200:-200].astype(int) for frame in inside]
        assert all((strip.min(axis=2) > 150).sum() > 100 for strip in strips), cue
        assert all(np.abs(strips[0] - strip).mean() < 3 for strip in strips), "one caption"
        pictures.append(strips[1])
    assert len(pictures) > 1
    assert all(np.abs(one - other).mean() > 4 for one, other in pairwise(pictures))


def test_a_video_without_them_leaves_the_strip_empty(tmp_path):
    drawn = draw_scene("Act2", Settings(), RenderOptions(quality="l"), tmp_path)
    assert all(frame[-56:].max() < 60 for frame in decoded(drawn.sections[0]))


@pytest.mark.parametrize("format_", ["gif", "png"])
def test_formats_that_are_one_file_have_captions_too(tmp_path, format_):
    options = RenderOptions(quality="l", format=format_, burn_captions=True)
    drawn = draw_scene("Act2", Settings(aspect="1:1"), options, tmp_path)
    for frame in decoded(drawn.whole):
        assert frame.shape[:2] == (480, 480)
        assert (frame[-56:].min(axis=2) > 150).sum() > 100


def test_a_clear_video_has_captions_that_are_not_clear(tmp_path):
    options = RenderOptions(quality="l", format="mov", transparent=True, burn_captions=True)
    drawn = draw_scene("Act2", Settings(), options, tmp_path)
    with av.open(str(drawn.sections[0])) as container:
        opacity = next(container.decode(video=0)).to_ndarray(format="rgba")[..., 3]
    assert opacity[:10].max() == 0
    assert opacity[-56:].max() == 255


@pytest.mark.slow
def test_any_number_of_processes_makes_the_same_video(tmp_path):
    made = []
    for count in (1, 2):
        options = RenderOptions(quality="l", burn_captions=True, output=tmp_path / str(count))
        with LocalWorkers(count) as workers:
            outcome = render([SCENE], Settings(), options, workers)
        assert not outcome.failures
        files = outcome.files[SCENE]
        made.append([path.read_bytes() for path in vars(files).values() if path != files.record])
        assert json.loads(files.record.read_text())["options"]["burn_captions"] is True
    assert made[0] == made[1]


def test_the_film_has_the_captions_of_its_scenes(tmp_path):
    options = RenderOptions(quality="l", burn_captions=True, output=tmp_path)
    with LocalWorkers(1) as workers:
        cards = render(["Act2", "Act3"], Settings(aspect="1:1"), options, workers).files
    film = join(cards, options)
    frames = decoded(film.video)
    for cue in read_srt(film.subtitles_srt.read_text()):
        middle = frame_at((cue.start_seconds + cue.end_seconds) / 2, RATE)
        assert (frames[middle][-56:].min(axis=2) > 150).sum() > 100
    assert json.loads(film.record.read_text())["options"]["burn_captions"] is True


def test_the_poster_has_no_caption(sections, tmp_path):
    plain = draw_scene(SCENE, Settings(), RenderOptions(quality="l"), tmp_path, only=range(1, 2))
    np.testing.assert_array_equal(sections.poster, plain.poster)


@pytest.mark.parametrize("quality", ["m", "h"])
def test_cues_of_a_quality_are_found_in_small_pictures(quality):
    found = dry_run(SCENE, Settings(), times_of=quality)
    assert found.cues == dry_run(SCENE, Settings(), quality=quality).cues
    assert found.cues != dry_run(SCENE, Settings()).cues


def test_cues_are_those_of_a_scene_without_them(sections):
    assert sections.rehearsal.cues == dry_run(SCENE, Settings(), quality="l").cues


def test_the_stage_is_the_one_that_captions_spare(configured):
    with configured("16:9", "h"):
        (box,) = laid_out([Cue(0, 9, WIDEST)])
        assert box.top > 1080 * (4 - stage().bottom) / 8
