"""The beat-time axis: intervals laid end to end and anchored to the clock, with what got lost on the way."""
