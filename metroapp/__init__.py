"""Metrology and traceability workstation for a machining workshop."""

__version__ = "0.2.0"
