"""What SQLite does at each commit, in every file of a workspace."""

from __future__ import annotations

SYNCHRONOUS = "FULL"  # a commit that returned survives a power cut
