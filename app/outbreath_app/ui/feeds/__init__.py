"""Where lines come from: a recording played again, or the recorder's process."""
