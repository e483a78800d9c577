"""The command `neuroscenes`: a skin over `scenes` and `network`."""

from scenes.cli.program import main

__all__ = ["main"]
