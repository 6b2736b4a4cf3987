"""Examination sessions: prepared and supervised by the staff, lived by the candidate, read by the jury."""
