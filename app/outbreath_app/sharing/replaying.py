"""A recording shared with other programs as if it were live: each line at its time, at a chosen speed."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence

from outbreath_app.sharing.broadcast import LineFeeder
from outbreath_app.sharing.outlet import Outlet
from outbreath_devices.recording.line import Line
from outbreath_signal.estimate import Estimate


def shared_estimates(
    lines: Sequence[Line],
    outlets: Sequence[Outlet],
    speed: float | None,
    *,
    clock: Callable[[], float] = time.monotonic,
    sleep: Callable[[float], None] = time.sleep,
) -> Iterator[Estimate]:
    """Share the lines in order and yield their estimates. speed: times faster than lived; None: as fast as it goes."""
    feeder = LineFeeder(outlets)
    began = clock()
    first_ns = lines[0]["t"] if lines else 0
    try:
        for line in lines:
            if speed is not None:
                sleep(max(0.0, began + (line["t"] - first_ns) / 1e9 / speed - clock()))
            yield from feeder.feed(line)
    finally:
        for outlet in outlets:
            outlet.close()
