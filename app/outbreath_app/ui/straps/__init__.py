"""Finding and choosing a strap in the window."""
