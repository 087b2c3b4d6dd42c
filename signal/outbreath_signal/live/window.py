"""Everything known from the last two minutes of beats: a pure function, the same for the live engine and offline."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, fsum
from operator import mul

import numpy as np
from numpy.typing import NDArray

from outbreath_signal.beats import BoolArray, FloatArray, every
from outbreath_signal.breathing.limits import FASTEST_PER_MIN, SLOWEST_PER_MIN
from outbreath_signal.estimate import Adherence, BreathSource, Estimate
from outbreath_signal.labels import Label
from outbreath_signal.live.breath_phase import PhaseNow
from outbreath_signal.live.breathing_rate import RateNow
from outbreath_signal.live.spectrum import LiveSpectrum, concentration
from outbreath_signal.numerics.student import t975
from outbreath_signal.reasons import Reason, Why
from outbreath_signal.rsa.breaths import RsaResult, rsa_between

WINDOW_S = 120.0
HEART_WINDOW_S = 10.0
LEAST_HEART_BEATS = 3
RMSSD_WINDOW_S = 60.0
RMSSD_MIN_PAIRS = 15
RSA_BREATHS = 6
# Two slow breaths give a number within 30 s, with an interval that says how little it rests on; fast ones hold few beats.
LEAST_SLOW_BREATHS, LEAST_FAST_BREATHS, SLOW_S = 2, 4, 7.5
RSA_MIN_S = 30.0  # at fast rates more than six breaths: at least half a minute of them
UNRELIABLE_PCT = 5.0
_LAGS = 6  # lags of the autocovariance that the RMSSD interval allows for
# Weights of the autocovariance at lags 0 to 6, both sides together.
_BARTLETT = (1.0, *(2 * (1 - lag / (_LAGS + 1)) for lag in range(1, _LAGS + 1)))
_BARTLETT_SUM = sum(_BARTLETT)
_WORST_FACTOR = 1000.0
_NORMAL, _GAP = bytes([Label.NORMAL]), bytes([Label.GAP])

Triple = tuple[float, float, float]


@dataclass(frozen=True, slots=True, eq=False)
class BeatWindow:
    """The beats of at most WINDOW_S, arrays of shape (n,), n >= 1.

    t_s, rr_ms: time (s) and interval (ms). joined: whether it begins at the beat before. ok: whether it may be used.
    codes: values of Label, 0 while a beat is not decided.
    """

    t_s: FloatArray
    rr_ms: FloatArray
    joined: BoolArray
    ok: BoolArray
    codes: NDArray[np.int8]


@dataclass(frozen=True, slots=True, eq=False)
class Breathing:
    """Breathing as known: measured rate (None: not measured), where from, the pace asked for, and breath starts (s).

    edges_s: starts of the breaths RSA is read over: the pacer's while breathing follows it or is not known, else measured.
    follows: whether the measured breathing follows the pace. phase: where in the breath, as far as that is told.
    reasons: why the rate is not told. least: whole breaths that must be over before RSA is told, more than one after a change of pace.
    """

    measured: RateNow | None
    source: BreathSource | None
    pace_per_min: float | None
    edges_s: FloatArray
    follows: Adherence = Adherence.UNKNOWN
    phase: PhaseNow | None = None
    reasons: tuple[Reason, ...] = ()
    least: int = 1


@dataclass(frozen=True, slots=True)
class Rhythm:
    """Whether variability can be interpreted, and why not, from `rhythm.interpretation`."""

    interpretable: bool = True
    reasons: tuple[Reason, ...] = ()


class RsaMemo:
    """Remembers the last fit: while no breath ends and no label changes, the same beats would be fitted again."""

    def __init__(self) -> None:
        self._key: tuple[bytes, ...] = ()
        self._result: RsaResult | None = None

    def between(self, window: BeatWindow, edges_s: FloatArray) -> RsaResult:
        """`rsa_between` of the window's beats, fitted anew only when what goes into it has changed."""
        middle_s = window.t_s - window.rr_ms / 2000.0
        begin_s, end_s = edges_s.item(0), edges_s.item(-1)
        least = LEAST_SLOW_BREATHS if end_s - edges_s.item(-2) >= SLOW_S else LEAST_FAST_BREATHS
        first, last = int(middle_s.searchsorted(begin_s)), int(middle_s.searchsorted(end_s))
        t_s, rr_ms, ok = window.t_s[first:last], window.rr_ms[first:last], window.ok[first:last]
        key = (edges_s.tobytes(), t_s.tobytes(), rr_ms.tobytes(), ok.tobytes())
        if self._result is None or key != self._key:
            self._key, self._result = key, rsa_between(t_s, rr_ms, ok, edges_s, least)
        return self._result


def measure_window(
    window: BeatWindow,
    spectrum: LiveSpectrum | None,
    breathing: Breathing,
    contact: bool | None = None,
    rhythm: Rhythm | None = None,
    memo: RsaMemo | None = None,
) -> Estimate:
    """The estimate just after the last beat of the window. spectrum: of the same beats, from `live_spectrum`.

    rhythm: from `judge_rhythm`. memo: only saves work; the result is the same without.
    """
    rhythm = rhythm or Rhythm()
    now = window.t_s.item(-1)
    reasons = [Why.CONTACT_LOST()] if contact is False else []
    hr = heart_rate(window, reasons)
    rmssd: Triple | None = None
    rsa, last, last_end_s = None, None, None
    if rhythm.interpretable:
        rmssd = rmssd_interval(window, reasons)
        rsa, last, last_end_s = latest_rsa(window, breathing, reasons, memo or RsaMemo())
    reasons.extend(rhythm.reasons)
    corrected_pct = _corrected_pct(window)
    if corrected_pct > UNRELIABLE_PCT:
        reasons.append(Why.UNRELIABLE(corrected_pct=corrected_pct))
    measured = breathing.measured
    paced = breathing.pace_per_min if measured is None else None
    rate = measured.rate_per_min if measured else paced
    phase = breathing.phase
    hr_bpm, hr_low, hr_high = hr or (None, None, None)
    last_ms, last_low, last_high = last or (None, None, None)
    rmssd_ms, rmssd_low, rmssd_high = rmssd or (None, None, None)
    return Estimate(
        t_s=now,
        hr_bpm=hr_bpm,
        hr_low_bpm=hr_low,
        hr_high_bpm=hr_high,
        rmssd_ms=rmssd_ms,
        rmssd_low_ms=rmssd_low,
        rmssd_high_ms=rmssd_high,
        rsa_ms=rsa.rsa_ms if rsa else None,
        rsa_low_ms=rsa.low_ms if rsa else None,
        rsa_high_ms=rsa.high_ms if rsa else None,
        rsa_bpm=rsa.rsa_bpm if rsa else None,
        breath_rsa_ms=last_ms,
        breath_rsa_low_ms=last_low,
        breath_rsa_high_ms=last_high,
        breath_end_s=last_end_s,
        breath_rate_per_min=rate,
        breath_rate_low_per_min=measured.low_per_min if measured else None,
        breath_rate_high_per_min=measured.high_per_min if measured else None,
        breath_source=None if rate is None else breathing.source if measured else BreathSource.PACER,
        breath_quality=measured.quality if measured else None,
        breath_phase_cycles=phase.cycles if phase else None,
        breath_phase_quality=phase.quality if phase else None,
        breath_phase_source=phase.source if phase else None,
        breath_phase_zero=phase.zero if phase else None,
        adherence=breathing.follows,
        spectral_concentration=concentration(spectrum) if spectrum and rhythm.interpretable else None,
        corrected_pct=corrected_pct,
        interpretable=rhythm.interpretable,
        quality=quality(window),
        reasons=tuple(reasons),
    )


def heart_rate(window: BeatWindow, reasons: list[Reason]) -> Triple | None:
    """Heart rate (60000 / mean interval, bpm) over the last 10 s with the 95 % interval of that mean, or why not."""
    start = _since(window, HEART_WINDOW_S)
    rr = _sound(window, start).tolist()
    n = len(rr)
    if n < LEAST_HEART_BEATS:
        reasons.append(Why.TOO_FEW_RECENT_BEATS(least=LEAST_HEART_BEATS, window_s=HEART_WINDOW_S))
        return None
    mean = fsum(rr) / n
    half = t975(n - 1) * (fsum([(each - mean) ** 2 for each in rr]) / (n - 1) / n) ** 0.5
    return 60000 / mean, 60000 / (mean + half), 60000 / max(mean - half, min(200.0, mean))


def rmssd_interval(window: BeatWindow, reasons: list[Reason]) -> Triple | None:
    """RMSSD (ms) over accepted successive pairs of the last 60 s with a 95 % interval, or why not.

    The interval takes the squared differences as a stationary series: the variance of their mean from Bartlett-weighted
    autocovariances (Newey and West 1987, doi:10.2307/1913610), carried to RMSSD on the log scale. Taking the mean off lowers
    their weighted sum by the sum of the weights in n, which is put back; Student's t with 2 + n / 8 degrees of freedom, fewer
    than the 1.5 n / 7 of a Bartlett window over seven lags because squares of differences have long tails. Of drawn hearts,
    still, breathing at rest or slowly, or drifting, 94 to 98 of 100 intervals hold the truth at 15 to 100 pairs.
    """
    start = max(_since(window, RMSSD_WINDOW_S), 1)
    squares = window.rr_ms[start:] - window.rr_ms[start - 1 : -1]
    joined, ok = window.joined[start:], window.ok[start - 1 :]
    if not (every(joined) and every(ok)):
        squares = squares[joined & ok[1:] & ok[:-1]]
    squares *= squares
    n = len(squares)
    if n < RMSSD_MIN_PAIRS:
        reasons.append(Why.RMSSD_TOO_FEW_PAIRS(least=RMSSD_MIN_PAIRS, pairs=n))
        return None
    mean = float(np.add.reduce(squares)) / n
    if mean == 0:
        return 0.0, 0.0, 0.0
    apart = np.zeros(n + _LAGS)
    np.subtract(squares, mean, out=apart[:n])
    lagged = np.correlate(apart, apart[:n]).tolist()  # what lies past the end is 0
    total = sum(map(mul, _BARTLETT, lagged))
    # standard error of the mean square over the mean square
    relative = (max(total, 0.0) * n / (n - _BARTLETT_SUM)) ** 0.5 / n / mean
    factor = min(exp(t975(2 + n // 8) * relative / 2), _WORST_FACTOR)
    value = mean**0.5
    return value, value / factor, value * factor


def _corrected_pct(window: BeatWindow) -> float:
    """Beats labelled missed, extra, ectopic, misaligned or noise, per cent of the window."""
    codes = window.codes.tobytes()
    return 100.0 * (len(codes) - codes.count(_NORMAL) - codes.count(_GAP)) / len(codes)


def quality(window: BeatWindow) -> float:
    """Share of the last 60 s (since the first beat, when that is later) that accepted intervals cover, 0 to 1."""
    sound = _sound(window, _since(window, RMSSD_WINDOW_S))
    first_s = window.t_s.item(0) - window.rr_ms.item(0) / 1000
    span_s = min(RMSSD_WINDOW_S, window.t_s.item(-1) - first_s)
    return min(1.0, float(np.add.reduce(sound)) / 1000 / span_s)


def _since(window: BeatWindow, span_s: float) -> int:
    """Number of the first beat of the latest span_s."""
    return int(window.t_s.searchsorted(window.t_s.item(-1) - span_s, side="right"))


def _sound(window: BeatWindow, start: int) -> FloatArray:
    """The accepted intervals (ms) from one beat on."""
    rr_ms, ok = window.rr_ms[start:], window.ok[start:]
    return rr_ms if every(ok) else rr_ms[ok]


def latest_rsa(
    window: BeatWindow, breathing: Breathing, reasons: list[Reason], memo: RsaMemo
) -> tuple[RsaResult | None, Triple | None, float | None]:
    """RSA over the latest whole breaths, that of the last breath alone with its interval, and when that ended; or why not."""
    if breathing.pace_per_min is None and breathing.measured is None:
        reasons.extend(breathing.reasons or (Why.NO_BREATHING_RATE(),))
        return None, None, None
    first_s = window.t_s.item(0) - window.rr_ms.item(0) / 1000
    edges_s = latest_breaths(breathing.edges_s, first_s, window.t_s.item(-1))
    if len(edges_s) <= breathing.least:
        reasons.append(Why.FIRST_BREATH_NOT_OVER() if breathing.least == 1 else Why.NOT_KNOWN_YET())
        return None, None, None
    rate = 60.0 / (edges_s.item(-1) - edges_s.item(-2))
    if not SLOWEST_PER_MIN - 1e-6 <= rate <= FASTEST_PER_MIN + 1e-6:
        reasons.append(
            Why.RSA_OUTSIDE_RATES(
                lowest_per_min=SLOWEST_PER_MIN, highest_per_min=FASTEST_PER_MIN, rate_per_min=rate
            )
        )
        return None, None, None
    result = memo.between(window, edges_s)
    reasons.extend(result.reasons)
    if result.rsa_ms is not None:
        _say_whose_rate(breathing, reasons)
    last, half = result.breath_rsa_ms.item(-1), result.breath_half_ms.item(-1)
    if last != last:
        return result, None, None
    # a swing against the breath counts as none, as in the interval; the mean over breaths takes it as it is
    return result, (max(0.0, last), max(0.0, last - half), max(0.0, last + half)), edges_s.item(-1)


def _say_whose_rate(breathing: Breathing, reasons: list[Reason]) -> None:
    if breathing.pace_per_min is not None and breathing.follows is Adherence.UNKNOWN:
        reasons.append(Why.RSA_AT_PACER_RATE())
    elif breathing.follows is Adherence.OFF_PACE:
        reasons.append(Why.RSA_AT_MEASURED_RATE())
    if breathing.source is BreathSource.RR and breathing.measured is not None:
        reasons.append(Why.RATE_FROM_HEARTBEAT())


def latest_breaths(edges_s: FloatArray, first_s: float, last_s: float) -> FloatArray:
    """The edges of the latest whole breaths within the beats: six, or as many as 30 s hold if that is more.

    A breath of which at most a fifth came before the first beat still counts.
    """
    if len(edges_s) < 2:
        return edges_s[:0]
    period = edges_s.item(-1) - edges_s.item(-2)
    first = edges_s.searchsorted(first_s - 0.2 * period)
    edges = edges_s[first : edges_s.searchsorted(last_s, side="right")]
    return edges[-(max(RSA_BREATHS, int(RSA_MIN_S / period)) + 1) :]
