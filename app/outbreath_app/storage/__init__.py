"""What is kept: recordings with their side files, people, and the index over them that can be rebuilt at any time."""
