"""A recording's ECG frames to breathing rates, and to a check of the strap's intervals, as they arrive.

Live, replayed and headless run the same. A frame that is missing or cannot be read begins the ECG anew; what comes too late
gives nothing, and the session goes on with the breathing that motion or the beats show.
"""

from __future__ import annotations

from outbreath_devices.pmd.clock import USUAL_RATE_HZ, PmdClock
from outbreath_devices.pmd.frames import PmdKind, parse_pmd_frame
from outbreath_devices.strap.beat import Beat
from outbreath_devices.strap.events import Source
from outbreath_signal.ecg.peaks import EcgPeak, PeakFinder
from outbreath_signal.ecg.watch import EcgVerdict, EcgWatch
from outbreath_signal.live.ecg_breathing import EcgBreath, EcgRate
from outbreath_signal.reasons import Reason

_RATE_HZ = USUAL_RATE_HZ[PmdKind.ECG]
_MOST_APART_NS = 100_000_000
_KEPT_FRAMES = 16  # times of so many samples back, at least; a peak is told within a second


class EcgFollower:
    """Follows the ECG of one recording. Times are seconds from start_ns."""

    def __init__(self, start_ns: int) -> None:
        self._start_ns = start_ns
        self._watch = EcgWatch()
        self._begin()

    def _begin(self) -> None:
        self._clock = PmdClock(_RATE_HZ)
        self._anew()

    def _anew(self) -> None:
        """What follows does not join what came before."""
        self._finder, self._breath = PeakFinder(_RATE_HZ), EcgBreath()
        self._frames: list[tuple[int, list[int]]] = []  # number of the first sample, times (ns) of all
        self._count = 0
        self._watch.broken()

    @property
    def verdict(self) -> EcgVerdict:
        """Whether the strap's intervals agree with its ECG."""
        return self._watch.verdict

    @property
    def doubt(self) -> Reason | None:
        """What to say when they do not, else None."""
        return self._watch.doubt

    def link_lost(self) -> None:
        """The stream ended with the link; another one has a clock of its own."""
        self._begin()

    def beat(self, beat: Beat) -> None:
        """One of the strap's own beats."""
        self._watch.add_beat(beat.t_s, beat.rr_ms, beat.joined)

    def feed(self, source: str, received_ns: int, payload: bytes) -> list[EcgRate]:
        """The breathing rates that one notification completes."""
        if source != Source.PMD_DATA or not payload or payload[0] != PmdKind.ECG:
            return []
        frame = parse_pmd_frame(payload)
        times_ns = self._clock.feed(received_ns, frame)
        if not times_ns or self._hole_before(times_ns[0]):
            self._anew()
        if not times_ns:
            return []
        self._frames = [*self._frames[-_KEPT_FRAMES:], (self._count, times_ns)]
        self._count += len(times_ns)
        peaks = self._finder.feed([sample[0] for sample in frame.samples])
        times_s = [self._seconds(peak) for peak in peaks]
        self._watch.add_peaks(times_s, [peak.clear for peak in peaks])
        clear = [(t_s, peak.height_uv) for t_s, peak in zip(times_s, peaks, strict=True) if peak.clear]
        rates = self._breath.feed([t_s for t_s, _ in clear], [height_uv for _, height_uv in clear])
        return [] if self._clock.lagging else rates

    def _hole_before(self, first_ns: int) -> bool:
        """Whether a frame does not begin where the one before it ended; the clock's own steps are small beside this."""
        return bool(self._frames) and abs(first_ns - self._frames[-1][1][-1]) > _MOST_APART_NS

    def _seconds(self, peak: EcgPeak) -> float:
        """A peak's time, from the times of the frame it lies in."""
        first, times_ns = next((one for one in reversed(self._frames) if one[0] <= peak.at), self._frames[0])
        place = peak.at - first
        before = min(max(int(place), 0), len(times_ns) - 1)
        at_ns = times_ns[before] + (place - before) * self._clock.period_ns
        return (at_ns - self._start_ns) / 1e9
