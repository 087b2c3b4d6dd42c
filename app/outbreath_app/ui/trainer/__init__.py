"""The page one practises on: pacer, wave, readings, state and controls."""
