"""What the lines mean, kept for the views, and the plots that draw it."""
