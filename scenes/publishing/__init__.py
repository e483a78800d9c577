"""Clips to embed, each with all that a teacher needs, on a page that shows them."""
