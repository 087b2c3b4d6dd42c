"""The main window, its places, and what it works with."""
