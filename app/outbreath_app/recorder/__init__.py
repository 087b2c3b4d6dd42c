"""The recorder: the process that owns the radio and the recording file."""
