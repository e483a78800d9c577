"""A page on which visitors draw a digit, see what the network makes of it, and film it."""
