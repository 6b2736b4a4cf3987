"""Reference tables and demonstration files, reached with `importlib.resources.files("data")`."""
