"""The index of recordings: one row a session, made from the files and made anew when needed."""
