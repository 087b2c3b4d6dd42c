"""A plot's axis of time: round steps, written as minutes and seconds.

pyqtgraph is imported here and nowhere above, so import this module after the first paint.
"""

from __future__ import annotations

from typing import Any

import pyqtgraph as pg

from outbreath_app.ui.words.i18n import clock_text

STEPS_S = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400)


class TimeAxis(pg.AxisItem):  # type: ignore[misc]
    """Seconds from the recording's start along the bottom."""

    def __init__(self) -> None:
        super().__init__("bottom")
        self.enableAutoSIPrefix(False)
        self.room_px = 90.0  # from one written tick to the next

    def tickSpacing(self, minVal: float, maxVal: float, size: float) -> list[tuple[float, float]]:
        wanted = (maxVal - minVal) * self.room_px / max(size, 1.0)
        step = next((step for step in STEPS_S if step >= wanted), STEPS_S[-1])
        return [(float(step), 0.0)]

    def tickStrings(self, values: Any, scale: float, spacing: float) -> list[str]:
        return [clock_text(value) for value in values]
