"""Files that the program shows: fonts and icons, reached with `importlib.resources.files("resources")`."""
