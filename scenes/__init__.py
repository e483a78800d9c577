"""The film: manim scenes that show what the `network` package computed."""
