"""A series of heart beats: when each came, how long the interval before it was, and where the series breaks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from outbreath_signal.errors import SignalError

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]
LONGEST_S = 31 * 86400.0
_LONGEST_RR_MS = 1e12  # sums of squares of such intervals are still numbers


@dataclass(frozen=True, slots=True, eq=False)
class BeatSeries:
    """Beats in order of time. All arrays have shape (n,).

    t_s: time of the beat that ends each interval, seconds, strictly increasing.
    rr_ms: the interval that ends at that beat, milliseconds, finite, positive and at most 1e12 ms.
    joined: True where the interval begins at the beat before it; False at the first beat and after every break
        (lost contact, lost link, lost notification). Nothing is ever computed across a False.
    """

    t_s: FloatArray
    rr_ms: FloatArray
    joined: BoolArray

    def __post_init__(self) -> None:
        if not (self.t_s.ndim == self.rr_ms.ndim == self.joined.ndim == 1):
            raise SignalError("beats must be one-dimensional arrays")
        if not (len(self.t_s) == len(self.rr_ms) == len(self.joined)):
            raise SignalError(
                f"beat times ({len(self.t_s)}), intervals ({len(self.rr_ms)}) and joins ({len(self.joined)}) differ in length"
            )
        _refuse(self.rr_ms, _no_interval(self.rr_ms), _INTERVAL_RULE)
        _refuse(self.t_s, ~np.isfinite(self.t_s), "beat time must be finite")
        _refuse(self.t_s[1:], np.diff(self.t_s) <= 0, "beat times must increase", first_index=1)

    def __len__(self) -> int:
        return len(self.rr_ms)

    def __getitem__(self, window: slice) -> BeatSeries:
        """The beats of a slice; the first of them has nothing before it, so it is not joined."""
        joined = self.joined[window].copy()
        joined[:1] = False
        return BeatSeries(self.t_s[window], self.rr_ms[window], joined)

    @property
    def duration_s(self) -> float:
        """Seconds from the start of the first interval to the last beat, breaks included; 0 when empty."""
        return float(self.t_s[-1] - self.t_s[0] + self.rr_ms[0] / 1000) if len(self) else 0.0

    @classmethod
    def from_rr(cls, rr_ms: ArrayLike, start_s: float = 0.0) -> BeatSeries:
        """Unbroken intervals (ms, shape (n,)) laid end to end from start_s (seconds)."""
        rr = np.asarray(rr_ms, dtype=np.float64)
        if rr.ndim != 1:
            raise SignalError(f"intervals must be one-dimensional, got shape {rr.shape}")
        _refuse(rr, _no_interval(rr), _INTERVAL_RULE)
        joined = np.ones(len(rr), dtype=np.bool_)
        joined[:1] = False
        with np.errstate(over="ignore"):  # a sum beyond all numbers is refused as a time that is not finite
            t_s = np.asarray(start_s + np.cumsum(rr) / 1000, dtype=np.float64)
        return cls(t_s, rr, joined)

    @classmethod
    def from_times(cls, t_s: ArrayLike) -> BeatSeries:
        """Beats at the given times (seconds, shape (n,), increasing): n - 1 unbroken intervals."""
        t = np.asarray(t_s, dtype=np.float64)
        if t.ndim != 1 or len(t) < 2:
            raise SignalError(f"at least two beat times are needed, got shape {t.shape}")
        _refuse(t, ~np.isfinite(t), "beat time must be finite")
        rr: FloatArray = np.asarray(np.diff(t) * 1000, dtype=np.float64)
        _refuse(rr, rr <= 0, "beat times must increase", first_index=1)
        joined = np.ones(len(rr), dtype=np.bool_)
        joined[0] = False
        return cls(t[1:], rr, joined)


def check_intervals(rr_ms: FloatArray, t_s: FloatArray | None = None) -> None:
    """Raise SignalError, with the index, for an interval (ms) that is no finite number above 0, or a beat time (s) that is not finite
    or not after the one before. For functions that take plain arrays; a BeatSeries has been checked when it was made.
    """
    if t_s is not None and len(t_s) != len(rr_ms):
        raise SignalError(f"there are {len(t_s)} beat times and {len(rr_ms)} intervals")
    if not len(rr_ms):
        return
    if not (rr_ms.min() > 0 and rr_ms.max() <= _LONGEST_RR_MS):
        _refuse(rr_ms, _no_interval(rr_ms), _INTERVAL_RULE)
    if t_s is not None:
        check_times(t_s)


def check_times(t_s: FloatArray) -> None:
    """Raise SignalError, with the index, for a time (s) that is not finite or not after the one before."""
    if len(t_s) and not (np.isfinite(t_s[0]) and np.isfinite(t_s[-1]) and (t_s[1:] > t_s[:-1]).all()):
        _refuse(t_s, ~np.isfinite(t_s), "times must be finite")
        _refuse(t_s[1:], np.diff(t_s) <= 0, "times must increase", first_index=1)


def refuse_too_long(span_s: float) -> None:
    """Raise SignalError for a series longer than 31 days (s): what is laid out evenly along time would fill the memory."""
    if span_s > LONGEST_S:
        raise SignalError(f"a series may be 31 days long, this one is {span_s / 86400:.3g} days")


def every(flags: BoolArray) -> bool:
    """Whether all of a few hundred flags are set; asked of their bytes, which costs a fifth of NumPy's own reduction."""
    return b"\0" not in flags.tobytes()


def latest_unset(flags: BoolArray) -> int:
    """The place of the last flag that is not set, 0 where all are."""
    return max(flags.tobytes().rfind(b"\0"), 0)


_INTERVAL_RULE = "R-R interval must be finite, above 0 ms and at most 1e12 ms"


def _no_interval(rr_ms: FloatArray) -> BoolArray:
    return np.asarray(~((rr_ms > 0) & (rr_ms <= _LONGEST_RR_MS)), dtype=np.bool_)


def _refuse(values: NDArray[Any], wrong: BoolArray, rule: str, first_index: int = 0) -> None:
    if wrong.any():
        i = int(np.argmax(wrong))
        raise SignalError(f"{rule}; found {values[i]:g} at index {i + first_index}")
