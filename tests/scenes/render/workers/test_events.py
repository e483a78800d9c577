from __future__ import annotations

import errno

import pytest

from scenes.render.workers.job_queue import reason, traceback_of


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
def test_a_full_disk_is_named_wherever_it_was_met(number):
    full = OSError(number, "what the system said", "/somewhere")
    wrapped = RuntimeError("the encoder failed")
    wrapped.__cause__ = full
    later = ValueError("while that was handled")
    later.__context__ = wrapped
    assert {reason(error) for error in (full, wrapped, later)} == {reason(full)}
    assert reason(full).startswith("the disk is full: ")


def test_any_other_error_is_told_in_a_line():
    assert reason(ValueError("two\n  lines")) == "ValueError: two lines"
    assert reason(FileNotFoundError(errno.ENOENT, "none", "x")).startswith("FileNotFoundError: ")


def test_the_traceback_names_the_causes():
    try:
        try:
            {}["first"]
        except KeyError as first:
            raise ValueError("second") from first
    except ValueError as error:
        told = traceback_of(error)
    assert "KeyError: 'first'" in told
    assert "ValueError: second" in told
