"""Slides: decks whose every slide plays one section of a scene, and waits."""
