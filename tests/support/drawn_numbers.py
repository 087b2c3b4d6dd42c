"""What this version computes from made-up inputs, area by area, for the golden files beside those of the bundled recordings.

Each area is small, drawn with a fixed seed and chosen so that the rarer branches are taken too: sensors, lost contact, faults,
holes, short series. A number here is not the truth, which other tests hold: it is what must not move unnoticed.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import fields, is_dataclass
from datetime import date, timedelta
from enum import Enum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from outbreath_app.trends.daily import compare_periods
from outbreath_app.trends.over_time import person_trends
from outbreath_app.trends.practices import Measure, practices_compared
from outbreath_signal.artifacts.labelling import label_beats
from outbreath_signal.artifacts.origin import OriginWatch
from outbreath_signal.artifacts.side_by_side import side_by_side
from outbreath_signal.beats import BeatSeries
from outbreath_signal.breathing.from_motion import MotionBreath
from outbreath_signal.breathing.from_rr import breath_from_ecg, breath_from_rr
from outbreath_signal.breathing.track_phase import with_phase
from outbreath_signal.ecg.check import check_beats
from outbreath_signal.ecg.peaks import PeakFinder
from outbreath_signal.ecg.watch import EcgWatch
from outbreath_signal.estimate import BreathSource
from outbreath_signal.live.ecg_breathing import EcgBreath
from outbreath_signal.live.engine import LiveEngine
from outbreath_signal.measures.analysis import analyse
from outbreath_signal.measures.rolling import rolling
from outbreath_signal.reasons import Reason
from outbreath_signal.rsa.breaths import rsa_over_breaths
from outbreath_signal.rsa.resonance import PaceObservation, fit_resonance, most_telling_pace, waves_se_ln
from outbreath_signal.spectra.lomb import lomb_scargle
from outbreath_signal.spectra.resampling import resample
from outbreath_signal.spectra.time_varying import time_varying_spectrum
from outbreath_signal.spectra.welch import Detrending, welch
from outbreath_signal.synthetic.breathing import Resonance
from outbreath_signal.synthetic.faults import Faults
from outbreath_signal.synthetic.rhythm import BeatRule, synthesise
from outbreath_signal.synthetic.strap import strap_packets
from outbreath_signal.synthetic.waves import WaveKind, drawn_breaths, drawn_heart, drifting, own_waves
from support.ecg import RATE_HZ, made_ecg

Array = NDArray[np.float64]
REST = {
    "rate_per_min": 13.0, "rsa_ms": 45.0, "mayer_ms": 10.0, "vlf_ms": 12.0, "noise_ms": 5.0,
    "rate_sd_pct": 6.0, "depth_sd_pct": 12.0,
}  # fmt: skip


def plain(value: Any) -> Any:
    """As JSON has it: reasons as codes, what is no number as None, of long lists the ends and the middle."""
    if isinstance(value, Reason):
        return value.code
    if is_dataclass(value) and not isinstance(value, type):
        return {each.name: plain(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, dict):
        return {str(key): plain(each) for key, each in value.items()}
    if isinstance(value, Enum):
        return value.name
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, np.ndarray | list | tuple):
        if len(value) <= 12:
            return [plain(each) for each in value]
        middle = len(value) // 2
        return [f"{len(value)} in all", *(plain(value[i]) for i in (0, 1, middle - 1, middle, -2, -1))]
    if isinstance(value, np.generic):
        return plain(value.item())
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    return value


def some(values: Array | NDArray[Any], count: int = 8) -> Any:
    """A few of many values, spread evenly from the first to the last, with the length of all and, of numbers, the mean."""
    values = np.asarray(values)
    at = np.unique(np.linspace(0, len(values) - 1, count).round().astype(int)) if len(values) else []
    numbers = np.asarray(values, dtype=np.float64)
    mean = float(np.nanmean(numbers)) if np.isfinite(numbers).any() else None
    return {"length": len(values), "mean": mean, "some": [plain(each) for each in values[at]]}


def each_some(value: Any, count: int = 8) -> dict[str, Any]:
    """The fields of a result, of arrays only some."""
    found = {each.name: getattr(value, each.name) for each in fields(value)}
    return {
        name: some(one, count) if isinstance(one, np.ndarray) and one.ndim == 1 else plain(one)
        for name, one in found.items()
        if not (isinstance(one, np.ndarray) and one.ndim != 1)
    }


def _live(
    beats: BeatSeries, engine: LiveEngine, before: Callable[[LiveEngine, int, float], None], step: int
) -> Any:
    told = {}
    for i in range(len(beats)):
        t_s = float(beats.t_s[i])
        before(engine, i, t_s)
        contact = None if i % 200 else True
        estimate = engine.push(
            t_s, float(beats.rr_ms[i]), bool(beats.joined[i]), contact if i != 150 else False
        )
        if i % step == step - 1:
            told[f"beat {i:04d}"] = plain(estimate)
    told["later"] = plain(engine.at(float(beats.t_s[-1]) + 60))
    return told


def live_with_sensors() -> Any:
    """Rest with motion and an ECG beside it, then a pace, faults all along."""
    made = synthesise(300, seed=3, faults=Faults(0.6, 0.6, 0.6, 0.6), **REST)

    def before(engine: LiveEngine, i: int, t_s: float) -> None:
        if i == 180:
            engine.set_pace(6.0, t_s, 0.4)
        if i == 260:
            engine.set_pace(5.5, t_s, 0.4, None, goes_on=True)
        if i % 4 == 0 and 40 < t_s < 220:
            phase = float(made.breathing.phase_at(t_s)) % 1
            engine.push_breath(t_s - 0.5, 13.2 - 0.002 * t_s, BreathSource.ACCELEROMETER, 0.9, phase, 0.8)
        if i % 5 == 0 and t_s > 150:
            engine.push_breath(t_s - 1.0, 12.4, BreathSource.ECG, 0.75, (0.1 * i) % 1, 0.7)

    return _live(made.beats, LiveEngine(), before, 24)


def live_free_slow() -> Any:
    """Slow breathing that nothing paces, then waves of the heart's own."""
    rng = np.random.default_rng(7)
    breaths = drawn_breaths(5.6, 0.08, 150, rng)
    quick = drawn_breaths(14.0, 0.1, 260, rng)
    moved = drifting(8.0, 260, rng) + own_waves(WaveKind.NARROW, 12.0, 260, rng)
    edges = np.concatenate([breaths[breaths < 148], quick[quick > 150]])
    heart = drawn_heart(edges, 90.0, moved, rng, mean_rr_ms=880.0, noise_ms=3.0)
    return _live(heart.beats, LiveEngine(), lambda engine, i, t_s: None, 20)


def analyses() -> Any:
    faulty = synthesise(420, seed=5, faults=Faults(0.8, 0.8, 0.8, 0.8), **REST).beats
    track = breath_from_rr(resample(label_beats(faulty).corrected))
    short = synthesise(70, seed=6, **REST).beats
    return {
        "with faults": plain(analyse(faulty)),
        "smoothness priors": plain(
            analyse(faulty, detrending=Detrending.SMOOTHNESS_PRIORS, measures=["frequency"])
        ),
        "breathing given": plain(analyse(faulty, breathing=track, measures=["rsa"])),
        "short": plain(analyse(short)),
        "labels": {str(i): int(code) for i, code in enumerate(label_beats(faulty).codes) if code},
        "corrected": some(label_beats(faulty).corrected.rr_ms, 40),
        "side by side": each_some(side_by_side(faulty.t_s, label_beats(faulty).corrected.t_s)),
    }


def spectra() -> Any:
    beats = synthesise(700, seed=8, **REST).beats
    accepted = np.arange(len(beats)) % 11 > 0
    return {
        "welch": each_some(welch(beats, compensated=True), 12),
        "lomb": each_some(lomb_scargle(beats, accepted), 12),
        "time-varying": each_some(time_varying_spectrum(beats)),
        "rolling": each_some(rolling(beats, label_beats(beats), 150.0, 30.0)),
    }


def breathing() -> Any:
    beats = synthesise(400, seed=9, **REST).beats
    even = resample(beats)
    heights = 1000 + 90 * np.sin(2 * np.pi * 13 / 60 * beats.t_s) + 20 * np.sin(beats.t_s * 37)
    heights[50] += 4000
    by_ecg = breath_from_ecg(even, beats.t_s, heights)
    t_s = np.arange(0, 150, 1 / 25)
    rng = np.random.default_rng(2)
    chest = 9 * np.sin(2 * np.pi * 12 / 60 * t_s) + 2 * np.sin(2 * np.pi * 24 / 60 * t_s + 1)
    motion = np.stack([chest * 0.3, chest * 0.8 + 1000, chest * -0.5], axis=1) + rng.normal(
        0, 1.5, (len(t_s), 3)
    )
    motion[2200:2300] += 300
    whole = (t_s < 110) | (t_s > 114)
    sensed, ecg = MotionBreath(), EcgBreath()
    rates = [
        rate
        for i in range(0, whole.sum(), 36)
        for rate in sensed.feed(t_s[whole][i : i + 36], motion[whole][i : i + 36])
    ]
    told = [
        rate
        for i in range(0, len(beats), 5)
        for rate in ecg.feed(beats.t_s[i : i + 5].tolist(), heights[i : i + 5].tolist())
    ]
    return {
        "from intervals": each_some(with_phase(breath_from_rr(even), even)),
        "not gated": each_some(breath_from_rr(even, 45.0, 15.0, gated=False)),
        "from ecg": each_some(with_phase(by_ecg, even)),
        "motion": [plain(rate) for rate in rates[::9]],
        "ecg live": [plain(rate) for rate in told[::12]],
        "rsa": each_some(
            rsa_over_breaths(beats.t_s, beats.rr_ms, np.arange(len(beats)) % 13 > 0, 13.0, first_breath_s=1.0)
        ),
    }


def ecg() -> Any:
    beats = synthesise(90, seed=10, mean_rr_ms=820, **REST).beats
    at_s = 1.0 + beats.t_s
    ecg_uv = made_ecg(at_s, 1000 + 150 * np.sin(at_s), noise_uv=30, seed=4)
    ecg_uv[5000:5400] = 0
    finder, watch = PeakFinder(RATE_HZ), EcgWatch()
    peaks = [peak for i in range(0, len(ecg_uv), 73) for peak in finder.feed(ecg_uv[i : i + 73])]
    peaks_s = np.array([peak.at for peak in peaks]) / RATE_HZ
    spoilt = beats.rr_ms.copy()
    spoilt[40:44] += 30
    for t, rr, joined in zip(at_s + 0.8, spoilt, beats.joined, strict=True):
        watch.add_beat(float(t), float(rr), bool(joined))
        near = peaks_s[(peaks_s > t - 0.8 - rr / 1000) & (peaks_s <= t - 0.8)]
        watch.add_peaks(near.tolist(), [True] * len(near))
    return {
        "peaks": [plain(peak) for peak in peaks[::12]],
        "clear": sum(peak.clear for peak in peaks),
        "check": plain(check_beats(peaks_s, at_s + 0.8, spoilt, beats.joined)),
        "watch": {
            "verdict": plain(watch.verdict),
            "check": plain(watch.check),
            "doubt": plain(watch.doubt),
        },
    }


def resonance() -> Any:
    rates = (6.5, 6.0, 5.5, 5.0, 4.5)
    swings = (90.0, 120.0, 138.0, 121.0, 84.0)
    seen = [
        PaceObservation(rate, math.log(rsa), 0.08 + 0.02 * i, 3.0 * i)
        for i, (rate, rsa) in enumerate(zip(rates, swings, strict=True))
    ]
    even = [PaceObservation(rate, math.log(100.0), 0.05, 2.0 * rate) for rate in (4.5, 5.5, 6.5)]
    return {
        "peak": each_some(fit_resonance(seen)),
        "flat": plain(fit_resonance(even).flat_probability),
        "next": plain(most_telling_pace(seen[:3], [4.5, 5.0, 5.75, 7.0], [0.1, 0.1, 0.1, 0.1], 12.0)),
        "waves": [waves_se_ln(rate, rsa) for rate, rsa in ((4.5, 40.0), (6.0, 120.0), (7.5, 20.0))],
    }


def generator() -> Any:
    """The generator of hearts: other tests' truth."""
    made = synthesise(
        200, rate_per_min=((0.0, 6.5), (100.0, 5.0)), rsa_ms=120.0, inhale_share=0.35, lag_cycles=0.1, seed=11,
        resonance=Resonance(0.09, 2.0), depth_drift_pct=20.0, faults=Faults(1, 1, 1, 1), rule=BeatRule.INTEGRAL,
        start_s=3.0, mayer_ms=10.0, vlf_ms=12.0, noise_ms=5.0, rate_sd_pct=6.0, depth_sd_pct=12.0,
    )  # fmt: skip
    rng = np.random.default_rng(12)
    waves = {kind.name: some(own_waves(kind, 15.0, 60.0, rng)) for kind in WaveKind}
    return {
        "rhythm": {
            name: some(getattr(made, name))
            for name in (
                "rr_1024",
                "labels",
                "event_labels",
                "event_index",
                "breath_phase_cycles",
                "breath_rate_per_min",
                "rsa_ms",
                "rsa_wave_ms",
            )
        },
        "beats": each_some(made.beats),
        "clean": each_some(made.clean),
        "chest": some(made.breathing.chest_at(np.arange(0, 100, 3.0))),
        "waves": waves,
        "packets": plain(strap_packets(made.beats.t_s, made.rr_1024, holds=((50.0, 6.0),))[::20]),
    }


def _part(day: int, name: str, session: str, **values: Any) -> dict[str, Any]:
    started = (date(2026, 3, 2) - date(1970, 1, 1) + timedelta(day)).days * 86_400 * 10**9 + (
        7 + day % 5
    ) * 3600 * 10**9
    common = {
        "id": session, "started_ns": started, "zone_min": 60, "name": name, "practice": "", "start_s": 0.0, "end_s": 240.0 + 7 * day,
        "rsa_ms": None, "ln_rmssd": None, "rate_per_min": None, "measured_per_min": None, "measured_with": "",
        "quality": 0.95, "corrected_pct": 1.0, "interpretable": 1,
    }  # fmt: skip
    return common | values


def _parts() -> list[dict[str, Any]]:
    rng = np.random.default_rng(13)
    parts = []
    for day in range(70):
        if rng.random() < 0.35:
            continue
        rest = 3.5 + 0.004 * day + rng.normal(0, 0.18)
        parts.append(_part(day, "baseline", f"s{day}", ln_rmssd=rest, quality=0.5 if day % 17 == 0 else 0.9))
        which = ("even", "longer", "humming")[int(rng.integers(3))]
        rate = 6.0 + rng.normal(0, 0.3) + (0.15 if which == "humming" else 0)
        swing = 4.4 + (0.25 if which == "longer" else 0) + rng.normal(0, 0.2) - 0.2 * (rate - 6)
        sensed = {"measured_per_min": rate + 0.05, "measured_with": "accelerometer"} if day % 3 else {}
        parts.append(
            _part(
                day,
                "practice",
                f"s{day}",
                practice=which,
                rsa_ms=math.exp(swing),
                rate_per_min=rate,
                **sensed,
            )
        )
    return parts


def trends() -> Any:
    parts = _parts()
    checkins = {"s3": {"before": {"calm": 2}, "after": {"calm": 5}}}
    found = person_trends("me", parts, checkins=checkins, until=date(2026, 3, 2) + timedelta(69))
    rest: Sequence[Any] = found.rest.days
    return {
        "person": plain(found.as_dict()),
        "periods": plain(compare_periods(rest[:12], rest[-9:]).as_dict()),
        "during": plain(practices_compared("me", parts, Measure.DURING).as_dict()),
        "change": plain(practices_compared("me", parts, Measure.CHANGE).as_dict()),
    }


def origin() -> Any:
    watch = OriginWatch()
    rates = np.round(60000 / synthesise(200, seed=14, **REST).beats.rr_ms)
    return [watch.feed([60000 / rate + 3], float(rate)).name for rate in rates][::20]


AREAS: dict[str, Callable[[], Any]] = {
    "live-with-sensors": live_with_sensors,
    "live-free-slow": live_free_slow,
    "analyses": analyses,
    "spectra": spectra,
    "breathing": breathing,
    "ecg": ecg,
    "resonance": resonance,
    "generator": generator,
    "trends": trends,
    "origin": origin,
}
