from scenes.stage.typesetting import typst_folder


def test_what_one_run_compiled_the_next_one_finds(tmp_path):
    with typst_folder(tmp_path) as first:
        (first / "abc.svg").write_text("<svg/>")
    with typst_folder(tmp_path) as second:
        assert (second / "abc.svg").read_text() == "<svg/>"
        assert second != first


def test_temporary_files_are_not_kept(tmp_path):
    with typst_folder(tmp_path) as folder:
        (folder / "abc_.svg").write_text("half")
    assert list(tmp_path.iterdir()) == []


def test_two_runs_at_once_do_not_see_each_other(tmp_path):
    with typst_folder(tmp_path) as one, typst_folder(tmp_path) as other:
        (one / "abc_.svg").write_text("mine")
        assert not (other / "abc_.svg").exists()


def test_a_cache_that_cannot_be_written_is_done_without(tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    with typst_folder(blocked) as folder:
        (folder / "abc.svg").write_text("<svg/>")
    assert blocked.read_text() == "not a folder"


def test_a_file_that_was_damaged_since_is_compiled_again(tmp_path, caplog):
    with typst_folder(tmp_path) as folder:
        (folder / "abc.svg").write_text("<svg/>")
        (folder / "def.svg").write_text("<svg></svg>")
    (kept,) = tmp_path.glob("abc.*")
    kept.unlink()
    kept.write_text("<svg>?")
    with typst_folder(tmp_path) as folder:
        assert [path.name for path in folder.glob("*.svg")] == ["def.svg"]
        (folder / "abc.svg").write_text("<svg/>")
    assert "damaged; its text is set again" in caplog.text
    with typst_folder(tmp_path) as folder:
        assert (folder / "abc.svg").read_text() == "<svg/>"
