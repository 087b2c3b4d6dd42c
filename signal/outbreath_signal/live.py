"""The live engine: one beat in, one estimate out, from a bounded window, by the same functions as offline."""

from __future__ import annotations

import numpy as np

from outbreath_signal.estimate import BreathSource, Estimate
from outbreath_signal.live_ring import BeatRing
from outbreath_signal.rsa import FASTEST_PER_MIN, SLOWEST_PER_MIN, RsaResult, rsa_over_breaths
from outbreath_signal.student import t975

HEART_WINDOW_S = 10.0
RMSSD_WINDOW_S = 60.0
RMSSD_MIN_PAIRS = 15
RSA_BREATHS = 6
# An interval further than this share from the median of those around it is left out of every number.
_FAR = 0.3
_AROUND = 11


class LiveEngine:
    """Feed it the beats of one session in order; it keeps two minutes of them."""

    def __init__(self) -> None:
        self._ring = BeatRing()
        self._pace_per_min: float | None = None
        self._pace_from_s = 0.0
        self._rsa: RsaResult | None = None

    def set_pace(self, rate_per_min: float | None, at_s: float, inhale_share: float = 0.4) -> None:
        """The pacer's rate from at_s on, where a breath begins; None: nothing is paced."""
        known = rate_per_min is not None and SLOWEST_PER_MIN <= rate_per_min <= FASTEST_PER_MIN
        self._pace_per_min = rate_per_min if known else None
        self._pace_from_s = at_s
        self._rsa = None

    def push(self, t_s: float, rr_ms: float, joined: bool, contact: bool | None = None) -> Estimate:
        """One beat: its time (s), the interval before it (ms), whether that begins at the beat before."""
        accepted = self._plausible(rr_ms)
        self._ring.append(t_s, rr_ms, joined, accepted)
        minute = self._ring.since(t_s - RMSSD_WINDOW_S)
        reasons: list[str] = []
        if contact is False:
            reasons.append("skin contact lost")
        hr = self._heart_rate(t_s, reasons)
        rmssd = self._rmssd(minute, reasons)
        rsa = self._latest_rsa(t_s, reasons)
        measured = rsa is not None and rsa.rsa_ms is not None
        last = float(rsa.breath_rsa_ms[-1]) if rsa is not None and len(rsa.breath_rsa_ms) else float("nan")
        return Estimate(
            t_s=t_s,
            hr_bpm=hr[0], hr_low_bpm=hr[1], hr_high_bpm=hr[2],
            rmssd_ms=rmssd[0], rmssd_low_ms=rmssd[1], rmssd_high_ms=rmssd[2],
            rsa_ms=rsa.rsa_ms if rsa else None,
            rsa_low_ms=rsa.low_ms if rsa else None,
            rsa_high_ms=rsa.high_ms if rsa else None,
            rsa_bpm=rsa.rsa_bpm if rsa else None,
            breath_rsa_ms=last if np.isfinite(last) else None,
            breath_end_s=float(rsa.breath_end_s[-1]) if rsa is not None and np.isfinite(last) else None,
            breath_rate_per_min=self._pace_per_min if measured else None,
            breath_source=BreathSource.PACER if measured else None,
            quality=self._quality(t_s, minute),
            reasons=tuple(reasons),
        )  # fmt: skip

    def _plausible(self, rr_ms: float) -> bool:
        around = self._ring.rr_ms(slice(max(0, len(self._ring) - _AROUND), len(self._ring)))
        return len(around) < 3 or abs(rr_ms - float(np.median(around))) <= _FAR * float(np.median(around))

    def _heart_rate(self, t_s: float, reasons: list[str]) -> tuple[float | None, float | None, float | None]:
        window = self._ring.since(t_s - HEART_WINDOW_S)
        rr = self._ring.rr_ms(window)[self._ring.accepted(window)]
        if len(rr) < 3:
            reasons.append("fewer than 3 sound beats in 10 s")
            return None, None, None
        mean = float(rr.mean())
        half = t975(len(rr) - 1) * float(rr.std(ddof=1)) / np.sqrt(len(rr))
        return 60000 / mean, 60000 / (mean + half), 60000 / max(mean - half, 200.0)

    def _rmssd(self, minute: slice, reasons: list[str]) -> tuple[float | None, float | None, float | None]:
        rr, accepted, joined = (
            self._ring.rr_ms(minute),
            self._ring.accepted(minute),
            self._ring.joined(minute),
        )
        pairs = joined[1:] & accepted[1:] & accepted[:-1]
        squares = np.diff(rr)[pairs] ** 2
        if len(squares) < RMSSD_MIN_PAIRS:
            reasons.append(f"RMSSD needs {RMSSD_MIN_PAIRS} sound pairs of beats; there are {len(squares)}")
            return None, None, None
        mean = float(squares.mean())
        half = t975(len(squares) - 1) * float(squares.std(ddof=1)) / np.sqrt(len(squares))
        return float(np.sqrt(mean)), float(np.sqrt(max(0.0, mean - half))), float(np.sqrt(mean + half))

    def _latest_rsa(self, t_s: float, reasons: list[str]) -> RsaResult | None:
        """RSA of the latest whole breaths, computed anew when one has ended."""
        if self._pace_per_min is None:
            reasons.append("no breathing rate is known")
            return None
        period_s = 60.0 / self._pace_per_min
        whole = int((t_s - self._pace_from_s) / period_s + 1e-6)
        if whole < 1:
            reasons.append("the first breath is not over")
            return None
        end_s = self._pace_from_s + whole * period_s
        if (
            self._rsa is None
            or not len(self._rsa.breath_end_s)
            or abs(self._rsa.breath_end_s[-1] - end_s) > 1e-3
        ):
            self._rsa = self._fit(end_s - min(whole, RSA_BREATHS) * period_s)
        reasons.extend(self._rsa.reasons)
        return self._rsa

    def _fit(self, from_s: float) -> RsaResult:
        window = self._ring.since(from_s)
        t_s, rr_ms, accepted = self._ring.t_s(window), self._ring.rr_ms(window), self._ring.accepted(window)
        assert self._pace_per_min is not None
        return rsa_over_breaths(t_s, rr_ms, accepted, self._pace_per_min, first_breath_s=self._pace_from_s)

    def _quality(self, t_s: float, minute: slice) -> float:
        """Share of the last minute that accepted intervals cover, counted from the first beat."""
        rr = self._ring.rr_ms(minute)
        first_s = float(self._ring.t_s(slice(0, 1))[0]) - float(self._ring.rr_ms(slice(0, 1))[0]) / 1000
        span_s = min(RMSSD_WINDOW_S, t_s - first_s)
        return float(min(1.0, rr[self._ring.accepted(minute)].sum() / 1000 / span_s)) if span_s > 0 else 0.0
