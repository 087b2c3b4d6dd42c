"""The series on which artifact labelling is scored: clean real ones, real early beats by burden, and what is put in."""

from __future__ import annotations

import gzip
from dataclasses import dataclass

import numpy as np
import series

from outbreath_signal.labels import Label
from outbreath_signal.synthetic.faults import Faults, insert_faults
from outbreath_signal.synthetic.rhythm import synthesise

WINDOW_S = 900.0
ECTOPY_S = 600.0
# recordings whose later part, or the whole, was looked at only after the labelling was finished
HELD_OUT_FROM_S = {"healthy_003": 40_000.0, "nsr001": 40_000.0, "14172": 38_000.0, "pyhrv_long": 2_400.0}


@dataclass(frozen=True, slots=True)
class Base:
    """A clean series: intervals in ms."""

    name: str
    rr_ms: np.ndarray
    held_out: bool


@dataclass(frozen=True, slots=True)
class Window:
    """Real beats with an expert's annotations: early[i] where the beat that ends interval i is not normal.

    sound: intervals between two normal beats.
    """

    name: str
    rr_ms: np.ndarray
    early: np.ndarray
    sound: np.ndarray
    held_out: bool

    @property
    def burden_pct(self) -> float:
        return 100.0 * float(np.mean(self.early))

    @property
    def pairs(self) -> np.ndarray:
        """Where the difference between intervals i - 1 and i lies between annotated normal beats only."""
        pairs = self.sound.copy()
        pairs[1:] &= self.sound[:-1]
        pairs[0] = False
        return pairs

    @property
    def plain_pairs(self) -> np.ndarray:
        """The same without the differences that touch a beat annotated normal which comes early by the plainest of rules.

        At least 7 % early against the middle of three intervals on both sides and against one of the two before, the interval after
        it longer than that middle, than the one after by 5 % and than the early one by 12 %.
        """
        rr = self.rr_ms
        pairs = self.pairs
        for i in range(3, len(rr) - 4):
            level = float(np.median(np.concatenate([rr[i - 3 : i], rr[i + 2 : i + 5]])))
            early = rr[i] < 0.93 * min(level, float(rr[i - 2 : i].max()))
            pause = rr[i + 1] > max(level, 1.05 * rr[i + 2], rr[i] + 0.12 * level)
            if early and pause and not self.early[i]:
                pairs[i : i + 3] = False
        return pairs


@dataclass(frozen=True, slots=True)
class Spoilt:
    """A clean series with faults put in. labels: what is wrong with each interval; events: kind and first interval."""

    rr_ms: np.ndarray
    labels: np.ndarray
    event_labels: np.ndarray
    event_index: np.ndarray


def clean(quick: bool) -> list[Base]:
    """Real series without annotated or evident artifacts, or synthetic ones where there is no corpus."""
    bases = [
        *_windows("rr/rest_rhenan.txt", (0,), "rest"),
        *_windows("rr/pyhrv_short.txt", (0,), "pyhrv_short"),
        *_windows("rr/pyhrv_long.txt", (0, 1200, 2400), "pyhrv_long"),
        *_windows("rr/healthy_003_24h.txt", (12000, 25000, 33000, 45000, 52000, 70000), "healthy_003"),
        *_windows("strap/polarh10_brennan.txt", (0,), "polar_h10"),
        *_windows("strap/wearablehrv_vuams_ecg.txt", (0, 1400), "vuams", held_out=True),
        *_normal("annotated/nsr2db_nsr001.csv.gz", (0, 6300, 22500, 27900, 45000, 56700, 72000), "nsr001"),
        *_normal("annotated/ltdb_14134.csv.gz", (18300, 43200), "14134", 300.0),
        *_ecg(5, False),
        *_ecg(7, False),
        *[base for number in (11, 15) for base in _ecg(number, True)],
    ]
    if not bases:
        bases = [
            Base(
                f"synthetic {seed}",
                synthesise(
                    900, rate_per_min=14, rsa_ms=40, noise_ms=8, mayer_ms=12, vlf_ms=20, seed=seed
                ).beats.rr_ms,
                False,
            )
            for seed in range(3)
        ]
    return bases[::4] if quick else bases


def early_beats(quick: bool) -> list[Window]:
    """Ten-minute windows of annotated recordings that hold at least one beat that is not normal."""
    step_s = 9000.0 if quick else 3000.0
    found = []
    for name in ("mitdb_100", "ltdb_14134", "ltdb_14172"):
        beats = _annotated(f"annotated/{name}.csv.gz")
        if beats is None:
            continue
        t_s, normal = beats
        for start_s in np.arange(0.0, t_s[-1] - ECTOPY_S, ECTOPY_S if t_s[-1] < 4000 else step_s):
            inside = (t_s >= start_s) & (t_s < start_s + ECTOPY_S)
            rr = np.diff(t_s[inside]) * 1000
            good = normal[inside]
            if len(rr) > 200 and rr.max() < 3000 and not good.all():
                short = name.split("_")[1]
                window = Window(
                    f"{name} {start_s:.0f} s",
                    rr,
                    ~good[1:],
                    good[1:] & good[:-1],
                    start_s >= HELD_OUT_FROM_S.get(short, np.inf),
                )
                found.append(window)
    return found


def spoil(base: Base, pct: float, seed: int) -> Spoilt:
    """Put in missed, extra, premature and misplaced beats, a quarter each, pct % of the beats together."""
    t_s = np.concatenate([[0.0], np.cumsum(base.rr_ms) / 1000])
    faulty = insert_faults(t_s, Faults(pct / 4, pct / 4, pct / 4, pct / 4), seed)
    return Spoilt(np.diff(faulty.t_s) * 1000, faulty.labels, faulty.event_labels, faulty.event_index)


def interrupt(base: Base, seed: int) -> Spoilt:
    """Take three stretches of 5 to 20 beats out, leaving one long interval in the place of each."""
    rng = np.random.default_rng(seed)
    t_s = np.concatenate([[0.0], np.cumsum(base.rr_ms) / 1000])
    keep = np.ones(len(t_s), dtype=np.bool_)
    for part in range(3):
        begin = len(t_s) * part // 3 + int(rng.integers(20, max(21, len(t_s) // 3 - 50)))
        keep[begin : begin + int(rng.integers(5, 20))] = False
    labels = np.where(np.diff(np.flatnonzero(keep)) > 1, int(Label.GAP), 0).astype(np.int8)
    at = np.flatnonzero(labels)
    return Spoilt(np.diff(t_s[keep]) * 1000, labels, labels[at], at)


def _windows(path: str, starts_s: tuple[float, ...], name: str, held_out: bool = False) -> list[Base]:
    rr = series.real(path)
    if rr is None:
        return []
    t_s = np.cumsum(rr) / 1000
    found = []
    for start_s in starts_s:
        part = rr[(t_s >= start_s) & (t_s < start_s + WINDOW_S)]
        aside = held_out or start_s >= HELD_OUT_FROM_S.get(name, np.inf)
        found.append(Base(f"{name} {start_s:.0f} s", part, aside))
    return found


def _annotated(path: str) -> tuple[np.ndarray, np.ndarray] | None:
    """Beat times (s) and whether each is normal."""
    file = series.CORPUS / path
    if not file.is_file():
        return None
    with gzip.open(file, "rt") as lines:
        rows = [line.strip().split(",") for line in lines if line[0].isdigit()]
    return np.array([float(row[0]) for row in rows]), np.array([row[1] == "N" for row in rows])


def _normal(path: str, starts_s: tuple[float, ...], name: str, length_s: float = WINDOW_S) -> list[Base]:
    """The first stretch of normal beats only at or after each start."""
    beats = _annotated(path)
    if beats is None:
        return []
    t_s, normal = beats
    found = []
    for start_s in starts_s:
        for shift_s in np.arange(0.0, 6000.0, length_s / 3):
            inside = (t_s >= start_s + shift_s) & (t_s < start_s + shift_s + length_s)
            rr = np.diff(t_s[inside]) * 1000
            if normal[inside].all() and len(rr) > 200 and rr.max() < 2000:
                aside = start_s >= HELD_OUT_FROM_S.get(name, np.inf)
                found.append(Base(f"{name} {start_s + shift_s:.0f} s", rr, aside))
                break
    return found


def _ecg(number: int, held_out: bool) -> list[Base]:
    file = series.CORPUS / f"bidmc/bidmc_{number:02d}.npz"
    if not file.is_file():
        return []
    return [Base(f"bidmc_{number:02d}", np.diff(np.load(file)["rpeaks_s"]) * 1000, held_out)]
