"""Courses for learning platforms: a scene clip by clip, with questions, in one zip."""
