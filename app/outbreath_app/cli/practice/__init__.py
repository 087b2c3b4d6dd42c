"""Commands for practices, assessments and comparisons."""
