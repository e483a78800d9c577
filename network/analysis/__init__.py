"""What one trace or one model tells."""
