"""R peaks from an ECG, and the intervals of a strap checked against them."""
