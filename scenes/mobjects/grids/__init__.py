"""Pictures of values, cell by cell."""
