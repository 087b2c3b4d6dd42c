"""How well artifacts are found and how little is done to clean beats, beside NeuroKit2's Kubios method and systole.

Run with `python benchmarks/artifacts.py` where the peers are installed (pip install 'outbreath[benchmarks]') and the
corpus of real recordings is at hand; `--quick` takes a quarter of the series and one seed. Series marked as held out
were not looked at while the labelling was made; they have rows of their own.

Scores: a fault counts as found when a label stands on its beat or the one beside it; a label further from every fault
is false. RMSSD error is against the series before faults were put in, or against the differences between annotated
normal beats. A method that calls a window not interpretable has no RMSSD error there; how often is told beside it.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Iterable

import artifacts_series
import numpy as np
import series
from artifacts_methods import LIVE, Found, Method, methods, neurokit, ours, rmssd
from artifacts_series import Base, Spoilt, Window

from outbreath_signal.labels import Label
from outbreath_signal.synthetic.rhythm import synthesise

KINDS = (Label.ECTOPIC, Label.MISALIGNED, Label.MISSED, Label.EXTRA)
SHARES_PCT = (0.5, 2.0, 5.0)
BURDENS = ((0.0, 3.0), (3.0, 10.0), (10.0, 101.0))


def hits(found: Found, index: np.ndarray) -> np.ndarray:
    """Whether each fault beginning at interval `index` has a label on its beat or beside it."""
    labelled = np.zeros(int(max(index.max(initial=0), found.labelled.max(initial=0))) + 4, dtype=np.bool_)
    labelled[found.labelled] = True
    return labelled[np.maximum(index - 1, 0)] | labelled[index] | labelled[index + 1]


def false_per_1000(found: Found, index: np.ndarray, beats: int) -> float:
    """Labels that are on none of the two intervals of a fault nor beside them, per 1000 beats."""
    near = np.zeros(beats + 4, dtype=np.bool_)
    for k in (-1, 0, 1, 2):
        near[np.clip(index + k, 0, None)] = True
    return 1000.0 * float(np.count_nonzero(~near[found.labelled])) / beats


def error_pct(found: Found, true_ms: float) -> float:
    return 100.0 * abs(found.rmssd_ms / true_ms - 1.0)


def mean(values: Iterable[float]) -> float:
    kept = [v for v in values if np.isfinite(v)]
    return float(np.mean(kept)) if kept else float("nan")


def perfect(spoilt: Spoilt) -> Found:
    """What knowing every fault gives when the differences that touch one are left out."""
    sound = spoilt.labels == Label.NORMAL
    pairs = sound.copy()
    pairs[1:] &= sound[:-1]
    pairs[0] = False
    return Found(np.flatnonzero(~sound), rmssd(spoilt.rr_ms, pairs))


def inserted(method: Method | None, bases: list[Base], seeds: range, pct: float) -> list[float]:
    """Sensitivity by kind, false labels per 1000 and RMSSD error: means over the series."""
    rows = []
    for base in bases:
        for seed in seeds:
            spoilt = artifacts_series.spoil(base, pct, seed)
            found = perfect(spoilt) if method is None else method(spoilt.rr_ms)
            hit = hits(found, spoilt.event_index)
            rows.append(
                [mean(hit[spoilt.event_labels == kind]) for kind in KINDS]
                + [
                    false_per_1000(found, spoilt.event_index, len(spoilt.rr_ms)),
                    error_pct(found, rmssd(base.rr_ms)),
                ]
            )
    return [mean(column) for column in zip(*rows, strict=True)]


def harm(method: Method, bases: list[Base]) -> tuple[float, float]:
    """Labels per 1000 clean beats, and the worst change of RMSSD in per cent."""
    found = [method(base.rr_ms) for base in bases]
    flagged = mean(1000.0 * len(f.labelled) / len(b.rr_ms) for f, b in zip(found, bases, strict=True))
    changes = [100.0 * (f.rmssd_ms / rmssd(b.rr_ms) - 1.0) for f, b in zip(found, bases, strict=True)]
    return flagged, max(changes, key=abs)


def gaps(method: Method, bases: list[Base]) -> float:
    """RMSSD error after three stretches of beats were lost."""
    return mean(
        error_pct(method(artifacts_series.interrupt(base, 1).rr_ms), rmssd(base.rr_ms)) for base in bases
    )


def early(method: Method, windows: list[Window]) -> list[tuple[int, float, float, int, float]]:
    """By burden: windows, sensitivity, RMSSD error, how many were called not interpretable, and another error.

    The last is of every window, told or not, against the annotated normal beats without those that come plainly early: how
    much of the error is a matter of which early beats an expert labels. It is no part of the goal.
    """
    rows = []
    for low, high in BURDENS:
        inside = [w for w in windows if low <= w.burden_pct < high]
        found = [method(w.rr_ms) for w in inside]
        sense = mean(mean(hits(f, np.flatnonzero(w.early))) for f, w in zip(found, inside, strict=True))
        told = [(f, w) for f, w in zip(found, inside, strict=True) if f.interpretable]
        errors = [error_pct(f, rmssd(w.rr_ms, w.pairs)) for f, w in told]
        plain = [error_pct(f, rmssd(w.rr_ms, w.plain_pairs)) for f, w in zip(found, inside, strict=True)]
        rows.append((len(inside), sense, mean(errors), len(inside) - len(told), mean(plain)))
    return rows


def slow_breathing() -> int:
    """Beats our method labels in breathing at 4 to 7/min with 300 and 400 ms of RSA."""
    return sum(
        len(ours(synthesise(300, rate_per_min=rate, rsa_ms=rsa, inhale_share=share, noise_ms=5).beats.rr_ms).labelled)
        for rate in (4.0, 5.0, 6.0, 7.0)
        for rsa in (300.0, 400.0)
        for share in (1 / 3, 0.4, 0.5)
    )  # fmt: skip


def table(title: str, bases: list[Base], windows: list[Window], all_seeds: range) -> None:
    print(f"\n## {title}: {len(bases)} clean series, {len(windows)} windows with early beats\n")
    print(
        "| Method | Sens. ectopic/misaligned/missed/extra at 2 % | False per 1000 at 2 % "
        f"| RMSSD error % at {' / '.join(f'{p:g}' for p in SHARES_PCT)} % | after gaps "
        "| clean: labelled per 1000, worst RMSSD change | real early beats, burden < 3 / 3-10 / > 10 %: sens. "
        "| RMSSD error % (not interpretable) | of all windows, without normal beats that come plainly early |"
    )
    print("|---|---|---|---|---|---|---|---|---|")
    for name, method in methods().items():
        # the live labeller weighs every doubtful beat anew as it comes: one seed tells enough
        seeds = range(1) if name == LIVE else all_seeds
        scores = {pct: inserted(method, bases, seeds, pct) for pct in SHARES_PCT}
        at_two = scores[2.0]
        flagged, worst = harm(method, bases)
        by_burden = early(method, windows)
        print(
            f"| {name} | {' / '.join(f'{v:.3f}' for v in at_two[:4])} | {at_two[4]:.2f} "
            f"| {' / '.join(f'{scores[p][5]:.2f}' for p in SHARES_PCT)} | {gaps(method, bases):.2f} "
            f"| {flagged:.2f}, {worst:+.1f} % | {' / '.join(f'{row[1]:.2f}' for row in by_burden)} "
            f"| {' / '.join(f'{row[2]:.1f} ({row[3]} of {row[0]})' for row in by_burden)} "
            f"| {' / '.join(f'{row[4]:.1f}' for row in by_burden)} |",
            flush=True,
        )
    known = {pct: inserted(None, bases, all_seeds, pct) for pct in SHARES_PCT}
    print(
        "| perfect knowledge, touched differences left out | - | - "
        f"| {' / '.join(f'{known[p][5]:.2f}' for p in SHARES_PCT)} | - | - | - | - | - |"
    )


def speed(quick: bool) -> None:
    """Median time to label a day, beside NeuroKit2's."""
    rr = series.real(series.DAY)
    rr = series.made(100_000) if rr is None else rr[:100_000]

    def seconds(method: Method, times: int) -> float:
        taken = []
        for _ in range(times):
            begin = time.perf_counter()
            method(rr)
            taken.append(time.perf_counter() - begin)
        return statistics.median(taken)

    ours(rr)
    print(f"\nlabelling {len(rr)} beats: ours {1000 * seconds(ours, 9):.0f} ms", end="")
    if not quick and "NeuroKit2 Kubios" in methods():
        print(f", NeuroKit2 {seconds(neurokit, 1):.1f} s (first pass and iterations)", end="")
    print()


def main() -> None:
    quick = "--quick" in sys.argv[1:]
    seeds = range(1 if quick else 3)
    bases, windows = artifacts_series.clean(quick), artifacts_series.early_beats(quick)
    for held_out in (False, True):
        part = [b for b in bases if b.held_out == held_out]
        seen = [w for w in windows if w.held_out == held_out]
        if part:
            table("held out" if held_out else "used in making the labelling", part, seen, seeds)
    print(f"\nslow breathing of 300 and 400 ms at 4 to 7/min: {slow_breathing()} beats labelled")
    speed(quick)


if __name__ == "__main__":
    main()
