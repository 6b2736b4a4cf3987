"""Metrology and traceability workstation for a machining workshop."""

__version__ = "0.1.0"
