"""The page on which visitors draw a digit, see it read, and film a scene with it."""
