"""How often intervals that were averaged, held or made from a heart rate are told from measured ones, in real recordings.

Run with `python benchmarks/averaging.py` where the corpus of real recordings is at hand. Stretches of 64, 300 and 600 beats,
up to eight a recording, are judged as they are, on the grids of clocks, and after what sensors do to them; a recording
counts as much as another however many stretches it gives.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import series

from outbreath_signal.artifacts.labelling import label_beats
from outbreath_signal.artifacts.origin import RrOrigin, rr_origin
from outbreath_signal.artifacts.smoothing import computed_from_rate
from outbreath_signal.beats import BeatSeries
from outbreath_signal.synthetic.rhythm import synthesise

FILES = (
    "rr/rest_rhenan.txt",
    "rr/pyhrv_long.txt",
    "rr/pyhrv_short.txt",
    "rr/healthy_003_24h.txt",
    "strap/polarh10_brennan.txt",
    "strap/wearablehrv_vuams_ecg.txt",
    "annotated/nsr2db_nsr001.csv.gz",
    "annotated/mitdb_100.csv.gz",
    "ecgresp/nk_resting_5min_100hz.npz",
    "ecgresp/physio_1.npz",
    *(f"bidmc/bidmc_{number:02d}.npz" for number in range(1, 17)),
)
MOST_STRETCHES = 8
LIVELY_MS = 10.0
Change = Callable[[np.ndarray], np.ndarray]


def averaged(beats: int) -> Change:
    return lambda rr: np.rint(np.convolve(rr, np.ones(beats) / beats, "valid"))


def median_of(width: int) -> Change:
    def change(rr: np.ndarray) -> np.ndarray:
        return np.median(np.lib.stride_tricks.sliding_window_view(rr, width), axis=1)

    return change


def repeated(times: int) -> Change:
    return lambda rr: np.repeat(rr[::times], times)[: len(rr)]


def from_rate(ticks: float) -> Change:
    """60000 over whole rates on a clock of so many ticks a second."""
    return lambda rr: np.rint(60 * ticks / np.rint(60_000 / rr)) * 1000 / ticks


def exponential(share: float) -> Change:
    def change(rr: np.ndarray) -> np.ndarray:
        made, last = [], rr[0]
        for value in rr:
            last += share * (value - last)
            made.append(last)
        return np.rint(made)

    return change


AS_MEASURED: dict[str, Change] = {
    "as they are": lambda rr: rr,
    "1 ms": np.rint,
    "1/1024 s": lambda rr: np.rint(rr * 1.024) / 1.024,
    "8 ms": lambda rr: np.rint(rr / 8) * 8,
}
SMOOTHED: dict[str, Change] = {
    **{f"mean of {beats}": averaged(beats) for beats in range(2, 9)},
    **{f"median of {width}": median_of(width) for width in (3, 5, 7)},
    **{f"each held {times} beats": repeated(times) for times in (2, 3)},
    "exponential, a third": exponential(1 / 3),
}
MADE_FROM_RATE: dict[str, Change] = {"rate, 1 ms": from_rate(1000.0), "rate, 1/1024 s": from_rate(1024.0)}


def real(name: str) -> np.ndarray | None:
    """Intervals (ms) of one recording, None where it is not here."""
    if not name.endswith(".npz"):
        return series.real(name)
    path = series.CORPUS / name
    return np.diff(np.load(path)["rpeaks_s"]) * 1000 if path.is_file() else None


def stretches(rr: np.ndarray, beats: int) -> list[np.ndarray]:
    starts = np.linspace(0, len(rr) - beats, min(MOST_STRETCHES, len(rr) // beats)).astype(int)
    return [rr[start : start + beats] for start in starts] if len(rr) >= beats else []


def origin(rr: np.ndarray) -> RrOrigin:
    return rr_origin(rr, None, label_beats(BeatSeries.from_rr(rr)).accepted)


def share(
    recordings: list[np.ndarray], beats: int, change: Change, answer: Callable[[np.ndarray], bool]
) -> float:
    """Mean over recordings of the share of stretches for which the answer is yes, after the change; per cent."""
    # some beats more, so that what a mean or a median takes off the ends leaves enough
    shares = [
        np.mean([answer(change(part)[:beats]) for part in parts])
        for parts in (stretches(rr, beats + 8) for rr in recordings)
        if parts
    ]
    return 100.0 * float(np.mean(shares))


def stepped(seed: int) -> np.ndarray:
    """A session that steps through four paces (ms)."""
    rng = np.random.default_rng(seed)
    parts = [
        synthesise(
            150, rate_per_min=float(rate), rsa_ms=80, noise_ms=float(rng.uniform(2, 8)), seed=seed
        ).beats.rr_ms
        for rate in rng.permutation([4.5, 5.5, 6.5, 7.5])
    ]
    return np.concatenate(parts)


def lively(rr: np.ndarray) -> bool:
    """Whether beats follow one another with 10 ms of RMSSD and more, faults left out."""
    pairs = label_beats(BeatSeries.from_rr(rr)).pairs
    return bool(pairs.any() and np.sqrt(np.mean(np.diff(rr, prepend=rr[:1])[pairs] ** 2)) >= LIVELY_MS)


def table(
    title: str,
    changes: dict[str, Change],
    lengths: tuple[int, int],
    groups: list[list[np.ndarray]],
    answer: Callable[[np.ndarray], bool],
) -> None:
    heads = [f"{beats} beats" for beats in lengths]
    print(
        f"| {title} | {' | '.join(f'all, {head} | lively, {head}' for head in heads)} |\n|---|---|---|---|---|"
    )
    for name, change in changes.items():
        cells = [f"{share(group, beats, change, answer):.0f}" for beats in lengths for group in groups]
        print(f"| {name} | {' | '.join(cells)} |", flush=True)
    print()


def main() -> None:
    recordings = [rr for name in FILES if (rr := real(name)) is not None]
    if not recordings:
        print("the corpus of real recordings is not here")
        return
    groups = [recordings, [rr for rr in recordings if lively(rr)]]
    print(
        f"{len(recordings)} recordings, {len(groups[1])} of them lively (RMSSD of {LIVELY_MS:.0f} ms and more); per cent\n"
    )
    table(
        "measured, but called averaged or made",
        AS_MEASURED,
        (300, 600),
        groups,
        lambda rr: origin(rr) is not RrOrigin.MEASURED,
    )
    table("called averaged", SMOOTHED, (300, 600), groups, lambda rr: origin(rr) is RrOrigin.SMOOTHED)
    table("called made from a rate", MADE_FROM_RATE, (64, 300), groups, computed_from_rate)
    accused = sum(origin(stepped(seed)) is not RrOrigin.MEASURED for seed in range(40))
    print(f"of 40 synthetic sessions that step through four paces {accused} are called averaged or made")


if __name__ == "__main__":
    main()
