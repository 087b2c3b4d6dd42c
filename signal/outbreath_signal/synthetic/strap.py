"""What a strap makes of heart beats: ticks of 1/1024 s and notifications that come about once a second, or in bursts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from outbreath_signal.beats import FloatArray

TICKS_PER_S = 1024


@dataclass(frozen=True, slots=True)
class SyntheticPacket:
    """One notification: when it arrives (s), the intervals it carries (1/1024 s, oldest first), the shown rate."""

    arrival_s: float
    rr_1024: tuple[int, ...]
    hr_bpm: int


def strap_ticks(t_s: FloatArray) -> NDArray[np.int64]:
    """Intervals (1/1024 s, shape (n - 1,)) between beats at t_s (s), each beat put on the strap's clock.

    The clock is rounded, not each interval, so that errors do not add up along the recording.
    """
    ticks = np.round(t_s * TICKS_PER_S).astype(np.int64)
    return np.asarray(ticks[1:] - ticks[:-1], dtype=np.int64)


def strap_packets(
    t_s: FloatArray,
    rr_1024: NDArray[np.int64],
    *,
    every_s: float = 1.0,
    delay_s: float = 0.3,
    holds: Sequence[tuple[float, float]] = (),
) -> tuple[SyntheticPacket, ...]:
    """Notifications for beats that end at t_s (s) with intervals rr_1024: one every `every_s`, none of them lost.

    delay_s: how old a beat is at least when it arrives.
    holds: (start_s, length_s) during which the link holds everything back and then delivers it at once, as radios do.
    A notification may carry several intervals or none.
    """
    if len(t_s) == 0:
        return ()
    packets: list[SyntheticPacket] = []
    last_tick = int(np.ceil((t_s[-1] + delay_s) / every_s)) + 1
    sent = 0
    hr_bpm = 60
    for tick in range(int(np.floor(t_s[0] / every_s)), last_tick + 1):
        now_s = tick * every_s
        ready = int(np.searchsorted(t_s, now_s - delay_s, side="right"))
        carried = tuple(int(v) for v in rr_1024[sent:ready])
        if carried:
            hr_bpm = min(255, round(60.0 * TICKS_PER_S / float(np.mean(rr_1024[max(0, ready - 4) : ready]))))
        sent = ready
        released_s = max([now_s, *(a + d for a, d in holds if a <= now_s < a + d)])
        packets.append(SyntheticPacket(released_s, carried, hr_bpm))
    return tuple(packets)
