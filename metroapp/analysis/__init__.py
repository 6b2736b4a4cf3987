"""Statistics that inform: samples, control charts, capability, measurement systems. Nothing here gives a verdict.

Values come in exact; what is computed of them is in floating point, rounded once at the end where it can be.
"""
