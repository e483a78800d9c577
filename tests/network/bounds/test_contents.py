from __future__ import annotations

import io
import os
import zipfile

import pytest

from network.bounds.contents import open_archive, read_bounded
from network.bounds.limits import MOST_ARRAYS
from network.errors import LimitError


@pytest.mark.parametrize("content", [b"12345", b"123456"])
def test_a_file_of_as_many_bytes_as_allowed_is_read_and_one_more_is_refused(tmp_path, content):
    path, most = tmp_path / "file", len(content)
    path.write_bytes(content)
    assert read_bounded(path, most) == content
    with pytest.raises(LimitError, match=f"expected at most {most - 1} bytes, got more"):
        read_bounded(path, most - 1)


def test_what_has_no_end_is_no_file(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path, tmp_path / "pipe"):
        with pytest.raises(LimitError, match="expected a file"):
            read_bounded(path, 5)


def archive_of(members: int) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for number in range(members):
            archive.writestr(str(number), b"")
    return content.getvalue()


@pytest.mark.parametrize("members", [0, 3, MOST_ARRAYS])
def test_an_archive_of_as_many_members_as_allowed_is_opened(members):
    assert len(open_archive(archive_of(members)).namelist()) == members


def test_an_archive_of_one_member_more_is_refused():
    with pytest.raises(LimitError, match="at most 1000 members"):
        open_archive(archive_of(MOST_ARRAYS + 1))
