"""Reports of what was recorded: a log that can be shared, without interpretation."""
