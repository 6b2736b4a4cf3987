"""Programs that make the files of `resources/` and `data/`; run from the root of the repository with `python -m`."""
