"""Examination sessions in the window: prepared, supervised, lived by the candidate, read by the jury."""
