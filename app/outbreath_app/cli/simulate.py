"""`outbreath simulate`: write the recording of a made-up session with known truth."""

from __future__ import annotations

from pathlib import Path

import click

from outbreath_app.simulate import Plan, session_lines, write_lines


@click.command()
@click.option("--minutes", type=click.FloatRange(0.1, 24 * 60), required=True, help="Length of the session.")
@click.option(
    "--rate-per-min", type=click.FloatRange(3, 30), required=True, help="Breathing rate, breaths/min."
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


def paced(rate_per_min: float) -> list[tuple[float, dict[str, object]]]:
    """The events of a session that is paced at one rate, in:out 4:6, from its first second."""
    return [
        (0.0, {"k": "phase", "name": "practice", "practice": "simulated", "title": "Simulated practice"}),
        (0.0, pace_line(rate_per_min, 0.0)),
        (0.0, {"k": "session", "event": "start"}),
    ]
