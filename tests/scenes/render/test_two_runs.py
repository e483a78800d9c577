"""Two runs at once on one folder."""

from __future__ import annotations

import pytest

CARDS = {"Act2", "Act3", "Act5"}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("--jobs", 2), ("--jobs", 2)),
        (("--jobs", 1), ("--jobs", 2, "--force")),
        (("--jobs", 1, "--force"), ("--jobs", 1, "--force")),
    ],
)
def test_two_runs_on_one_folder_both_finish_the_same_files(
    start_render, tmp_path, undisturbed, finished, *, left_over, one, other
):
    folder = tmp_path / "renders"
    runs = [start_render(folder, *options) for options in (one, other)]
    for run in runs:
        code, said, complaints = run.ended()
        assert code == 0, complaints
        assert said.split() == [f"{folder / name}.mp4" for name in sorted(CARDS)]
    assert finished(folder) == undisturbed
    assert left_over(folder) == set()


@pytest.mark.slow
def test_what_one_run_renders_the_other_need_not(start_render, tmp_path, finished, undisturbed):
    runs = [start_render(tmp_path, "--jobs", 2) for _ in range(2)]
    made = {}
    while any(run.process.poll() is None for run in runs):
        for video in tmp_path.glob("*.mp4"):
            made.setdefault(video.name, set()).add(video.stat().st_ino)
    assert {name: len(inodes) for name, inodes in made.items()} == {
        f"{name}.mp4": 1 for name in CARDS
    }
    assert finished(tmp_path) == undisturbed


@pytest.mark.slow
def test_a_run_that_begins_anew_does_not_trouble_one_that_nears_its_end(
    start_render, tmp_path, undisturbed, finished
):
    run = start_render(tmp_path, "--jobs", 1)
    assert run.wait_until(lambda: len(list(tmp_path.glob("*.json"))) == 2), run.stderr
    other = start_render(tmp_path, "--jobs", 1, "--force")
    for each in (run, other):
        code, _, complaints = each.ended()
        assert code == 0, complaints
    assert finished(tmp_path) == undisturbed


@pytest.mark.slow
def test_runs_of_two_sizes_never_mix_their_files(start_render, tmp_path, finished):
    both = {}
    for quality in ("l", "m"):
        folder = tmp_path / quality
        assert start_render(folder, "-q", quality, scenes=("Act3",)).ended()[0] == 0
        both[quality] = finished(folder)
    assert both["l"]["Act3.mp4"] != both["m"]["Act3.mp4"]
    folder = tmp_path / "renders"
    runs = [start_render(folder, "-q", quality, scenes=("Act3",)) for quality in both]
    # Only one of them can have its way.
    assert 0 in {run.ended()[0] for run in runs}
    assert finished(folder) in both.values()
