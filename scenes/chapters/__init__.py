"""The chapters of the film: one scene a file."""
