"""What a neural network computes: numbers and records, no pictures."""
