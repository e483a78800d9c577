"""What names and sizes of arrays tell about the layers that they are of."""
