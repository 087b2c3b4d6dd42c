"""The live engine: one beat in, one estimate out, from a bounded window."""
