"""Records that take many images or trainings, made once and kept."""
