"""The passphrase in the window: locking when idle, unlocking, and setting it."""
