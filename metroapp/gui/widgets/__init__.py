"""The pieces of the window, most of them painted."""
