"""After a session: the check-in, the summary, and the way on."""
