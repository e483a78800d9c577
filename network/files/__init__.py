"""Files of weights, and the model that the film shows by default."""
