"""A strap that is not there: heart, breath, ECG and motion of a simulated person."""
