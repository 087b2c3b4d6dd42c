"""The breathing along a recording, from the best that it holds."""
