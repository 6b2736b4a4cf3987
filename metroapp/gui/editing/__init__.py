"""The part being edited: its lines, its undo, its files, its revisions. The page and its widgets only show it."""
