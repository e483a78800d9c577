"""Where the project's own files lie."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
"""The folder that holds `network` and `scenes`."""
_INSTALLED_ASSETS = ROOT / "neuroscenes_assets"
IS_INSTALLED = _INSTALLED_ASSETS.is_dir()
"""Whether this is a copy that was installed from a wheel, and no checkout."""
ASSETS = _INSTALLED_ASSETS if IS_INSTALLED else ROOT / "assets"
