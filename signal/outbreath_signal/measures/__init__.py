"""The measures of a whole recording: time domain, geometry, entropy, and the analysis that holds them all."""
