"""The ink of the digit on any picture, told from paper and all else that is on it."""
