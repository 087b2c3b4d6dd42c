"""Comparisons in simulated people in whom the true difference is known: coverage, false differences, power.

People are drawn as for the assessment (noise, 0.1 Hz waves, drift, lapses, artifacts); their RSA differs besides from step to step
by 0 to 12 % for no reason. `python benchmarks/compare.py --people 400`.
"""

from __future__ import annotations

import argparse
import math

import numpy as np

from outbreath_app.assess.person import drawn_constitution
from outbreath_app.compare.experiment import WAYS, designed
from outbreath_app.compare.rehearsal import ComparisonRehearsal, shape_effect
from outbreath_app.compare.scoring import Comparison, Verdict

A, B = WAYS["even"], WAYS["twice_out"]


def run(person: int, pairs: int, truth: float) -> Comparison:
    """One person's comparison; truth: ln RSA with B less that with A."""
    random = np.random.default_rng([person, pairs, 4711])
    constitution = drawn_constitution(random)
    experiment = designed(A, B, 6.0, pairs, person)
    effect = truth - shape_effect(constitution, experiment)
    return ComparisonRehearsal(constitution, person, effect, float(random.uniform(0.0, 0.12))).run(experiment)


def line(people: int, pairs: int, truth: float) -> None:
    found = [run(person, pairs, truth) for person in range(people)]
    known = [one for one in found if one.low is not None and one.high is not None]
    inside = np.mean([one.low <= truth <= one.high for one in known])  # type: ignore[operator]
    said = {verdict: sum(one.verdict is verdict for one in found) / people for verdict in Verdict}
    width = np.median([one.high - one.low for one in known])  # type: ignore[operator]
    print(
        f"{pairs} pairs, {found[0].minutes:4.1f} min, truth {100 * math.expm1(truth):+4.0f} %: inside {inside:.1%} of "
        f"{len(known)}  more {said[Verdict.MORE]:5.1%}  less {said[Verdict.LESS]:5.1%}  not enough "
        f"{said[Verdict.NOT_ENOUGH]:5.1%}  median width {width:.2f} ln",
        flush=True,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--people", type=int, default=100)
    people = parser.parse_args().people
    for pairs, truth in ((6, 0.0), (6, math.log(1.3)), (4, 0.0), (8, 0.0), (8, math.log(1.3))):
        line(people, pairs, truth)


if __name__ == "__main__":
    main()
