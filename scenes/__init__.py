"""The film: manim scenes that show what the `network` package computed."""

from scenes.stage.manim_defaults import keep_to_manims_defaults

keep_to_manims_defaults()
