"""Where the project's own files lie."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
"""The folder that holds `network`, `scenes` and `assets`."""
ASSETS = ROOT / "assets"
