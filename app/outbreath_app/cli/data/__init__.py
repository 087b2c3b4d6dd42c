"""Commands for the data folder: import, sessions, trends, reports, people, protection."""
