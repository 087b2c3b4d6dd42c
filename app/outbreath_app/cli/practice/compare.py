"""`outbreath compare`: two ways of breathing held against each other, from a recording or in a simulated person."""

from __future__ import annotations

import math
from typing import Any

import click
import numpy as np

from outbreath_app.cli import print_json
from outbreath_app.compare.experiment import (
    FASTEST_PER_MIN,
    PAIRS,
    SLOWEST_PER_MIN,
    USUAL_PAIRS,
    USUAL_RATE_PER_MIN,
    WAYS,
    Experiment,
    designed,
    way_of,
)
from outbreath_app.compare.scoring import Comparison
from outbreath_app.pacing.pattern import PacingError
from outbreath_app.stream.bundled import resolve
from outbreath_app.words.language import reason_text, reasons_text

_KNOWN = f"One of {', '.join(WAYS)}, or IN:OUT such as 4:6."


@click.command()
@click.argument("file", required=False)
@click.option("--simulate", is_flag=True, help="Compare in a simulated person in place of a recording.")
@click.option(
    "--a", "first", default="even", show_default=True, help=f"With --simulate: the first way. {_KNOWN}"
)
@click.option(
    "--b", "second", default="twice_out", show_default=True, help="With --simulate: the second way."
)
@click.option(
    "--rate-per-min", type=click.FloatRange(SLOWEST_PER_MIN, FASTEST_PER_MIN), default=USUAL_RATE_PER_MIN,
    show_default=True, help="With --simulate: breaths a minute, in both ways.",
)  # fmt: skip
@click.option(
    "--pairs", type=click.Choice([str(pairs) for pairs in PAIRS]), default=str(USUAL_PAIRS),
    show_default=True, help="With --simulate: pairs of steps.",
)  # fmt: skip
@click.option(
    "--effect-pct", type=click.FloatRange(-80, 400), default=0.0, show_default=True,
    help="With --simulate: how much wider the heart truly swings with the second way.",
)  # fmt: skip
@click.option(
    "--seed", type=click.IntRange(min=0), default=0, show_default=True,
    help="With --simulate: who it is, and the order.",
)  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def compare(
    file: str | None, simulate: bool, first: str, second: str, rate_per_min: float, pairs: str,
    effect_pct: float, seed: int, as_json: bool,
) -> None:  # fmt: skip
    """Score a comparison of two ways of breathing: with which the heart swings wider, and how sure that is."""
    if simulate == (file is not None):
        raise click.UsageError("Give either FILE or --simulate.")
    truth: dict[str, Any] = {}
    if simulate:
        try:
            experiment = designed(way_of(first), way_of(second), rate_per_min, int(pairs), seed)
        except PacingError as error:
            raise click.UsageError(str(error)) from error
        found = rehearse(experiment, math.log1p(effect_pct / 100))
        truth = {"true_difference_pct": effect_pct}
    else:
        from outbreath_app.compare.reading import compare_recording
        from outbreath_app.review.logged import open_logged

        assert file is not None
        source = open_logged("-" if file == "-" else str(resolve(file)))
        for warning in source.warnings:
            click.echo(warning, err=True)
        found = compare_recording(source)
    if as_json:
        print_json(found.as_dict() | truth)
    else:
        show(found)


def rehearse(experiment: Experiment, difference: float) -> Comparison:
    """The comparison in a person drawn by the experiment's seed, in whom ln RSA truly differs by so much (B less A)."""
    from outbreath_app.assess.person import drawn_constitution
    from outbreath_app.compare.rehearsal import ComparisonRehearsal, shape_effect

    constitution = drawn_constitution(np.random.default_rng([experiment.seed, 2]))
    effect = difference - shape_effect(constitution, experiment)
    return ComparisonRehearsal(constitution, experiment.seed, effect).run(experiment)


def show(found: Comparison) -> None:
    """The answer and its steps, to be read."""
    click.echo(found.sentence)
    for reason in found.reasons:
        click.echo(f"  {reason_text(reason)}")
    design = found.experiment
    click.echo(
        f"A: {design.a.title}; B: {design.b.title}; {design.rate_per_min:g}/min, order {design.order} "
        f"(drawn with seed {design.seed}), {len(found.pairs)} pairs, {found.minutes:.1f} min"
    )
    for step in found.steps:
        one = step.scored
        rsa = "-" if one.rsa_ms is None else f"{one.rsa_ms:.0f} ms ({one.low_ms:.0f} to {one.high_ms:.0f})"
        told = "" if one.accepted else "  left out: " + reasons_text(one.reasons)
        click.echo(f"  {step.place + 1:2d} {step.letter}  RSA {rsa}  {one.adherence}{told}")
