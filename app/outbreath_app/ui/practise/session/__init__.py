"""A session while it is practised."""
