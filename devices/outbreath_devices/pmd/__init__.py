"""Polar's measurement service (PMD): ECG and motion streams."""
