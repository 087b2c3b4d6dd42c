"""Comparing two ways of breathing in the window: choosing them, and the answer with its picture."""
