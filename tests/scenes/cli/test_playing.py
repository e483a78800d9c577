from __future__ import annotations

import re

import pytest

from scenes.cli import main
from scenes.playground.pages import PAGES


def run(*arguments) -> int:
    with pytest.raises(SystemExit) as ended:
        main(["play", "--no-open", *map(str, arguments)])
    return ended.value.code


def test_the_pages_are_written_and_named(tmp_path, capsys):
    assert run("--output", tmp_path / "play", "--language", "de") == 0
    assert capsys.readouterr().out == f"{tmp_path / 'play' / 'index.html'}\n"
    found = {path.name for path in (tmp_path / "play").iterdir()}
    assert found == {"index.html", *(page.file for page in PAGES.values())}
    text = (tmp_path / "play" / "index.html").read_text(encoding="utf-8")
    assert '<html lang="de">' in text


def test_within_a_site_the_pages_lead_to_its_scenes(tmp_path):
    (tmp_path / "scenes").mkdir()
    for name in ("index.html", "scenes/ForwardPass.html"):
        (tmp_path / name).write_text("")
    run("--output", tmp_path / "play")
    text = (tmp_path / "play" / "draw.html").read_text(encoding="utf-8")
    assert '<a href="../scenes/ForwardPass.html">' in text
    assert '<a class="brand" href="../index.html">' in text
    run("--output", tmp_path / "elsewhere" / "play")
    assert "scenes/" not in (tmp_path / "elsewhere" / "play" / "draw.html").read_text()


def test_a_network_that_reads_no_pictures_is_refused(tmp_path, capsys):
    import numpy as np

    from network.files.weight_files import save_model
    from network.training.initialization import initialize

    model = initialize((30, 10), ("sigmoid",), np.random.default_rng(1))
    save_model(tmp_path / "model.safetensors", model, {})
    assert run("--model", tmp_path / "model.safetensors", "--output", tmp_path / "play") == 2
    assert re.search(r"play: expected a network of 5 x 5 pixels.*got 30", capsys.readouterr().err)
    assert not (tmp_path / "play" / "index.html").exists()
