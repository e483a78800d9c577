"""After the film's end."""
