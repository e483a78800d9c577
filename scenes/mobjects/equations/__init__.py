"""Matrices, layers and formulas."""
