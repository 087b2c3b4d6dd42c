"""The names a beat can be given when its interval is checked."""

from __future__ import annotations

from enum import IntEnum


class Label(IntEnum):
    """What an interval is taken for. The words are those of the `outbreath beats` command."""

    NORMAL = 0
    MISSED = 1
    EXTRA = 2
    ECTOPIC = 3
    MISALIGNED = 4
    GAP = 5
    NOISE = 6

    @property
    def word(self) -> str:
        return self.name.lower()
