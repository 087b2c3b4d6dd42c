"""The recording file: sealed lines, written as they come, read back whole or with a report of what is not."""
