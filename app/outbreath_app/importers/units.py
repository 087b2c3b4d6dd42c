"""The units in which programs write R-R intervals."""

from __future__ import annotations

from enum import StrEnum


class Unit(StrEnum):
    """The unit of the intervals in a file of numbers; `in_ms` is one of them in milliseconds."""

    MS = "ms"
    S = "s"
    US = "us"
    TICKS_1024 = "1/1024"
    TICKS_1000 = "1/1000"
    TICKS_256 = "1/256"

    @property
    def in_ms(self) -> float:
        return _IN_MS[self]


_IN_MS = {
    Unit.MS: 1.0,
    Unit.S: 1000.0,
    Unit.US: 0.001,
    Unit.TICKS_1024: 1000 / 1024,
    Unit.TICKS_1000: 1.0,
    Unit.TICKS_256: 1000 / 256,
}
UNIT_WORDS = tuple(unit.value for unit in Unit)
