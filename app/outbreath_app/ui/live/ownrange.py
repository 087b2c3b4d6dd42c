"""The person's own range of RSA: what their heart usually does at a like pace, or has done so far today."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from outbreath_app.storage.content import keep_small
from outbreath_app.storage.errors import StorageError
from outbreath_app.storage.keys import unlocked_bytes

LEAST_BREATHS = 12
LIKE_PACE_PER_MIN = 0.5  # RSA depends on the pace, so only sessions this near are compared with
LEAST_SESSIONS = 3
_KEPT_SESSIONS = 60
_LARGEST_BYTES = 1 << 18


@dataclass(frozen=True, slots=True)
class OwnRange:
    """The middle four fifths of the breaths it was made from (ms). so_far: made from this session alone."""

    low_ms: float
    high_ms: float
    breaths: int
    so_far: bool


def own_range(rsa_ms: Sequence[float], so_far: bool) -> OwnRange | None:
    """10th to 90th percentile of RSA per breath (ms); None below 12 breaths, where it would say nothing."""
    if len(rsa_ms) < LEAST_BREATHS:
        return None
    low, high = np.percentile(np.asarray(rsa_ms, dtype=np.float64), [10, 90])
    return OwnRange(float(low), float(high), len(rsa_ms), so_far)


def openness(own: OwnRange | None, rsa_ms: float) -> float | None:
    """Where a breath lies in the own range: 0 at its low end, 1 at its high end; None without a range."""
    if own is None or not own.high_ms > own.low_ms:
        return None
    return min(1.0, max(0.0, (rsa_ms - own.low_ms) / (own.high_ms - own.low_ms)))


@dataclass(frozen=True, slots=True)
class KeptRange:
    """One session's range at its pace."""

    rate_per_min: float
    low_ms: float
    high_ms: float
    breaths: int


class OwnRanges:
    """The ranges of past sessions in one small file. It can be deleted: later sessions fill it again."""

    def __init__(self, path: Path | None) -> None:
        self._path = path

    def near(self, rate_per_min: float) -> OwnRange | None:
        """The person's range at a like pace: the medians over sessions; None below three of them."""
        like = [one for one in self._read() if abs(one.rate_per_min - rate_per_min) <= LIKE_PACE_PER_MIN]
        if len(like) < LEAST_SESSIONS:
            return None
        low, high = (float(np.median([getattr(one, end) for one in like])) for end in ("low_ms", "high_ms"))
        return OwnRange(low, high, sum(one.breaths for one in like), so_far=False)

    def add(self, rate_per_min: float, rsa_ms: Sequence[float]) -> None:
        """Keep a session's range; one of too few breaths is not kept, and a file that cannot be written is let be."""
        made = own_range(rsa_ms, so_far=True)
        if made is None or self._path is None:
            return
        kept = [*self._read(), KeptRange(rate_per_min, made.low_ms, made.high_ms, made.breaths)]
        try:
            keep_small(self._path, json.dumps([asdict(one) for one in kept[-_KEPT_SESSIONS:]]).encode())
        except (OSError, StorageError):
            return

    def _read(self) -> list[KeptRange]:
        """What is kept; a damaged file is as good as none."""
        try:
            if self._path is None or self._path.stat().st_size > _LARGEST_BYTES:
                return []
            rows = json.loads(unlocked_bytes(self._path, self._path.read_bytes()))
            return [
                KeptRange(
                    float(r["rate_per_min"]), float(r["low_ms"]), float(r["high_ms"]), int(r["breaths"])
                )
                for r in rows
            ]
        except (OSError, StorageError, ValueError, TypeError, KeyError, OverflowError):
            return []
