"""The film's words as they are spoken."""
