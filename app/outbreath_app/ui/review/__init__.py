"""Looking closely at one session, and at many over time."""
