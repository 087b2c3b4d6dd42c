"""`outbreath assess`: a resonance pace with its interval, from a recording or from a simulated person."""

from __future__ import annotations

import click
import numpy as np

from outbreath_app.assess.answer import Assessment
from outbreath_app.assess.protocol import Protocol
from outbreath_app.cli import print_json
from outbreath_app.stream.bundled import resolve
from outbreath_app.words.language import reason_text, reasons_text


@click.command()
@click.argument("file", required=False)
@click.option("--simulate", is_flag=True, help="Assess a simulated person in place of a recording.")
@click.option(
    "--resonance-per-min", type=click.FloatRange(4.0, 7.5), help="With --simulate: the person's true pace."
)
@click.option(
    "--protocol", type=click.Choice([*Protocol]), default=Protocol.ADAPTIVE, show_default=True,
    help="With --simulate: which assessment.",
)  # fmt: skip
@click.option(
    "--seed", type=click.IntRange(min=0), default=0, show_default=True, help="With --simulate: who it is."
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def assess(
    file: str | None, simulate: bool, resonance_per_min: float | None, protocol: str, seed: int, as_json: bool
) -> None:
    """Score the recording of an assessment: at which pace the heart swings widest, and how sure that is."""
    if simulate == (file is not None):
        raise click.UsageError("Give either FILE or --simulate.")
    if simulate:
        found = rehearse(Protocol(protocol), resonance_per_min, seed)
    else:
        from outbreath_app.assess.reading import assess_recording
        from outbreath_app.review.logged import open_logged

        assert file is not None
        source = open_logged("-" if file == "-" else str(resolve(file)))
        for warning in source.warnings:
            click.echo(warning, err=True)
        found = assess_recording(source)
    if as_json:
        print_json(found.as_dict())
    else:
        show(found)


def rehearse(protocol: Protocol, resonance_per_min: float | None, seed: int) -> Assessment:
    """The assessment of a simulated person, drawn by the seed."""
    from outbreath_app.assess.person import SimulatedPerson, drawn_constitution
    from outbreath_app.assess.rehearsal import Rehearsal

    constitution = drawn_constitution(np.random.default_rng([seed, 1]), resonance_per_min)
    return Rehearsal(SimulatedPerson(constitution, seed)).run(protocol)


def show(found: Assessment) -> None:
    """The answer and its steps, to be read."""
    click.echo(found.sentence)
    for reason in found.reasons:
        click.echo(f"  {reason_text(reason)}")
    click.echo(f"{found.protocol}, {found.minutes:.1f} min")
    for step in found.steps:
        rsa = (
            "-" if step.rsa_ms is None else f"{step.rsa_ms:.0f} ms ({step.low_ms:.0f} to {step.high_ms:.0f})"
        )
        told = "" if step.accepted else "  left out: " + reasons_text(step.reasons)
        click.echo(f"  {step.pace_per_min:5.2f}/min  RSA {rsa}  {step.adherence}{told}")
