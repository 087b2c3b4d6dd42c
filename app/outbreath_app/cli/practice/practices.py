"""outbreath practices: list the practices, show one laid out in time, check a file of one's own."""

from __future__ import annotations

import json
import math
import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from outbreath_app.cli import data_option
from outbreath_app.cli.passphrase import passphrase_option
from outbreath_app.flow.plan import MAX_MINUTES, MIN_MINUTES, Plan, plan_practice
from outbreath_app.paths import OWN_PERSON
from outbreath_app.practices import Library, PaceSpec, Practice, PracticeError, practice_toml, read_practice
from outbreath_app.practices.reading import MAX_FILE_BYTES, parse_practice
from outbreath_app.words.language import reason_text

if TYPE_CHECKING:
    from outbreath_app.trends.practices import PracticesCompared


@click.group(invoke_without_command=True)
@click.option("--json", "as_json", is_flag=True, help="One JSON object per practice.")
@click.pass_context
def practices(ctx: click.Context, as_json: bool) -> None:
    """List the guided practices, show one, or check one of your own."""
    if ctx.invoked_subcommand is None:
        _list(as_json)


@practices.command("list")
@click.option("--json", "as_json", is_flag=True, help="One JSON object per practice.")
def list_command(as_json: bool) -> None:
    """List all practices: the program's and your own."""
    _list(as_json)


@practices.command()
@click.argument("key")
@click.option(
    "--minutes",
    type=click.FloatRange(MIN_MINUTES, MAX_MINUTES),
    help="Lay it out over so many minutes (default: its usual length).",
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@click.option(
    "--toml", "as_toml", is_flag=True, help="The practice as a file to share or to begin your own from."
)
def show(key: str, minutes: float | None, as_json: bool, as_toml: bool) -> None:
    """Show the practice KEY: its steps, words, cautions and alternatives."""
    library = Library()
    practice = library.get(key)
    if practice is None:
        known = ", ".join(each.key for each in library.all())
        click.echo(f"There is no practice {key!r}. There are: {known}.", err=True)
        sys.exit(1)
    if as_toml:
        click.echo(practice_toml(practice), nl=False)
        return
    plan = plan_practice(practice, practice.minutes if minutes is None else minutes)
    if as_json:
        click.echo(json.dumps(_as_dict(practice, plan), ensure_ascii=False))
    else:
        _print(practice, plan)


@practices.command()
@click.argument("file", type=click.Path(allow_dash=True))
def check(file: str) -> None:
    """Check the practice in FILE (- is standard input), naming every problem by line and key."""
    try:
        if file == "-":
            raw = sys.stdin.buffer.read(MAX_FILE_BYTES)
            practice = parse_practice(raw.decode("utf-8", errors="replace"), source="standard input")
        else:
            practice = read_practice(Path(file))
    except PracticeError as error:
        click.echo(str(error), err=True)
        sys.exit(1)
    click.echo(f"{practice.title} ({practice.key}) is a practice of {len(practice.phases)} phases.")


@practices.command("compare")
@click.option("--person", default=OWN_PERSON, help="Whose (clinician mode); else your own.")
@click.option(
    "--measure", type=click.Choice(["during", "change"]), default="during", show_default=True,
    help="The swing during the practice, or how it differs from the same session's resting RMSSD.",
)  # fmt: skip
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), help="From this day on.")
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), help="Up to this day.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def compare_command(
    person: str, measure: str, since: datetime | None, until: datetime | None, as_json: bool
) -> None:
    """Which practices go with a larger swing of the heart: at an equal breathing rate, from five days of each on."""
    from outbreath_app.catalogue.trends_of_folder import load_practices_compared
    from outbreath_app.trends.practices import Measure

    days = (since.date() if since else None, until.date() if until else None)
    found = load_practices_compared(person, Measure(measure), *days)
    if as_json:
        click.echo(json.dumps(found.as_dict(), ensure_ascii=False))
    else:
        _tell_compared(found)


def _tell_compared(found: PracticesCompared) -> None:
    library = Library()

    def title(key: str) -> str:
        practice = library.get(key)
        return key if practice is None else practice.title

    for pair in found.pairs:
        names = f"{title(pair.second)} beside {title(pair.first)}"
        if pair.difference is None or pair.low is None or pair.high is None:
            click.echo(f"{names}: {reason_text(pair.reason) if pair.reason else pair.verdict}.")
            continue
        mid, low, high = (100 * math.expm1(each) for each in (pair.difference, pair.low, pair.high))
        said = pair.verdict if pair.verdict.startswith("no") else f"{pair.verdict} swing"
        click.echo(
            f"{names}: {said}, {mid:+.0f} % ({low:+.0f} to {high:+.0f} %), {pair.days[0]} and {pair.days[1]} days."
        )
    if not found.pairs:
        click.echo("Two practices with five days of each are needed before anything can be said.")
    for key, days in found.few:
        click.echo(f"{title(key)}: {days} of 5 days so far.")
    if found.pairs:
        click.echo(f"The intervals hold for all {len(found.pairs)} pairs together. {found.note}")
    if found.left_out:
        click.echo(f"{found.left_out} phases were left out: too many doubtful beats, or too little signal.")


def _list(as_json: bool) -> None:
    library = Library()
    for practice in library.all():
        if as_json:
            row = {
                "key": practice.key,
                "title": practice.title,
                "flow": practice.flow.value,
                "minutes": practice.minutes,
                "eyes": practice.eyes.value,
                "paced": practice.paced,
                "own": practice.own,
                "about": practice.about,
            }
            click.echo(json.dumps(row, ensure_ascii=False))
        else:
            mark = " (yours)" if practice.own else ""
            click.echo(
                f"{practice.key:24} {practice.minutes:3g} min  {practice.title}{mark}: {practice.about}"
            )
    for problem in library.problems:
        click.echo(f"Left out: {problem}", err=True)


def _pace_words(pace: PaceSpec | None) -> str:
    if pace is None:
        return "breathing left alone"
    words = f"{pace.rate_per_min:.3g}/min"
    if pace.to_rate_per_min is not None:
        words += f", easing to {pace.to_rate_per_min:.3g}/min"
    if pace.own_pace:
        words = "your own pace (6/min until you have one)"
    elif pace.from_measured:
        words += ", starting from how you breathe"
    return f"{words}, {pace.pattern or 'a pattern of its own'}"


def _print(practice: Practice, plan: Plan) -> None:
    click.echo(f"{practice.title}\n{practice.about}\n")
    at_s = 0.0
    for step in plan.steps:
        click.echo(f"{_clock(at_s)}  {step.title} ({step.kind}, {_pace_words(step.pace)})")
        for prompt in step.prompts:
            click.echo(f"    {_clock(at_s + prompt.at_s)}  {prompt.text}")
        at_s += step.seconds or 0.0
    click.echo(f"{_clock(at_s)}  End")
    for caution in practice.cautions:
        click.echo(f"\nMind: {caution}")
    for alternative in practice.alternatives:
        click.echo(
            f"Instead: {alternative.text}" + (f" ({alternative.practice})" if alternative.practice else "")
        )


def _clock(seconds: float) -> str:
    return f"{int(seconds) // 60:2d}:{int(seconds) % 60:02d}"


def _as_dict(practice: Practice, plan: Plan) -> dict[str, Any]:
    return {
        "key": practice.key,
        "title": practice.title,
        "flow": practice.flow.value,
        "about": practice.about,
        "eyes": practice.eyes.value,
        "cautions": list(practice.cautions),
        "alternatives": [{"practice": each.practice, "text": each.text} for each in practice.alternatives],
        "seconds": plan.seconds,
        "steps": [
            {
                "kind": step.kind.value,
                "title": step.title,
                "seconds": step.seconds,
                "rate_per_min": None if step.pace is None else step.pace.rate_per_min,
                "to_rate_per_min": None if step.pace is None else step.pace.to_rate_per_min,
                "pattern": None if step.pace is None else step.pace.pattern,
                "prompts": [{"at_s": prompt.at_s, "text": prompt.text} for prompt in step.prompts],
            }
            for step in plan.steps
        ],
    }


compare_command.params += [data_option(), passphrase_option()]
