"""Neurons, layers and the whole network."""
