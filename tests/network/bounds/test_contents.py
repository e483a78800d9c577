from __future__ import annotations

import os

import pytest

from network.bounds.contents import read_bounded
from network.errors import LimitError


def test_a_file_of_as_many_bytes_as_allowed_is_read_and_one_more_is_refused(tmp_path):
    path = tmp_path / "file"
    path.write_bytes(b"12345")
    assert read_bounded(path, 5) == b"12345"
    with pytest.raises(LimitError, match="expected at most 4 bytes, got more"):
        read_bounded(path, 4)


def test_what_has_no_end_is_no_file(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path, tmp_path / "pipe"):
        with pytest.raises(LimitError, match="expected a file"):
            read_bounded(path, 5)
