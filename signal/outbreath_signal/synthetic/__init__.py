"""Synthetic hearts with known truth: rhythm, breathing, faults, and what a strap makes of them."""
