"""Files of pictures and captions: encode, join, check."""
