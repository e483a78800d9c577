from __future__ import annotations

import pytest

from network.atomic_write import atomic_folder, atomic_write, atomic_write_text


def test_a_file_arrives_when_it_is_whole(tmp_path):
    path = tmp_path / "new" / "film.txt"
    with atomic_write(path) as partial:
        partial.write_text("half")
        assert not path.exists()
    assert path.read_text() == "half"
    assert list(path.parent.iterdir()) == [path]


def test_an_error_leaves_what_was_there(tmp_path):
    path = tmp_path / "film.txt"
    atomic_write_text(path, "old")

    def fail():
        with atomic_write(path) as partial:
            partial.write_text("half")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fail()
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_takes_its_place_when_it_is_filled(tmp_path):
    path = tmp_path / "site"
    for text in ("first", "second"):
        with atomic_folder(path) as partial:
            assert partial != path
            (partial / text).write_text(text)
        assert [file.name for file in path.iterdir()] == [text]
    assert [file.name for file in tmp_path.iterdir()] == ["site"]


def test_a_folder_that_fails_leaves_the_former_one(tmp_path):
    path = tmp_path / "site"
    with atomic_folder(path) as partial:
        (partial / "first").write_text("first")
    with pytest.raises(IsADirectoryError), atomic_folder(path) as partial:
        partial.write_text("a folder is no file")
    assert [file.name for file in path.iterdir()] == ["first"]
    assert [file.name for file in tmp_path.iterdir()] == ["site"]
