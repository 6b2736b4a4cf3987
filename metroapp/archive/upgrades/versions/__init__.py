"""One file for each version since the second; a file of a version that was released never changes."""
