"""`outbreath analyse FOLDER`: every recording of a folder, on several workers, resumable."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import click

from outbreath_app.batch.cluster import connect
from outbreath_app.batch.files import (
    ENDINGS,
    Journal,
    Row,
    analyse_many,
    files_in,
    in_flight_for,
)
from outbreath_app.batch.workers import process_pool
from outbreath_app.cli import print_json
from outbreath_app.exporters.cells import table
from outbreath_app.storage.keys import folder_key


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of every file: measures by name (all for None), the unit of texts, correction, detrending."""

    measures: Collection[str] | None
    unit: str | None
    correct: bool
    detrend: str


def analyse_folder(
    folder: Path,
    workers: int,
    scheduler: str | None,
    out: Path | None,
    asked: Asked,
    as_json: bool,
) -> int:
    """Analyse everything in the folder; returns how many files could not be. `out` ends in .csv or .parquet.

    With `out`, finished rows are kept beside it (OUT.part) until the run is whole, so that a run broken off goes on.
    """
    if out is not None and out.suffix not in (".csv", ".parquet"):
        raise click.UsageError("--out ends in .csv or .parquet.")
    folder_key(folder)  # asked for once, here: workers have no terminal
    names = files_in(folder)
    if not names:
        raise click.ClickException(f"{folder} holds no recordings and no R-R texts ({', '.join(ENDINGS)}).")
    journal = Journal(out.with_name(out.name + ".part"), str(asked)) if out is not None else None
    rows = journal.rows() if journal is not None else {}
    rows = {name: row for name, row in rows.items() if name in set(names)}
    left = [name for name in names if name not in rows]
    if rows:
        click.echo(f"{len(rows)} of {len(names)} were done before; going on.", err=True)
    for row in _rows(left, workers, scheduler, asked):
        rows[str(row["file"])] = row
        if journal is not None:
            journal.add(row)
        _tell(row, len(rows), len(names))
    ordered = [rows[name] for name in names]
    failed = sum(row["error"] is not None for row in ordered)
    if out is not None:
        _write(out, ordered)
        if journal is not None:
            journal.path.unlink(missing_ok=True)
    if out is None or as_json:
        for row in ordered:
            print_json(row)
    click.echo(f"{len(names) - failed} of {len(names)} files analysed.", err=True)
    return failed


def _rows(
    names: list[str],
    workers: int,
    scheduler: str | None,
    asked: Asked,
) -> Iterator[Row]:
    pool: Callable[[], Executor]
    gave_up: type[Exception] | None
    if scheduler is None:
        pool, in_flight, gave_up = partial(process_pool, workers), in_flight_for(workers), None
    else:
        cluster = connect(scheduler)
        pool, in_flight, gave_up = _same(cluster.executor), in_flight_for(cluster.threads), cluster.gave_up
    return analyse_many(
        names, pool, asked.measures, asked.unit, in_flight, gave_up, asked.correct, asked.detrend
    )


def _same(executor: Executor) -> Callable[[], Executor]:
    return lambda: executor


def _tell(row: Row, done: int, of: int) -> None:
    if row["error"]:
        click.echo(f"Error: {row['error']}", err=True)
    if done == of or done % 20 == 0:
        click.echo(f"{done} of {of}", err=True)


def _write(out: Path, rows: list[Row]) -> None:
    columns = list(dict.fromkeys(key for row in rows for key in row))
    partial = out.with_name(f".{out.name}.tmp")
    if out.suffix == ".csv":
        flat = ([_flat(row.get(key)) for key in columns] for row in rows)
        partial.write_bytes(table(columns, flat))
    else:
        from outbreath_app.reports.parquet import write_parquet

        write_parquet(partial, [{key: _flat(row.get(key)) for key in columns} for row in rows])
    partial.replace(out)


def _flat(value: object) -> object:
    if isinstance(value, dict):
        return "; ".join(f"{key}: {each}" for key, each in value.items())
    return "; ".join(map(str, value)) if isinstance(value, list) else value
