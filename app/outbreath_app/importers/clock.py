"""Times in strangers' files: to Unix ns, with the zone when there is one, and breaks found from arrival stamps."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from outbreath_app.importers.model import Stretch

_FORMATS = (
    "%Y-%m-%d %H:%M:%S %z",
    "%Y-%m-%d %H:%M:%S.%f %z",
    "%d.%m.%Y %H:%M:%S",
    "%d/%m/%Y %H:%M:%S",
    "%Y%m%d %H:%M:%S",
    "%Y-%m-%d %H-%M-%S",
)
_IN_NAME = re.compile(r"(20\d\d)-?(\d\d)-?(\d\d)[ _T-]+(\d\d)[-:h.]?(\d\d)[-:m.]?(\d\d)?")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
# A clock that runs ahead of the sum of intervals by more than this has seen beats that are not there.
BREAK_S = 3.0
_LOOK_AHEAD = 6


def moment(text: str) -> datetime | None:
    """A date and time in one of the usual writings; without a zone it stays without. None when it is none."""
    plain = text.strip().strip('"')
    if not 8 <= len(plain) <= 40:
        return None
    try:
        return _sane(datetime.fromisoformat(plain))
    except ValueError:
        pass
    for layout in _FORMATS:
        try:
            return _sane(datetime.strptime(plain, layout))
        except ValueError:
            continue
    return None


def moment_in_name(name: str) -> datetime | None:
    """The local date and time in a file name such as '2016-10-11 07-12-33.txt'."""
    found = _IN_NAME.search(name)
    if not found:
        return None
    year, month, day, hour, minute, second = (int(part or 0) for part in found.groups())
    try:
        return _sane(datetime(year, month, day, hour, minute, second))
    except ValueError:
        return None


def _sane(at: datetime) -> datetime | None:
    return at if 1990 <= at.year <= 2100 else None


def unix_ns(at: datetime) -> int:
    """Unix time in ns; a time without a zone is this computer's local time."""
    aware = at if at.tzinfo else at.astimezone()
    return (aware - _EPOCH) // timedelta(microseconds=1) * 1000


def zone_min(at: datetime) -> int | None:
    """Minutes east of UTC, None for a time without a zone."""
    offset = at.utcoffset()
    return None if offset is None else int(offset.total_seconds()) // 60


def split_at_breaks(
    rr_ms: NDArray[np.float64],
    arrival_s: Sequence[float] | NDArray[np.float64],
    rr_1024: NDArray[np.int64] | None = None,
) -> tuple[Stretch, ...]:
    """Stretches without a break. arrival_s: when each interval was received, seconds from any start, shape (n,).

    Arrival stamps are late and bunched, so single ones say nothing; the sum of R-R against the clock does. Where the
    clock has gained more than 3 s (and more than one interval and a half) on the sum for the next several beats too,
    beats are missing and a new stretch begins. R-R itself is never taken from stamps.
    """
    arrival = np.asarray(arrival_s, dtype=np.float64)
    lag = arrival - np.cumsum(rr_ms) / 1000
    stretches: list[Stretch] = []
    first, start_s, level = 0, 0.0, float(np.min(lag[:_LOOK_AHEAD])) if len(lag) else 0.0
    origin = level
    for i in range(1, len(rr_ms)):
        if lag[i] - level > max(BREAK_S, 1.5 * rr_ms[i] / 1000):
            ahead = float(np.min(lag[i : i + _LOOK_AHEAD]))
            if ahead - level > max(BREAK_S, 1.5 * rr_ms[i] / 1000):
                stretches.append(_stretch(rr_ms, rr_1024, first, i, start_s))
                first, level = i, ahead
                start_s = float(np.sum(rr_ms[:i])) / 1000 + level - origin
                continue
        level = (
            min(level, float(lag[i])) if i - first < _LOOK_AHEAD else level + 0.02 * (float(lag[i]) - level)
        )
    stretches.append(_stretch(rr_ms, rr_1024, first, len(rr_ms), start_s))
    return tuple(stretches)


def _stretch(
    rr_ms: NDArray[np.float64], rr_1024: NDArray[np.int64] | None, first: int, last: int, start_s: float
) -> Stretch:
    return Stretch(start_s, rr_ms[first:last], None if rr_1024 is None else rr_1024[first:last])
