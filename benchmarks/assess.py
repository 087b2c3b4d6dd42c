"""Assessments of simulated people whose pace is known: how far off, how sure, how often flat, how often confidently wrong.

    python benchmarks/assess.py --people 500                          everything, about a quarter of an hour on one core
    python benchmarks/assess.py --people 500 --shard 1/2 --out a.jsonl    every second person, kept
    python benchmarks/assess.py --report a.jsonl b.jsonl              the table of what was kept

Every group has people of its own, drawn from seeds that no setting was chosen on. `own` is the program's simulated person
(second-order resonance, Q 1.6 to 4 as drawn); `other` is the one in other_person.py, made on other principles. A person
is flat with Q 0 to 0.5 (own) or a level curve (other), sharp with Q 3 to 4 (own) or a bump half as wide (other).
"""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from other_person import OtherPerson, drawn_other

from outbreath_app.assess.person import Constitution, SimulatedPerson, drawn_constitution
from outbreath_app.assess.protocol import Protocol
from outbreath_app.assess.rehearsal import Rehearsal

FRESH = 27182818  # people's seeds begin here
Row = dict[str, Any]
Drawn = Callable[[np.random.Generator, int], SimulatedPerson | OtherPerson]


def own(change: Callable[[Constitution, np.random.Generator], Constitution]) -> Drawn:
    """People of the program's own kind, changed in one respect."""
    return lambda random, seed: SimulatedPerson(change(drawn_constitution(random), random), seed)


def other(**how: bool) -> Drawn:
    """People of another make."""
    return lambda random, seed: OtherPerson(drawn_other(random, **how), seed)


AS_DRAWN = own(lambda who, _: who)
GROUPS: dict[str, tuple[Drawn, Protocol, int]] = {
    "own, as drawn": (AS_DRAWN, Protocol.ADAPTIVE, 0),
    "own, the same day again": (AS_DRAWN, Protocol.ADAPTIVE, 1),
    "own, stepped": (AS_DRAWN, Protocol.STEPPED, 0),
    "own, sliding": (AS_DRAWN, Protocol.SLIDING, 0),
    "own, followed, no artifacts": (
        own(lambda who, _: replace(who, lapses=0.0, artifacts=0.0)), Protocol.ADAPTIVE, 0,
    ),
    "own, sharp": (own(lambda who, r: replace(who, sharpness=float(r.uniform(3, 4)))), Protocol.ADAPTIVE, 0),
    "own, flat": (own(lambda who, r: replace(who, sharpness=float(r.uniform(0, 0.5)))), Protocol.ADAPTIVE, 0),
    "own, 30 % lapses, 3 % artifacts": (
        own(lambda who, _: replace(who, lapses=0.3, artifacts=0.03)), Protocol.ADAPTIVE, 0,
    ),
    "other, as drawn": (other(), Protocol.ADAPTIVE, 0),
    "other, sharp": (other(sharp=True), Protocol.ADAPTIVE, 0),
    "other, flat": (other(flat=True), Protocol.ADAPTIVE, 0),
}  # fmt: skip


def assessed(people: int, shard: int, of: int, groups: list[str]) -> Iterator[Row]:
    """One row for each assessment of this shard."""
    for name in groups:
        drawn, protocol, visit = GROUPS[name]
        for number in range(shard, people, of):
            seed = FRESH + number
            person = drawn(np.random.default_rng([seed, 5]), seed + 1_000_000 * visit)
            found = Rehearsal(person).run(protocol)  # type: ignore[arg-type]
            yield {
                "group": name,
                "person": number,
                "truth": person.constitution.peak_per_min,
                "minutes": found.minutes,
                "pace": found.resonance_per_min,
                "low": found.low_per_min,
                "high": found.high_per_min,
                "flat": found.flat,
                "steps": sum(step.accepted for step in found.steps),
            }


def line(name: str, rows: list[Row]) -> str:
    """One group in numbers."""
    known = [row for row in rows if row["pace"] is not None]
    flat = float(np.mean([row["flat"] for row in rows]))
    minutes = [row["minutes"] for row in rows]
    said = f"{name:32} {len(rows):4}  {np.mean(minutes):5.1f} (most {max(minutes):4.1f})  named {len(known) / len(rows):6.1%}  flat {flat:6.1%}"
    if not known:
        return said
    truth, pace, low, high = (
        np.array([row[key] for row in known]) for key in ("truth", "pace", "low", "high")
    )
    errors, widths = np.abs(pace - truth), high - low
    wrong = ((widths < 0.6) & (errors > 0.5)).sum() / len(rows)
    if "flat" in name:
        return said + f"  narrower than 0.6: {(widths < 0.6).sum() / len(rows):.1%}"
    return said + (
        f"  |error| {np.median(errors):.3f} / {np.percentile(errors, 90):.3f}  inside {np.mean((low <= truth) & (truth <= high)):6.1%}"
        f"  width {np.median(widths):.2f}  confident and wrong {wrong:.1%}  error x minutes {np.median(errors) * np.mean(minutes):.2f}"
    )


def repeats(rows: list[Row]) -> str:
    """The same people twice on one day."""
    first = {row["person"]: row["pace"] for row in rows if row["group"] == "own, as drawn"}
    second = {row["person"]: row["pace"] for row in rows if row["group"] == "own, the same day again"}
    apart = [
        abs(first[who] - second[who])
        for who in first.keys() & second.keys()
        if first[who] is not None and second[who] is not None
    ]
    if not apart:
        return "same day twice: nobody was named a pace both times"
    close = np.mean(np.array(apart) <= 0.25)
    return f"same day twice: {close:.1%} of {len(apart)} pairs within 0.25/min"


def report(rows: list[Row]) -> None:
    """The table: minutes, how many were named a pace, how far off (median / 90 %), how honest."""
    for name in GROUPS:
        there = [row for row in rows if row["group"] == name]
        if there:
            print(line(name, there))
    print(repeats(rows))


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--people", type=int, default=100)
    parser.add_argument("--shard", default="1/1", help="K/N: every N-th person, beginning with the K-th")
    parser.add_argument("--out", type=Path, help="keep one JSON line for each assessment")
    parser.add_argument("--group", action="append", choices=list(GROUPS), help="only these")
    parser.add_argument("--report", type=Path, nargs="+", help="tell of what was kept, run nothing")
    args = parser.parse_args()
    if args.report:
        report([json.loads(one) for path in args.report for one in path.read_text("utf-8").splitlines()])
        return
    shard, of = (int(part) for part in args.shard.split("/"))
    rows = []
    with (args.out or Path(os.devnull)).open("w", encoding="utf-8") as kept:
        for row in assessed(args.people, shard - 1, of, args.group or list(GROUPS)):
            rows.append(row)
            kept.write(json.dumps(row) + "\n")
            kept.flush()
    report(rows)


if __name__ == "__main__":
    main()
