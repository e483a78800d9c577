"""The page from which somebody reads the script aloud, and that records it."""
