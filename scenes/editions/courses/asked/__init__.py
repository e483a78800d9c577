"""The questions about each scene, act by act."""
