"""Lean tables that a view can ask a thousand times a second."""
