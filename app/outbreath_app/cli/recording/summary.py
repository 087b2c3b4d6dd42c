"""`outbreath summary`: what a recorded session held, part by part, with intervals and what changed."""

from __future__ import annotations

from typing import Any

import click

from outbreath_app.cli import print_json
from outbreath_app.flow.checkin import ALL_ITEMS
from outbreath_app.review.logged import open_logged
from outbreath_app.stream.sources import SourceKind
from outbreath_app.summaries.of_session import Change, Measured, PartSummary, SessionSummary, summarise

_DASH = "-"


@click.command("summary")
@click.argument("file", metavar="FILE")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def command(file: str, as_json: bool) -> None:
    """Sum up the session in a recording (- is standard input): each part's numbers with their 95 % intervals.

    Whether the breathing went with the pacer stands before what depends on it. A number the data cannot support is left
    out. RMSSD and RSA depend on the breathing rate, so they are not compared between parts at different paces.
    """
    source = open_logged(file)
    for warning in source.warnings:
        click.echo(warning, err=True)
    if source.kind is not SourceKind.RECORDING:
        raise click.ClickException(
            f"{source.name} is R-R text without a session in it; `outbreath analyse` takes it."
        )
    summary = summarise(source.lines)
    if not summary.parts:
        raise click.ClickException(f"{source.name} holds beats but no session; `outbreath analyse` takes it.")
    if as_json:
        print_json(as_dict(summary))
    else:
        click.echo("\n".join(as_text(summary)))


def as_dict(summary: SessionSummary) -> dict[str, Any]:
    """The summary as plain JSON types; null where the data do not support a number."""
    return {
        "title": summary.title,
        "practised_s": round(summary.practised_s, 3),
        "complete": summary.complete,
        "discomfort": summary.discomfort,
        "parts": [_part_dict(part) for part in summary.parts],
        "changes": [
            {
                "measure": change.measure,
                "before": change.before,
                "after": change.after,
                "value": change.value,
                "low": change.low,
                "high": change.high,
            }
            for change in summary.changes
        ],
        "checkin": {
            key: {"before": before, "after": after} for key, (before, after) in summary.checkin.items()
        },
    }


def _part_dict(part: PartSummary) -> dict[str, Any]:
    row: dict[str, Any] = {
        "kind": part.kind,
        "title": part.title,
        "seconds": round(part.seconds, 3),
        "beats": part.beats,
        "rate_per_min": part.rate_per_min,
        "followed_pct": part.followed_pct,
        "followed_source": part.followed_source,
        "usable_pct": part.usable_pct,
        "interpretable": part.interpretable,
    }
    measures = {"hr": (part.hr_bpm, "bpm"), "rsa": (part.rsa_ms, "ms"), "rmssd": (part.rmssd_ms, "ms")}
    for name, (measured, unit) in measures.items():
        row[f"{name}_{unit}"] = None if measured is None else measured.value
        row[f"{name}_low_{unit}"] = None if measured is None else measured.low
        row[f"{name}_high_{unit}"] = None if measured is None else measured.high
    return row


def as_text(summary: SessionSummary) -> list[str]:
    """The summary as lines to read."""
    lines = [f"{summary.title or 'A session'}: {_clock(summary.practised_s)} practised.", ""]
    for part in summary.parts:
        lines += [f"{part.title or part.kind} ({_clock(part.seconds)})", *_part_lines(part), ""]
    lines += [_change_words(change) for change in summary.changes]
    for key, (before, after) in summary.checkin.items():
        name = ALL_ITEMS[key].text if key in ALL_ITEMS else key
        if before is not None and after is not None:
            lines.append(f"{name}: {before} before, {after} after.")
    if summary.discomfort:
        lines.append("Discomfort was marked, and the pacing stopped there.")
    lines.append("In brackets: the range a number lies in with 95 % confidence. All are estimates.")
    return lines


def _part_lines(part: PartSummary) -> list[str]:
    if part.rate_per_min is None:
        pace = "breathing left alone"
    else:
        followed = "not known"
        if part.followed_pct is not None:
            source = "the heart's own intervals" if part.followed_source == "rr" else part.followed_source
            followed = f"{part.followed_pct:.0f} % of the time by {source}"
        pace = f"paced at {part.rate_per_min:.3g}/min, followed: {followed}"
    usable = "" if part.usable_pct is None else f", {part.usable_pct:.0f} % of the time usable"
    lines = [f"  {pace}{usable}"]
    if not part.interpretable:
        lines.append("  not interpretable: too many irregular beats for RSA or RMSSD to mean anything")
    lines.append(
        f"  heart rate {_measured(part.hr_bpm, 1)} bpm, RSA {_measured(part.rsa_ms)} ms, RMSSD {_measured(part.rmssd_ms)} ms"
    )
    return lines


def _measured(measured: Measured | None, decimals: int = 0) -> str:
    if measured is None:
        return _DASH
    if measured.low is None or measured.high is None:
        return f"{measured.value:.{decimals}f}"
    return f"{measured.value:.{decimals}f} ({measured.low:.{decimals}f} to {measured.high:.{decimals}f})"


def _change_words(change: Change) -> str:
    words = (
        f"{change.measure.capitalize()} from {change.before!r} to {change.after!r}: {change.value:+.1f} "
        f"({change.low:+.1f} to {change.high:+.1f}) beats a minute."
    )
    if change.low <= 0 <= change.high:
        words += " That is too little to be told apart from none."
    return words


def _clock(seconds: float) -> str:
    return f"{round(seconds) // 60}:{round(seconds) % 60:02d}"
