"""`outbreath simulate`: write the recording of a made-up session with known truth."""

from __future__ import annotations

from pathlib import Path

import click

from outbreath_app.pacing.lines import pace_line
from outbreath_app.pacing.pacer import Pacer
from outbreath_app.pacing.pattern import MAX_RATE_PER_MIN, Pattern
from outbreath_app.simulate import FIRST_NS, Plan, session_lines, write_lines
from outbreath_devices.recording.line import Line


@click.command()
@click.option("--minutes", type=click.FloatRange(0.1, 24 * 60), required=True, help="Length of the session.")
@click.option(
    "--rate-per-min", type=click.FloatRange(3, 24), required=True, help="Breathing rate, breaths/min."
)
@click.option("--rsa-ms", type=click.FloatRange(0, 500), required=True, help="RSA, peak-to-trough, ms.")
@click.option(
    "--mean-rr-ms", type=click.FloatRange(400, 1500), default=900.0, show_default=True, help="Mean R-R, ms."
)
@click.option(
    "--seed", type=click.IntRange(min=0), default=0, show_default=True, help="Same seed, same file."
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
    help="A file that is not there yet.",
)
def simulate(
    minutes: float, rate_per_min: float, rsa_ms: float, mean_rr_ms: float, seed: int, out: Path
) -> None:
    """Write a simulated session to a recording: paced breathing with a known RSA, as a strap would have sent it."""
    from outbreath_signal.synth import synthesise

    rhythm = synthesise(
        minutes * 60,
        rate_per_min=rate_per_min,
        rsa_ms=rsa_ms,
        mean_rr_ms=mean_rr_ms,
        inhale_share=0.4,
        seed=seed,
    )
    truth = {"rate_per_min": rate_per_min, "rsa_ms": rsa_ms, "mean_rr_ms": mean_rr_ms, "seed": seed}
    plan = Plan(events=paced(rate_per_min), truth=truth, seed=seed)
    write_lines(out, session_lines(rhythm.beats.t_s, rhythm.rr_1024, plan))
    click.echo(f"{out}: {len(rhythm.beats)} beats, {minutes:g} min at {rate_per_min:g}/min.", err=True)


def paced(rate_per_min: float) -> list[tuple[float, Line]]:
    """The events of a session paced at one rate, in:out 4:6, from its first second.

    The pacer ends at 15/min; faster breathing is recorded as nobody's request.
    """
    events: list[tuple[float, Line]] = [
        (0.0, {"k": "phase", "name": "practice", "practice": "simulated", "title": "Simulated practice"}),
        (0.0, {"k": "session", "event": "start"}),
    ]
    if rate_per_min <= MAX_RATE_PER_MIN:
        pacer = Pacer().changed(FIRST_NS, Pattern(), rate_per_min)
        events.append((0.0, pace_line(pacer.paces[-1])))
    return events
