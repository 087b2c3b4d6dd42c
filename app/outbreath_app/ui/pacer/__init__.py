"""The pacer's faces: an orb, a line with the coming breath, and quiet words."""
