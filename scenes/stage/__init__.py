"""The stage: where things stand, their colors, scales and typesetting."""
