"""Breathing rate read from the beats alone, beside simpler ways, against belts, airflow and annotated breaths.

Run with `OUTBREATH_CORPUS=... python benchmarks/breath.py` (NeuroKit2's ECG-derived row needs its packages installed).
Windows of 60 s. told: the share of windows for which a rate is given at all; the errors are those of the told. What breathing at
rest truly was depends on how it is read from the belt: the last table holds every method against three readings of it, in all minutes
and in those that do not overlap.
"""

from __future__ import annotations

import os
import warnings
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from slow_waves import print_all

from outbreath_signal.artifacts.labelling import label_beats
from outbreath_signal.beats import BeatSeries, FloatArray
from outbreath_signal.breathing.from_rr import BreathTrack, breath_from_ecg, breath_from_rr
from outbreath_signal.ecg.peaks import PeakFinder
from outbreath_signal.live.ecg_breathing import EcgBreath, EcgRate
from outbreath_signal.live.engine import LiveEngine
from outbreath_signal.spectra.resampling import Resampled, resample
from outbreath_signal.spectra.time_varying import spectra_at
from outbreath_signal.synthetic.rhythm import synthesise

CORPUS = Path(os.environ.get("OUTBREATH_CORPUS", Path(__file__).parents[1] / "../shared/corpus"))
SPAN_S = 60.0


@dataclass(frozen=True, slots=True, eq=False)
class Window:
    """A minute with known breathing: its beats (s), start (s), true rate (per minute), and ECG where there is one."""

    kind: str
    name: str
    beats_s: FloatArray
    start_s: float
    truth_per_min: float
    ecg: FloatArray | None = None
    ecg_hz: float = 0.0


def belt_breaths(chest: FloatArray, hz: float) -> FloatArray:
    """Times of the breaths (s) in a belt's or airflow's signal."""
    from scipy.signal import butter, find_peaks, sosfiltfilt

    band = sosfiltfilt(butter(2, (0.05, 0.7), "band", fs=hz, output="sos"), chest - chest.mean())
    peaks, _ = find_peaks(band / band.std(), prominence=0.6, distance=int(1.2 * hz))
    return np.asarray(peaks / hz, dtype=np.float64)


def rate_within(breaths_s: FloatArray, start_s: float) -> float:
    """Mean rate of the breaths in a window, NaN with fewer than three."""
    inside = breaths_s[(breaths_s >= start_s) & (breaths_s <= start_s + SPAN_S)]
    return 60 * (len(inside) - 1) / float(inside[-1] - inside[0]) if len(inside) >= 3 else float("nan")


def ecg_of(held: Mapping[str, FloatArray]) -> tuple[FloatArray, float]:
    key = next(name for name in ("ecg_fs", "fs") if name in held)
    return np.asarray(held["ecg"], dtype=np.float64), float(held[key])


def patients() -> Iterator[Window]:
    """Intensive care, where two annotators agree within 2 a minute."""
    for path in sorted((CORPUS / "bidmc").glob("*.npz")):
        held = np.load(path)
        for start_s in map(float, np.arange(0.0, 421.0, 60.0)):
            rates = [rate_within(held[key], start_s) for key in ("breaths1_s", "breaths2_s")]
            if abs(rates[0] - rates[1]) <= 2:
                yield Window(
                    "intensive care",
                    path.stem,
                    held["rpeaks_s"],
                    start_s,
                    float(np.mean(rates)),
                    *ecg_of(held),
                )


AT_REST = {"nk_resting_5min_100hz": 1.0, "physio_1": -1.0}  # the airflow points down on inspiration


def chest_of(name: str) -> tuple[FloatArray, float]:
    """A belt's or airflow's signal, up on inspiration, and its samples a second."""
    held = np.load(CORPUS / "ecgresp" / f"{name}.npz")
    hz = float(held["resp_fs"]) if "resp_fs" in held else 100.0
    return np.asarray(AT_REST[name] * held["resp"], dtype=np.float64), hz


def healthy() -> Iterator[Window]:
    """At rest with a belt or nasal airflow, breaths counted by both of the chest's turns: the mean, as of two annotators."""
    for name in AT_REST:
        held = np.load(CORPUS / "ecgresp" / f"{name}.npz")
        chest, hz = chest_of(name)
        turns = [belt_breaths(sign * chest, hz) for sign in (1.0, -1.0)]
        for start_s in map(float, np.arange(0.0, 241.0, 15.0)):
            rate = float(np.mean([rate_within(breaths, start_s) for breaths in turns]))
            yield Window("healthy", name, held["rpeaks_s"], start_s, rate, *ecg_of(held))


def by_in_breaths(window: Window) -> float:
    """Breaths counted by the ends of the in-breaths alone."""
    return rate_within(belt_breaths(*chest_of(window.name)), window.start_s)


def by_spectrum(window: Window, weighted: bool = True) -> float:
    """The belt's strongest frequency from 3 to 42 a minute, or the strongest once power is weighted with frequency (velocity)."""
    chest, hz = chest_of(window.name)
    inside = chest[int(window.start_s * hz) : int((window.start_s + SPAN_S) * hz)]
    power = np.abs(np.fft.rfft((inside - inside.mean()) * np.hanning(len(inside)), 32768)) ** 2
    rates = 60 * np.fft.rfftfreq(32768, 1 / hz)
    band = (rates >= 3) & (rates <= 42)
    return float(rates[band][np.argmax(power[band] * (rates[band] if weighted else 1.0))])


TRUTHS: dict[str, Callable[[Window], float]] = {
    "both turns": lambda window: window.truth_per_min,
    "in-breaths": by_in_breaths,
    "spectrum": by_spectrum,
}


def healthy_sure() -> Iterator[Window]:
    """The minutes at rest in which the breaths counted in the belt and its strongest frequency agree within 1 a minute.

    Where the chest moves for other reasons too, or breaths differ much in length, they do not, and what the truth is depends on
    how it is defined: the intensive-care windows are kept by the same kind of rule.
    """
    for window in healthy():
        if abs(by_spectrum(window, weighted=False) - by_in_breaths(window)) <= 1:
            yield replace(window, kind="healthy, belt sure")


def paced() -> Iterator[Window]:
    """Synthetic, 4 to 15 a minute, uneven, with slow waves and noise of every size."""
    rng = np.random.default_rng(11)
    for seed in range(46):
        made = synthesise(
            130,
            rate_per_min=rng.uniform(4, 15),
            rsa_ms=rng.uniform(40, 150),
            inhale_share=rng.choice([0.5, 0.4, 1 / 3]),
            mean_rr_ms=rng.uniform(700, 1050),
            noise_ms=rng.uniform(3, 10),
            vlf_ms=rng.uniform(5, 25),
            mayer_ms=rng.uniform(0, 20),
            rate_sd_pct=4,
            depth_sd_pct=15,
            seed=seed,
        )
        inside = (made.breathing.breath_start_s >= 33) & (made.breathing.breath_start_s <= 93)
        truth = float(made.breathing.breath_rate_per_min[inside].mean())
        yield Window("paced, synthetic", str(seed), np.concatenate(([0.0], made.beats.t_s)), 33.0, truth)


_EVEN: dict[tuple[str, str], Resampled] = {}


def even_of(window: Window) -> Resampled:
    key = window.kind, window.name
    if key not in _EVEN:
        _EVEN[key] = resample(label_beats(BeatSeries.from_times(window.beats_s)).corrected)
    return _EVEN[key]


def ours(window: Window) -> float:
    return middle_of(breath_from_rr(even_of(window), SPAN_S, 1.0), window)


def ours_with_ecg(window: Window) -> float:
    """R height, highest less lowest within 0.1 s of each peak, beside the intervals."""
    if window.ecg is None:
        return float("nan")
    reach = int(0.1 * window.ecg_hz)
    at = np.round(window.beats_s * window.ecg_hz).astype(int)
    held = (at > reach) & (at < len(window.ecg) - reach)
    around = window.ecg[at[held, None] + np.arange(-reach, reach + 1)]
    height = np.asarray(around.max(axis=1) - around.min(axis=1), dtype=np.float64)
    return middle_of(breath_from_ecg(even_of(window), window.beats_s[held], height, SPAN_S, 1.0), window)


def middle_of(track: BreathTrack, window: Window) -> float:
    if not len(track.t_s):
        return float("nan")
    nearest = int(np.argmin(np.abs(track.t_s - window.start_s - SPAN_S / 2)))
    near = abs(track.t_s[nearest] - window.start_s - SPAN_S / 2) < 3.0
    return float(track.rate_per_min[nearest]) if near else float("nan")


def highest_peak(window: Window) -> float:
    """The highest bin from 0.1 to 0.5 Hz, as is usual."""
    even = even_of(window)
    if not even.samples:
        return float("nan")
    start = np.array([max(window.start_s, even.begin_s[0])])
    hz, density = spectra_at(even, start, SPAN_S - 4)
    band = (hz >= 0.1) & (hz <= 0.5)
    return float(60 * hz[band][np.argmax(np.nan_to_num(density[0][band]))])


def weighted_peak(window: Window) -> float:
    """The highest local maximum from 0.055 to 0.5 Hz once power is weighted with frequency, so that slow waves count for less."""
    even = even_of(window)
    if not even.samples:
        return float("nan")
    start = np.array([max(window.start_s, even.begin_s[0])])
    hz, density = spectra_at(even, start, SPAN_S - 4)
    weighted = np.nan_to_num(density[0]) * hz
    top = np.zeros(len(hz), dtype=bool)
    top[1:-1] = (weighted[1:-1] > weighted[:-2]) & (weighted[1:-1] >= weighted[2:])
    band = np.flatnonzero(top & (hz >= 0.055) & (hz <= 0.5))
    return float(60 * hz[band[np.argmax(weighted[band])]]) if len(band) else float("nan")


def constant(window: Window) -> float:
    return 15.0


def neurokit_rr(window: Window) -> float:
    """NeuroKit2's ECG-derived respiration (heart period, van Gent 2019), its rate over the window."""
    import neurokit2

    at_hz = 100
    inside = window.beats_s[
        (window.beats_s >= window.start_s - 5) & (window.beats_s <= window.start_s + SPAN_S + 5)
    ]
    peaks = np.round((inside - inside[0]) * at_hz).astype(int)
    rate = neurokit2.signal_rate(peaks, sampling_rate=at_hz, desired_length=int(peaks[-1]) + 1)
    derived = neurokit2.ecg_rsp(rate, sampling_rate=at_hz, method="vangent2019")
    _, found = neurokit2.rsp_peaks(neurokit2.rsp_clean(derived, sampling_rate=at_hz), sampling_rate=at_hz)
    breaths = np.asarray(found["RSP_Peaks"], dtype=np.float64) / at_hz + inside[0]
    return rate_within(breaths, window.start_s)


_LIVE: dict[tuple[str, str], list[tuple[float, float]]] = {}
_LIVE_ECG: dict[tuple[str, str], list[tuple[float, float]]] = {}


def live(window: Window) -> float:
    """What the live engine said just before the minute was over; it knows nothing of what came later."""
    key = window.kind, window.name
    if key not in _LIVE:
        engine, beats = LiveEngine(), BeatSeries.from_times(window.beats_s)
        rows = zip(beats.t_s.tolist(), beats.rr_ms.tolist(), beats.joined.tolist(), strict=True)
        _LIVE[key] = [(one.t_s, told(one.breath_rate_per_min)) for one in (engine.push(*row) for row in rows)]
    return latest(_LIVE[key], window)


def live_with_ecg(window: Window) -> float:
    """The same of R peaks and heights that are found in the ECG as it comes, in frames of half a second."""
    if window.ecg is None:
        return float("nan")
    key = window.kind, window.name
    if key not in _LIVE_ECG:
        finder, breath, found = PeakFinder(window.ecg_hz), EcgBreath(), list[EcgRate]()
        frame = round(0.56 * window.ecg_hz)
        for begin in range(0, len(window.ecg), frame):
            peaks = [peak for peak in finder.feed(1000 * window.ecg[begin : begin + frame]) if peak.clear]
            found += breath.feed([peak.at / window.ecg_hz for peak in peaks], [p.height_uv for p in peaks])
        _LIVE_ECG[key] = [(one.t_s, told(one.rate_per_min)) for one in found]
    return latest(_LIVE_ECG[key], window)


def told(rate_per_min: float | None) -> float:
    return float("nan") if rate_per_min is None else rate_per_min


def latest(said: list[tuple[float, float]], window: Window) -> float:
    """The last that was said within the ten seconds before a window's end."""
    end_s = window.start_s + SPAN_S
    within = [rate for t_s, rate in said if end_s - 10 < t_s <= end_s]
    return within[-1] if within else float("nan")


METHODS: dict[str, Callable[[Window], float]] = {
    "constant 15/min": constant,
    "highest FFT peak, 0.1-0.5 Hz": highest_peak,
    "weighted FFT peak, 0.055-0.5 Hz": weighted_peak,
    "NeuroKit2 ecg_rsp, van Gent": neurokit_rr,
    "outbreath, beats alone": ours,
    "outbreath, beats and R height": ours_with_ecg,
    "outbreath live, beats alone": live,
    "outbreath live, ECG": live_with_ecg,
}


def estimate(method: Callable[[Window], float], window: Window) -> float:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return method(window)
    except (ImportError, ValueError, IndexError, KeyError):  # a peer that cannot say anything of this window
        return float("nan")


def print_truths() -> None:
    """Every method at rest against three readings of the belt, mean error in all 34 minutes and in the 10 that do not overlap."""
    windows = list(healthy())
    print(f"\n{'at rest, mean error against':<32}" + "".join(f"{name:>20}" for name in TRUTHS))
    for name, method in METHODS.items():
        found = np.array([estimate(method, window) for window in windows])
        cells = []
        for truth in TRUTHS.values():
            apart = np.abs(found - np.array([truth(window) for window in windows]))
            alone = np.array([window.start_s % SPAN_S == 0 for window in windows])
            cells.append(f"{np.nanmean(apart):.2f} ({np.nanmean(apart[alone]):.2f})")
        print(f"{name:<32}" + "".join(f"{cell:>20}" for cell in cells), flush=True)


def main() -> None:
    print(f"{'':<18} {'method':<30} {'told':>6} {'MAE':>6} {'median':>7} {'within 2':>9}   95 % limits")
    for source in (healthy, healthy_sure, paced, patients):
        windows = [window for window in source() if np.isfinite(window.truth_per_min)]
        for name, method in METHODS.items():
            found = np.array([estimate(method, window) for window in windows])
            truth = np.array([window.truth_per_min for window in windows])
            said = np.isfinite(found)
            if not said.any():
                print(f"{windows[0].kind:<18} {name:<30}      -")
                continue
            error = found[said] - truth[said]
            apart = np.abs(error)
            spread = 1.96 * error.std()
            print(
                f"{windows[0].kind:<18} {name:<30} {100 * said.mean():5.0f}% {apart.mean():6.2f} {np.median(apart):7.2f}"
                f" {100 * (apart <= 2).mean():8.0f}%   {error.mean() - spread:+.2f}..{error.mean() + spread:+.2f}",
                flush=True,
            )
    print_truths()
    print_all()


if __name__ == "__main__":
    main()
