"""Change over weeks: daily values, the personal band, dose, and practices side by side."""
