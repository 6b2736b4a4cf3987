"""Wire formats: from the bytes of one frame to a value or a trouble. Pure functions."""
