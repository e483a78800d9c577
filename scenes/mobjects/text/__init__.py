"""Words, numbers and small marks."""
