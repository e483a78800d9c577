"""JSON with a seal: whatever is changed in it is noticed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from network.bounds.json_text import dump_json
from network.bounds.sealed_json import read_sealed, sealed

if TYPE_CHECKING:
    from pathlib import Path

CONTENT = {"seconds": 1.5, "names": ["é", "\\"], "none": {}}


@pytest.mark.parametrize("indent", [None, 1])
def test_what_was_sealed_is_read_back(tmp_path: Path, indent: int | None) -> None:
    path = tmp_path / "record.json"
    content = {name: CONTENT[name] for name in ("seconds", "names", "none")}
    path.write_text(sealed(dump_json(content, indent=indent, ensure_ascii=False)), "utf-8")
    assert read_sealed(path) == content
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert read_sealed(path) == content


@settings(derandomize=True, max_examples=300, deadline=None)
@given(st.data())
def test_no_byte_can_be_changed(tmp_path_factory: pytest.TempPathFactory, data) -> None:
    whole = sealed(dump_json({"seconds": 1.5, "names": ["a", "b"]}, indent=1)).encode()
    place = data.draw(st.integers(0, len(whole) - 1))
    changed = data.draw(st.sampled_from([b"", bytes([whole[place] ^ 1]), b"x", b"  "]))
    path = tmp_path_factory.getbasetemp() / "sealed.json"
    path.write_bytes(whole[:place] + changed + whole[place + 1 :])
    if path.read_bytes() != whole:
        with pytest.raises(ValueError, match=r".+"):
            read_sealed(path)


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"sha256": "x"}', "null", "\ud800"])
def test_what_has_no_seal_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "record.json"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    with pytest.raises(ValueError, match=r".+"):
        read_sealed(path)
