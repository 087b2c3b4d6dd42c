"""Respiratory sinus arrhythmia: how far the R-R interval swings with each breath, and at which pace it swings widest."""
