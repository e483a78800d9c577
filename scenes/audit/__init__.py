"""What is tested of every scene: what a viewer could not see, read or follow."""
