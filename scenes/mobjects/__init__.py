"""The nouns of the film: what can stand on the stage."""
