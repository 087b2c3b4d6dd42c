"""Simulated sessions as recordings, with their truth."""
