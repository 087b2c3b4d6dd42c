"""Sound, synthesised: tones that follow the breath to the sample, bells, weather, and a chord that carries RSA."""
