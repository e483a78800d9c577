"""Where the parts of scenes stand, in every shape of the frame."""
