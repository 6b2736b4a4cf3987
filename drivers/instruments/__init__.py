"""Families of instruments: one table of facts each."""
