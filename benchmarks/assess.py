"""Assessments of simulated people whose pace is known: how far off, how sure, how often flat, how often confidently wrong.

People are drawn anew: resonance 4.5 to 6.8/min, sharpness (Q) 1.6 to 4, RSA, noise, waves, drift, lapses and artifacts.
`python benchmarks/assess.py --people 500`; the answer of a person drawn flat (Q 0 to 0.5) or sharp (Q 3 to 4) is counted apart.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import replace

import numpy as np

from outbreath_app.assess.answer import Assessment
from outbreath_app.assess.person import Constitution, SimulatedPerson, drawn_constitution
from outbreath_app.assess.protocol import Protocol
from outbreath_app.assess.rehearsal import Rehearsal

Change = Callable[[Constitution, np.random.Generator], Constitution]


def assessed(
    people: int, protocol: Protocol, change: Change, visit: int = 0
) -> list[tuple[Constitution, Assessment]]:
    found = []
    for number in range(people):
        random = np.random.default_rng([number, 2026])
        person = change(drawn_constitution(random), random)
        found.append((person, Rehearsal(SimulatedPerson(person, 1000 * visit + number)).run(protocol)))
    return found


def line(name: str, protocol: Protocol, found: list[tuple[Constitution, Assessment]]) -> None:
    known = [(who, a) for who, a in found if a.resonance_per_min is not None]
    errors = np.array(
        [abs(a.resonance_per_min - who.peak_per_min) for who, a in known if a.resonance_per_min]
    )
    inside = [
        a.low_per_min <= who.peak_per_min <= a.high_per_min
        for who, a in known
        if a.low_per_min and a.high_per_min
    ]
    widths = np.array([a.high_per_min - a.low_per_min for _, a in known if a.low_per_min and a.high_per_min])
    wrong = int(((widths < 0.6) & (errors > 0.5)).sum())
    flat = sum(a.flat for _, a in found)
    minutes = float(np.mean([a.minutes for _, a in found]))
    median, ninth = (np.median(errors), np.percentile(errors, 90)) if len(errors) else (np.nan, np.nan)
    print(
        f"{name:22} {protocol:9} {minutes:5.1f} min  known {len(known) / len(found):4.0%}  flat {flat / len(found):4.0%}  "
        f"|error| median {median:.3f} p90 {ninth:.3f}  inside {np.mean(inside) if inside else np.nan:.1%}  "
        f"width {np.median(widths) if len(widths) else np.nan:.2f}  confident and wrong {wrong / len(found):.1%}",
        flush=True,
    )


def repeats(people: int) -> None:
    """The same people twice on one day."""
    first, second = (assessed(people, Protocol.ADAPTIVE, as_drawn, visit) for visit in (1, 2))
    apart = [
        abs(a.resonance_per_min - b.resonance_per_min)
        for (_, a), (_, b) in zip(first, second, strict=True)
        if a.resonance_per_min is not None and b.resonance_per_min is not None
    ]
    print(f"same day twice: {np.mean(np.array(apart) <= 0.25):.0%} of {len(apart)} pairs within 0.25/min")


def as_drawn(who: Constitution, random: np.random.Generator) -> Constitution:
    return who


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--people", type=int, default=100)
    people = parser.parse_args().people
    changes: dict[str, Change] = {
        "as drawn": as_drawn,
        "followed the pacer": lambda who, _: replace(who, lapses=0.0, artifacts=0.0),
        "sharp (Q 3 to 4)": lambda who, random: replace(who, sharpness=float(random.uniform(3, 4))),
        "flat (Q 0 to 0.5)": lambda who, random: replace(who, sharpness=float(random.uniform(0, 0.5))),
        "30 % lapses, 3 % faults": lambda who, _: replace(who, lapses=0.3, artifacts=0.03),
    }
    for name, change in changes.items():
        line(name, Protocol.ADAPTIVE, assessed(people, Protocol.ADAPTIVE, change))
    for protocol in (Protocol.STEPPED, Protocol.SLIDING):
        line("as drawn", protocol, assessed(people, protocol, as_drawn))
    repeats(people)


if __name__ == "__main__":
    main()
