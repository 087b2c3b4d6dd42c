"""`outbreath simulate`: write the recording of a made-up session with known truth."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import click

from outbreath_app.pacing.lines import pace_line
from outbreath_app.pacing.pacer import Pacer
from outbreath_app.pacing.pattern import MAX_RATE_PER_MIN, Pattern
from outbreath_app.simulate.recording import FIRST_NS, Plan, session_lines, write_lines
from outbreath_app.simulate.truth import write_truth
from outbreath_devices.recording.line import Line

_Command = Callable[..., None]
# name, smallest, largest, default, help
_HEART: tuple[tuple[str, float, float, float, str], ...] = (
    ("mean-rr-ms", 400, 1500, 900.0, "Mean R-R, ms."),
    ("inhale-share", 0.2, 0.8, 0.4, "Share of a breath spent breathing in: 0.5 is 1:1, 0.3333 is 1:2."),
    ("lag-cycles", 0, 1, 0.0, "How far the heart follows behind the breath, in breaths."),
    ("rate-sd-pct", 0, 30, 0.0, "How much breaths differ in length, %."),
    ("depth-sd-pct", 0, 50, 0.0, "How much breaths differ in depth, %."),
    ("depth-drift-pct", -90, 200, 0.0, "Change of depth from first to last breath, %."),
    ("resonance-q", 0.1, 20, 1.5, "Sharpness of the resonance."),
    ("mayer-ms", 0, 100, 0.0, "SD of waves near 0.1 Hz that breathing does not drive, ms."),
    ("vlf-ms", 0, 200, 0.0, "SD of drift below 0.04 Hz, ms."),
    ("noise-ms", 0, 100, 0.0, "SD of white noise on each interval, ms."),
    ("missed-pct", 0, 20, 0.0, "Beats left out, %."),
    ("extra-pct", 0, 20, 0.0, "Beats put in, %."),
    ("ectopic-pct", 0, 20, 0.0, "Premature beats, %."),
    ("misaligned-pct", 0, 20, 0.0, "Beats found too early or late, %."),
    ("every-s", 0.25, 10, 1.0, "Seconds from one notification to the next."),
)


def _knobs(command: _Command) -> _Command:
    for name, low, high, default, words in reversed(_HEART):
        kind = click.FloatRange(low, high)
        command = click.option(f"--{name}", type=kind, default=default, show_default=True, help=words)(
            command
        )
    return command


@click.command()
@click.option("--minutes", type=click.FloatRange(0.1, 24 * 60), required=True, help="Length of the session.")
@click.option(
    "--rate-per-min", type=click.FloatRange(3, 24), required=True, help="Breathing rate, breaths/min."
)
@click.option(
    "--then",
    type=(click.FloatRange(min=0, min_open=True), click.FloatRange(3, 24)),
    multiple=True,
    metavar="S RATE",
    help="From second S on another breathing rate; may be given again.",
)
@click.option("--rsa-ms", type=click.FloatRange(0, 500), required=True, help="RSA, peak-to-trough, ms.")
@click.option(
    "--resonance-per-min",
    type=click.FloatRange(2, 20),
    help="Breathing rate at which RSA is largest; it falls off to both sides. Without it RSA is alike at all rates.",
)
@_knobs
@click.option(
    "--rule",
    type=click.Choice(["middle", "integral"]),
    default="middle",
    show_default=True,
    help="Each interval has the value at its middle, or beats come from an integrating pacemaker.",
)
@click.option(
    "--hold",
    type=(click.FloatRange(min=0), click.FloatRange(0, 60)),
    multiple=True,
    metavar="S LENGTH",
    help="From second S on the link holds notifications back for LENGTH seconds, then delivers all; may be given again.",
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
@click.option(
    "--truth",
    "truth_file",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Also write what is true to this file: every breath, fault and beat, one JSON object a line.",
)
@click.option(
    "--rr-text",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Also write the intervals as text (ms) before the strap's clock of 1/1024 s rounds them.",
)
def simulate(
    minutes: float,
    rate_per_min: float,
    then: Sequence[tuple[float, float]],
    seed: int,
    hold: Sequence[tuple[float, float]],
    out: Path,
    truth_file: Path | None,
    rr_text: Path | None,
    **knobs: Any,
) -> None:
    """Write a simulated session to a recording: paced breathing with a known RSA, as a strap would have sent it."""
    from outbreath_signal.synthetic.rhythm import synthesise

    for each in (out, truth_file, rr_text):
        if each is not None and each.exists():
            raise click.ClickException(f"{each} is there already; name a file that is not.")
    schedule = ((0.0, rate_per_min), *then)
    every_s = knobs.pop("every_s")
    made = {
        "minutes": minutes,
        "rate_per_min": rate_per_min,
        "seed": seed,
        **({"then": [list(step) for step in then]} if then else {}),
        **{name: value for name, value in knobs.items() if _said(name, value)},
    }
    arguments = _arguments(dict(knobs))
    rhythm = synthesise(minutes * 60, rate_per_min=schedule, seed=seed, **arguments)
    events = paced(schedule, knobs["inhale_share"])
    plan = Plan(events=events, truth=made, seed=seed, every_s=every_s, holds=tuple(hold))
    write_lines(out, session_lines(rhythm.beats.t_s, rhythm.rr_1024, plan))
    if truth_file is not None:
        write_truth(truth_file, rhythm, made)
    if rr_text is not None:
        exact = synthesise(minutes * 60, rate_per_min=schedule, seed=seed, quantise=False, **arguments)
        rr_text.write_text("".join(f"{rr:.6f}\n" for rr in exact.beats.rr_ms.tolist()), encoding="utf-8")
    click.echo(f"{out}: {len(rhythm.beats)} beats, {minutes:g} min at {rate_per_min:g}/min.", err=True)


def _said(name: str, value: object) -> bool:
    """Whether a knob belongs in the truth: what every session has, and whatever was turned."""
    defaults = {option.replace("-", "_"): default for option, _, _, default, _ in _HEART}
    return name in ("rsa_ms", "mean_rr_ms") or value not in (defaults.get(name), None, "middle")


def _arguments(knobs: dict[str, Any]) -> dict[str, Any]:
    """What `synthesise` takes, from the options' values."""
    from outbreath_signal.synthetic.breathing import Resonance
    from outbreath_signal.synthetic.faults import Faults
    from outbreath_signal.synthetic.rhythm import BeatRule

    per_min, q = knobs.pop("resonance_per_min"), knobs.pop("resonance_q")
    faults = {name: knobs.pop(name) for name in ("missed_pct", "extra_pct", "ectopic_pct", "misaligned_pct")}
    return {
        **knobs,
        "rule": BeatRule(knobs["rule"]),
        "faults": Faults(**faults),
        "resonance": Resonance(per_min / 60, q) if per_min else None,
    }


def paced(schedule: Sequence[tuple[float, float]], inhale_share: float = 0.4) -> list[tuple[float, Line]]:
    """The events of a session paced at the rates of a schedule of (start_s, rate), from its first second.

    The pacer ends at 15/min; faster breathing is recorded as nobody's request.
    """
    events: list[tuple[float, Line]] = [
        (0.0, {"k": "phase", "name": "practice", "practice": "simulated", "title": "Simulated practice"}),
        (0.0, {"k": "session", "event": "start"}),
    ]
    if max(rate for _, rate in schedule) > MAX_RATE_PER_MIN:
        return events
    pacer, pattern = Pacer(), Pattern(in_share=inhale_share, out_share=1 - inhale_share)
    for start_s, rate in schedule:
        pacer = pacer.changed(FIRST_NS + round(start_s * 1e9), pattern, rate)
        events.append((start_s, pace_line(pacer.paces[-1])))
    return events
