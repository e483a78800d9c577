from __future__ import annotations

import pytest

from scenes.whole_files import arriving, write_whole


def test_a_file_arrives_when_it_is_whole(tmp_path):
    path = tmp_path / "new" / "film.txt"
    with arriving(path) as partial:
        partial.write_text("half")
        assert not path.exists()
    assert path.read_text() == "half"
    assert list(path.parent.iterdir()) == [path]


def test_an_error_leaves_what_was_there(tmp_path):
    path = tmp_path / "film.txt"
    write_whole(path, "old")

    def fail():
        with arriving(path) as partial:
            partial.write_text("half")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fail()
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]
