"""Change over time in the window: plots over days, findings in words, and periods compared."""
