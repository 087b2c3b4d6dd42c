"""Times in strangers' files: to Unix ns, with the zone when there is one."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

_FORMATS = (
    "%Y-%m-%d %H:%M:%S %z",
    "%Y-%m-%d %H:%M:%S.%f %z",
    "%d.%m.%Y %H:%M:%S",
    "%d/%m/%Y %H:%M:%S",
    "%Y%m%d %H:%M:%S",
    "%Y-%m-%d %H-%M-%S",
    "%Y-%m-%d %I:%M:%S %p %z",
    "%Y-%m-%d %I:%M:%S %p",
    "%m/%d/%Y %I:%M:%S %p",
)
_IN_NAME = re.compile(r"(20\d\d)-?(\d\d)-?(\d\d)[ _T-]+(\d\d)[-:h.]?(\d\d)[-:m.]?(\d\d)?")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
# a leap second, which Python's clock does not know
_LEAP = re.compile(r"(\d\d:\d\d):60(?!\d)")


def moment(text: str) -> datetime | None:
    """A date and time in one of the usual writings; without a zone it stays without. None when it is none."""
    plain = _LEAP.sub(r"\1:59", text.strip().strip('"'))
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


def seconds_between(first: datetime, then: datetime) -> float:
    """Seconds from one written time to another. Times without a zone are taken as written: the computer that reads
    them has no say in when their clock was changed to summer time.
    """
    if (first.tzinfo is None) != (then.tzinfo is None):
        first, then = first.replace(tzinfo=None), then.replace(tzinfo=None)
    return (then - first).total_seconds()


def zone_min(at: datetime) -> int | None:
    """Minutes east of UTC, None for a time without a zone."""
    offset = at.utcoffset()
    return None if offset is None else int(offset.total_seconds()) // 60
