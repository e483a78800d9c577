"""A clip's video and captions in one zip: what a teacher uploads together."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING
from zipfile import ZipFile, ZipInfo  # noqa: TID251 - it only writes

from network.atomic_write import atomic_write

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


def bundle_key(video_key: str, captions: Path) -> str:
    """What a bundle is made of: equal keys mean equal contents."""
    return hashlib.sha256(video_key.encode() + captions.read_bytes()).hexdigest()


def write_bundle(files: Sequence[Path], scene: str, path: Path) -> None:
    """Put files into a zip, named after their scene as well; equal files make equal bytes."""
    with atomic_write(path) as partial, ZipFile(partial, "w") as bundle:
        for file in files:
            # A zip that says when it was made would be another one each time.
            bundle.writestr(ZipInfo(f"{scene}-{file.name}"), file.read_bytes())
