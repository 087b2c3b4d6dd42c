"""The range of breathing rates that intervals can show, for everything that follows breaths."""

from __future__ import annotations

# Below 3.5/min a swing cannot be told from slow drift; above 24/min a breath holds too few beats at ordinary heart rates.
SLOWEST_PER_MIN, FASTEST_PER_MIN = 3.5, 24.0
