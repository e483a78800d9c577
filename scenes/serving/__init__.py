"""A page on this machine: its files, its server, and the guard before it."""
