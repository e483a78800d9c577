"""What is heard: the words as they are spoken, recordings, tones, and the track of it all."""
