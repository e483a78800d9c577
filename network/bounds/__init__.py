"""What comes from outside: how much of it is taken, and how."""
