"""A phone as the radio: an app on the local network hands on what a strap sends to it."""
