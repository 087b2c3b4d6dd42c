"""`outbreath replay`: a recorded session again, in the window or as one line per live estimate."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import fields

import click
from click.core import ParameterSource

from outbreath_app.cli import print_json
from outbreath_app.importers.units import UNIT_WORDS, Unit
from outbreath_app.review.logged import open_logged
from outbreath_app.sharing.options import outlets_of, sharing_options
from outbreath_app.sharing.replaying import shared_estimates
from outbreath_app.stream.bundled import resolve
from outbreath_app.stream.replaying import estimates_of
from outbreath_app.words.language import reason_text, reasons_json
from outbreath_signal.estimate import Estimate

MAX_SPEED = "max"


class Speed(click.ParamType[float | None]):
    """`max`, or how many times faster than it was lived (1 to 60)."""

    name = "max|N"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> float | None:
        if value == MAX_SPEED:
            return None
        try:
            speed = float(str(value))
        except ValueError:
            speed = 0.0
        if not 0 < speed <= 60:
            self.fail(f"{value!r} is neither max nor a number above 0 and up to 60.", param, ctx)
        return speed


@click.command()
@click.argument("file")
@click.option("--headless", is_flag=True, help="No window: print one line per live estimate.")
@click.option(
    "--speed", type=Speed(), help="1 to 60, or max (headless only). Default: 1 in the window, max headless."
)
@click.option("--json", "as_json", is_flag=True, help="With --headless: one JSON object per line.")
@click.option(
    "--unit",
    type=click.Choice(UNIT_WORDS, case_sensitive=False),
    help="Unit of a text file of R-R intervals.",
)
@click.option(
    "--quiet", is_flag=True, help="With --headless: run through the file but print only the last estimate."
)
@sharing_options
def replay(
    file: str, headless: bool, speed: float | None, as_json: bool, unit: str | None, quiet: bool,
    lsl: bool, osc: str | None, allow_network: bool,
) -> None:  # fmt: skip
    """Replay FILE: a recording, the name of a bundled one, or a text file with one R-R interval a line."""
    if not headless:
        if as_json or quiet or unit or lsl or osc:
            raise click.UsageError("--json, --unit, --quiet, --lsl and --osc go with --headless.")
        from outbreath_app.ui.shell.run import open_window

        raise SystemExit(open_window(source=resolve(file), speed=speed or 1.0))
    source = open_logged("-" if file == "-" else str(resolve(file)), None if unit is None else Unit(unit))
    for warning in source.warnings:
        click.echo(warning, err=True)
    last: Estimate | None = None
    if (lsl or osc) and not source.lines:
        raise click.UsageError(
            "--lsl and --osc share recordings; text of R-R intervals has no times to share it at."
        )
    outlets = outlets_of(lsl, osc, allow_network)
    estimates = (
        shared_estimates(source.lines, outlets, given_speed(speed))
        if outlets
        else paced(estimates_of(source), speed)
    )
    for estimate in estimates:
        last = estimate
        if not quiet:
            show(estimate, as_json)
    if quiet and last is not None:
        show(last, as_json)


def given_speed(speed: float | None) -> float | None:
    """The speed for sharing: other programs hear a session as it was lived unless another speed was asked for."""
    asked = click.get_current_context().get_parameter_source("speed")
    return 1.0 if asked is ParameterSource.DEFAULT else speed


def paced(estimates: Iterator[Estimate], speed: float | None) -> Iterator[Estimate]:
    """The estimates at `speed` times the pace they were lived at, or at once."""
    began = time.monotonic()
    first_s: float | None = None
    for estimate in estimates:
        if speed is not None:
            first_s = estimate.t_s if first_s is None else first_s
            time.sleep(max(0.0, began + (estimate.t_s - first_s) / speed - time.monotonic()))
        yield estimate


def show(estimate: Estimate, as_json: bool) -> None:
    """Print one estimate, as JSON or as a line a person can read."""
    if as_json:
        row = {each.name: getattr(estimate, each.name) for each in fields(estimate)}
        print_json(row | reasons_json(estimate.reasons))
        return
    rsa = estimate.rsa_ms
    words = [
        f"{estimate.t_s:9.2f} s",
        f"heart {_number(estimate.hr_bpm, '.1f', 'bpm')}",
        f"RMSSD {_number(estimate.rmssd_ms, '.1f', 'ms')}",
        f"RSA {_number(rsa, '.0f', 'ms')}"
        + (f" ({estimate.rsa_low_ms:.0f} to {estimate.rsa_high_ms:.0f})" if _interval(estimate) else ""),
        f"breath {_number(estimate.breath_rate_per_min, '.1f', '/min')}"
        + (f" [{estimate.breath_source}]" if estimate.breath_source else ""),
        f"quality {estimate.quality:.2f}",
        *map(reason_text, estimate.reasons),
    ]
    click.echo("  ".join(words))


def _interval(estimate: Estimate) -> bool:
    return estimate.rsa_low_ms is not None and estimate.rsa_high_ms is not None


def _number(value: float | None, form: str, unit: str) -> str:
    return "-" if value is None else f"{value:{form}} {unit}"
