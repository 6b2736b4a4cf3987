"""Outlines and glyph drawings that the bundled font family adds to its base."""
