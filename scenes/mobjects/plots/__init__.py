"""Number lines, curves and bars."""
