from __future__ import annotations

import shutil

import pytest

from scenes.cli.playground_bundles import ESBUILD, bundle, messages
from scenes.playground.bundles import bundle_path, checksum, read_bundle, source_files
from scenes.playground.pages import PAGES

NEW = "`make playground` makes the bundles anew"


@pytest.mark.parametrize("page", PAGES)
def test_a_bundle_belongs_to_its_sources(page):
    head, script = read_bundle(page)
    assert head.sources == checksum(page), NEW
    assert head.words == messages(source_files(page)), NEW
    assert "</script" not in script, "it stands within a page"
    assert "sourceMappingURL" not in script


@pytest.mark.parametrize("page", PAGES)
def test_a_bundle_is_made_again_byte_for_byte(page):
    if shutil.which("node") is None or not ESBUILD.exists():
        pytest.skip("no node, or no esbuild here: `make playground` brings it")
    assert bundle(page) == bundle_path(page).read_text(encoding="utf-8"), NEW
