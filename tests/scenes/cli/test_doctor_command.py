from __future__ import annotations

from scenes.cli import doctor as health
from scenes.cli.doctor import Finding


def finding(*, is_fine, is_needed):
    return Finding("thing", is_fine, "what is there", "the line", is_needed=is_needed)


def run(neuroscenes, monkeypatch, found):
    monkeypatch.setattr(health, "check_all", lambda: [found])
    return neuroscenes("doctor")


def test_what_is_there_needs_no_remedy(neuroscenes, monkeypatch):
    ended = run(neuroscenes, monkeypatch, finding(is_fine=True, is_needed=True))
    assert (ended.code, ended.stdout) == (0, "ok       thing: what is there\n")


def test_what_is_missing_ends_with_1_and_its_remedy(neuroscenes, monkeypatch):
    ended = run(neuroscenes, monkeypatch, finding(is_fine=False, is_needed=True))
    assert ended.code == 1
    assert ended.stdout == "MISSING  thing: what is there\n         the line\n"


def test_what_may_be_absent_is_told_and_forgiven(neuroscenes, monkeypatch):
    ended = run(neuroscenes, monkeypatch, finding(is_fine=False, is_needed=False))
    assert ended.code == 0
    assert "the line" in ended.stdout
