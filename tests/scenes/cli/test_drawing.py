from __future__ import annotations

import pytest

from scenes.cli import serving

for name in serving.EXTRA:
    pytest.importorskip(name, reason="the extra `draw` is not installed")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--host", "no..host"), "--host: expected an address of this machine"),
        (("--host", "192.0.2.1"), "--host: 192.0.2.1: "),
        (("--port", "70000"), "--port"),
        (("--jobs-at-once", "0"), "--jobs-at-once"),
        (("--palette", "sepia"), "--palette"),
        (("--model", "missing.safetensors"), "missing.safetensors"),
        (("--output", "/proc/none"), "/proc/none"),
    ],
)
def test_wrong_use_is_refused_in_one_line(refused, arguments, message):
    assert message in refused("draw", "--no-open", *arguments)


@pytest.mark.parametrize(
    ("arguments", "chosen"),
    [((), ("default", True)), (("--voice", "none", "--sounds", "off"), ("none", False))],
)
def test_clips_are_heard_as_scenes_are(neuroscenes, monkeypatch, tmp_path, arguments, chosen):
    monkeypatch.delenv("NEUROSCENES_VOICE", raising=False)
    served = []
    monkeypatch.setattr("scenes.draw.server.serve", lambda settings, **_: served.append(settings))
    neuroscenes("draw", "--no-open", "--port", "0", "--output", tmp_path, *arguments)
    assert [(each.voice, each.sounds) for each in served] == [chosen]


def test_without_the_extra_the_line_that_installs_it_is_said(refused, monkeypatch):
    monkeypatch.setattr(serving, "EXTRA", ("starlette", "no_such_module"))
    said = refused("draw")
    assert "draw: no_such_module missing" in said
    assert "-m pip install" in said
