"""The way of a line: sources, beats, motion and ECG read from a recording's lines, and the session that follows them."""
