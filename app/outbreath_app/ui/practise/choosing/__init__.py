"""Choosing what to practise, and making a practice of one's own."""
