"""Learning: losses, gradients, optimizers and the loop that applies them."""
