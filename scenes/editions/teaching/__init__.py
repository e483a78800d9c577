"""What teachers get with each scene: level, prerequisites, misconceptions, questions."""
