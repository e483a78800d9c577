"""Clips: each section of a scene as a video, with its poster, captions and entry."""
