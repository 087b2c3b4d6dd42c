"""Small numerical tools that stand in for scipy where its import or its calls would cost too much."""
