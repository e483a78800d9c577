"""The page that shows clips, with all that a teacher needs to embed them."""
