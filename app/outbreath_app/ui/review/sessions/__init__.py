"""The list of sessions: searched, filtered, put in order, opened."""
