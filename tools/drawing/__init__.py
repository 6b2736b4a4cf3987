"""The vocabulary of an ISO technical drawing: lines, dimensions, symbols, title block; millimetres on paper."""
