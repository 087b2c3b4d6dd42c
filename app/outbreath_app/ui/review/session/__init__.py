"""One session on a page: plots over one axis of time, its phases, its beats."""
