"""Write the bundled recordings and their index anew: made-up sessions with known truth, the same bytes each time."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from outbreath_app.assess.protocol import stepped_steps
from outbreath_app.pacing.lines import pace_line
from outbreath_app.pacing.pacer import Pacer
from outbreath_app.pacing.pattern import Pattern
from outbreath_app.simulate.recording import FIRST_NS, Outage, Plan, session_lines, write_lines
from outbreath_app.stream.sources import open_source
from outbreath_devices.recording.line import Line
from outbreath_signal.artifacts.labelling import label_beats
from outbreath_signal.labels import Label
from outbreath_signal.measures.analysis import analyse
from outbreath_signal.synthetic.breathing import Resonance
from outbreath_signal.synthetic.faults import Faults
from outbreath_signal.synthetic.rhythm import SyntheticRhythm, synthesise

FOLDER = Path(__file__).resolve().parent.parent / "recordings"
NATURAL_PER_MIN = 13.5


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a made-up session: how long, how fast the breathing, and whether a pacer asked for it."""

    name: str
    title: str
    duration_s: float
    rate_per_min: float
    paced: bool


@dataclass(frozen=True, slots=True)
class Made:
    """One made-up session, ready to be written."""

    name: str
    about: str
    rhythm: SyntheticRhythm
    plan: Plan


def events_of(practice: str, stretches: Sequence[Stretch]) -> list[tuple[float, Line]]:
    """Phase, pace and session lines of the stretches in their order."""
    events: list[tuple[float, Line]] = [(0.0, {"k": "session", "event": "start"})]
    pacer, at_s = Pacer(), 0.0
    for stretch in stretches:
        at_ns = FIRST_NS + round(at_s * 1e9)
        pacer = (
            pacer.changed(at_ns, Pattern(), stretch.rate_per_min) if stretch.paced else pacer.stopped(at_ns)
        )
        events += [
            (at_s, {"k": "phase", "name": stretch.name, "practice": practice, "title": stretch.title}),
            (at_s, pace_line(pacer.paces[-1])),
        ]
        at_s += stretch.duration_s
    events.append((at_s, {"k": "session", "event": "stop"}))
    return events


def rates_of(stretches: Sequence[Stretch]) -> list[tuple[float, float]]:
    """The breathing of the stretches as a schedule for the generator."""
    schedule, at_s = [], 0.0
    for stretch in stretches:
        schedule.append((at_s, stretch.rate_per_min))
        at_s += stretch.duration_s
    return schedule


def quiet_rest() -> Made:
    """Five minutes of natural breathing, nothing paced."""
    stretches = [Stretch("baseline", "Quiet rest", 300.0, NATURAL_PER_MIN, False)]
    heart = {"rsa_ms": 45.0, "mean_rr_ms": 930.0, "mayer_ms": 16.0, "vlf_ms": 22.0, "noise_ms": 5.0}
    rhythm = synthesise(
        300.0,
        rate_per_min=rates_of(stretches),
        rate_sd_pct=6.0,
        depth_sd_pct=15.0,
        seed=11,
        inhale_share=0.42,
        **heart,
    )
    truth = {"breath_rate_per_min": NATURAL_PER_MIN, "seed": 11, **heart}
    plan = Plan(events=events_of("quiet-rest", stretches), truth=truth, seed=11)
    return Made("quiet-rest", "Five minutes of quiet rest at a natural pace.", rhythm, plan)


def practice() -> Made:
    """Six minutes at 6/min with a large RSA: what the trainer opens on."""
    stretches = [
        Stretch("practice", "Soothing rhythm", 300.0, 6.0, True),
        Stretch("recovery", "Let the breath go its own way", 60.0, NATURAL_PER_MIN, False),
    ]
    heart = {"rsa_ms": 190.0, "mean_rr_ms": 900.0, "mayer_ms": 6.0, "vlf_ms": 14.0, "noise_ms": 4.0}
    resonance = Resonance(frequency_hz=5.8 / 60, q=1.8)
    rhythm = synthesise(
        360.0,
        rate_per_min=rates_of(stretches),
        rate_sd_pct=1.5,
        depth_sd_pct=8.0,
        seed=6,
        resonance=resonance,
        **heart,
    )
    truth = {"resonance_per_min": 5.8, "resonance_q": 1.8, "paced_per_min": 6.0, "seed": 6, **heart}
    plan = Plan(events=events_of("soothing-rhythm", stretches), truth=truth, seed=6)
    return Made(
        "practice-6-per-min",
        "Five minutes of practice at 6/min with a large RSA, and a minute after.",
        rhythm,
        plan,
    )


def stepped() -> Made:
    """A stepped resonance assessment with a known answer."""
    stretches = [
        Stretch("rest" if one.rate_per_min is None else "step", one.title, one.duration_s, one.rate_per_min or NATURAL_PER_MIN, one.rate_per_min is not None)
        for one in stepped_steps()
    ]  # fmt: skip
    heart = {"rsa_ms": 150.0, "mean_rr_ms": 880.0, "mayer_ms": 7.0, "vlf_ms": 14.0, "noise_ms": 4.0}
    resonance = Resonance(frequency_hz=5.4 / 60, q=2.5)
    length_s = sum(one.duration_s for one in stretches)
    rhythm = synthesise(
        length_s,
        rate_per_min=rates_of(stretches),
        rate_sd_pct=1.0,
        depth_sd_pct=8.0,
        seed=54,
        resonance=resonance,
        **heart,
    )
    truth = {"resonance_per_min": 5.4, "resonance_q": 2.5, "seed": 54, **heart}
    plan = Plan(events=events_of("assess_stepped", stretches), truth=truth, seed=54)
    return Made(
        "resonance-stepped",
        "A stepped assessment, 6.5 to 4.5/min, of a person whose pace is 5.4/min.",
        rhythm,
        plan,
    )


def difficult() -> Made:
    """Eight minutes in which much goes wrong."""
    stretches = [
        Stretch("baseline", "Before", 60.0, NATURAL_PER_MIN, False),
        Stretch("practice", "Soothing rhythm", 420.0, 6.0, True),
    ]
    heart = {"rsa_ms": 110.0, "mean_rr_ms": 820.0, "mayer_ms": 12.0, "vlf_ms": 20.0, "noise_ms": 7.0}
    faults = Faults(missed_pct=0.6, extra_pct=0.6, ectopic_pct=1.5, misaligned_pct=0.4)
    rhythm = synthesise(
        480.0,
        rate_per_min=rates_of(stretches),
        rate_sd_pct=4.0,
        depth_sd_pct=20.0,
        seed=13,
        faults=faults,
        **heart,
    )
    outages = (Outage(130.0, 152.0), Outage(240.0, 255.0, contact_only=True), Outage(330.0, 338.0))
    truth = {
        "paced_per_min": 6.0, "seed": 13, **heart,
        "faults_pct": {"missed": 0.6, "extra": 0.6, "ectopic": 1.5, "misaligned": 0.4},
        "outages_s": [[one.start_s, one.end_s, "contact" if one.contact_only else "link"] for one in outages],
    }  # fmt: skip
    plan = Plan(
        events=events_of("soothing-rhythm", stretches), outages=outages, truth=truth, battery_pct=18, seed=13
    )
    return Made(
        "difficult-day",
        "Practice with early beats, two drop-outs of the link and lost skin contact.",
        rhythm,
        plan,
    )


def expected_of(path: Path) -> dict[str, Any]:
    """The numbers this version gives for a recording, for the golden tests."""
    source = open_source(str(path))
    words = [Label(code).word for code in label_beats(source.beats).codes]
    found = analyse(source.beats).as_dict()
    keep = (
        "beats",
        "duration_s",
        "mean_rr_ms",
        "mean_hr_bpm",
        "sdnn_ms",
        "rmssd_ms",
        "pnn50_pct",
        "corrected_pct",
    )
    return {key: found[key] for key in keep} | {
        "labels": {word: words.count(word) for word in sorted(set(words))}
    }


def main() -> None:
    index = []
    for made in (quiet_rest(), practice(), stepped(), difficult()):
        path = FOLDER / f"{made.name}.jsonl"
        path.unlink(missing_ok=True)
        write_lines(path, session_lines(made.rhythm.beats.t_s, made.rhythm.rr_1024, made.plan))
        index.append({
            "file": path.name,
            "about": made.about,
            "origin": "made by tools/make_recordings.py with this project's own generator",
            "truth": dict(made.plan.truth),
            "expected": expected_of(path),
        })  # fmt: skip
        print(f"{path.name}: {path.stat().st_size / 1000:.0f} kB")
    (FOLDER / "index.json").write_text(json.dumps(index, indent=1) + "\n")


if __name__ == "__main__":
    main()
