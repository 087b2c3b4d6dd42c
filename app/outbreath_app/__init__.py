"""Outbreath: the program around the core and the straps."""

__version__ = "0.1.0"
