"""Which beats are where the heart put them, and whether a rhythm can be interpreted at all."""
