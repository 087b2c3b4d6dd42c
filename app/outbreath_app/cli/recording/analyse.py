"""`outbreath analyse`: every measure of whole recordings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import click

from outbreath_app.breathing.along import measured_breath
from outbreath_app.cli import print_json
from outbreath_app.importers.units import UNIT_WORDS
from outbreath_app.review.logged import open_logged
from outbreath_app.stream.sources import SourceError
from outbreath_app.words.language import error_text, reason_text, reasons_json
from outbreath_signal.errors import SignalError
from outbreath_signal.measures.analysis import Analysis, analyse
from outbreath_signal.measures.registry import MEASURES, chosen_keys
from outbreath_signal.spectra.welch import Detrending


@click.command("analyse")
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
@click.option(
    "--unit",
    type=click.Choice(UNIT_WORDS, case_sensitive=False),
    help="What the numbers of a text file are; else recognised.",
)
@click.option("--no-correction", is_flag=True, help="Take every beat as it is: look for no artifacts.")
@click.option("--measures", metavar="NAMES", help="Only these: keys or groups, separated by commas.")
@click.option(
    "--detrend",
    type=click.Choice([kind.value for kind in Detrending]),
    default=Detrending.LINEAR.value,
    help="What is taken off before the Welch spectrum.",
)
@click.option(
    "--workers", type=click.IntRange(1, 256), default=1, show_default=True, help="For a FOLDER: processes."
)
@click.option("--scheduler", metavar="ADDRESS", help="For a FOLDER: a Dask cluster's scheduler instead.")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    help="For a FOLDER: a .csv or .parquet; a run broken off goes on.",
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object a file.")
@click.option("--table", "as_table", is_flag=True, help="A readable table with units (this is the default).")
def command(
    files: tuple[str, ...],
    unit: str | None,
    no_correction: bool,
    measures: str | None,
    detrend: str,
    workers: int,
    scheduler: str | None,
    out: Path | None,
    as_json: bool,
    as_table: bool,
) -> None:
    """Analyse recordings or R-R text files (- is standard input), or all of one FOLDER.

    What the data cannot support is withheld, with the reason.
    """
    if as_json and as_table:
        raise click.UsageError("--json and --table exclude each other.")
    chosen = [name.strip() for name in measures.split(",")] if measures is not None else None
    try:
        keys = chosen_keys(chosen)
    except SignalError as error:
        raise click.UsageError(f"{error}.") from error
    folders = [name for name in files if Path(name).is_dir()]
    if folders and len(files) > 1:
        raise click.UsageError("Give files, or one folder.")
    if folders:
        from outbreath_app.cli.recording.analyse_folder import Asked, analyse_folder

        asked = Asked(chosen, unit, not no_correction, detrend)
        if analyse_folder(Path(folders[0]), workers, scheduler, out, asked, as_json):
            raise click.exceptions.Exit(1)
        return
    if out is not None or scheduler is not None:
        raise click.UsageError("--out and --scheduler go with a FOLDER.")
    how = _How(unit, not no_correction, chosen, Detrending(detrend))
    shown = partial(_print, keys=keys, as_json=as_json)
    done = [_analysed(name, how, shown) for name in files]
    if not all(done):
        raise click.exceptions.Exit(1)


@dataclass(frozen=True, slots=True)
class _How:
    """What was asked of every file."""

    unit: str | None
    correct: bool
    measures: list[str] | None
    detrending: Detrending


def _analysed(name: str, how: _How, show: Callable[[str, Analysis], None]) -> bool:
    """Analyse and show one file; whether that could be done, else one sentence has said why not."""
    try:
        source = open_logged(name, how.unit)
        for warning in source.warnings:
            click.echo(warning, err=True)
        result = analyse(
            source.beats,
            correct=how.correct,
            measures=how.measures,
            detrending=how.detrending,
            breathing=measured_breath(source),
            origin=source.origin,
        )
    except (SourceError, SignalError) as error:
        click.echo(f"Error: {_sentence(name, error)}", err=True)
        return False
    show(name, result)
    return True


def _print(name: str, result: Analysis, keys: frozenset[str], as_json: bool) -> None:
    if as_json:
        print_json(_row(name, result, keys))
    else:
        click.echo(_table(name, result, keys))


def _sentence(name: str, error: Exception) -> str:
    return error_text(error) if isinstance(error, SourceError) else f"{name} cannot be analysed: {error}."


def _row(name: str, result: Analysis, keys: frozenset[str]) -> dict[str, object]:
    unasked = {measure.key for measure in MEASURES} - keys
    told = result.as_dict() | reasons_json(result.reasons)
    return {"file": name} | {key: value for key, value in told.items() if key not in unasked}


def _table(name: str, result: Analysis, keys: frozenset[str]) -> str:
    """Title, value and unit in columns; withheld values as a dash, with the reasons below."""
    values = result.as_dict()
    rows = [("beats", str(result.beats), ""), ("duration", f"{result.duration_s:.1f}", "s")]
    rows += [(m.title, _shown(values[m.key]), m.unit) for m in MEASURES if m.key in keys]
    rows.append(("corrected beats", f"{result.corrected_pct:.2f}", "%"))
    for counted in ("missed", "extra", "ectopic", "misaligned", "gaps"):
        rows.append((counted, str(values[counted]), ""))
    rows.append(("quality (0 to 1)", f"{result.quality:.3f}", ""))
    title_width = max(len(title) for title, _, _ in rows)
    value_width = max(len(value) for _, value, _ in rows)
    lines = [name]
    lines += [
        f"  {title:<{title_width}}  {value:>{value_width}}  {unit}".rstrip() for title, value, unit in rows
    ]
    lines += [f"  Note: {reason_text(reason)}" for reason in result.reasons]
    lines += [f"  Withheld: {', '.join(keys)}: {why}" for why, keys in _withheld(result).items()]
    lines += [f"  Method: {text}" for text in result.methods]
    return "\n".join(lines)


def _withheld(result: Analysis) -> dict[str, list[str]]:
    """The keys of withheld measures under the reason they share."""
    found: dict[str, list[str]] = {}
    for key, reason in result.withheld.items():
        found.setdefault(reason_text(reason), []).append(key)
    return found


def _shown(value: object) -> str:
    if value is None:
        return "-"
    if isinstance(value, float):
        return f"{value:.0f}" if abs(value) >= 1000 else f"{value:.4g}"
    return str(value)
