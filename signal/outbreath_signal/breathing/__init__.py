"""Breathing rate and phase, from the intervals themselves or from the motion of the chest."""
