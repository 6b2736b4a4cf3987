"""Values and rules of the trade: pure, exact, standard library only.

Nothing here reads a file, asks the time, knows a language or rounds through a binary float.
"""
