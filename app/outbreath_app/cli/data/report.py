"""`outbreath report`: a session, or a person over time, as PDF, HTML, CSV, Parquet or a methods paragraph."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from outbreath_app.catalogue.indexing import index_recording
from outbreath_app.catalogue.sessions import Catalogue, SessionRow, single_row
from outbreath_app.exporters.cells import table
from outbreath_app.paths import OWN_PERSON, data_folder
from outbreath_app.reports.model import Report
from outbreath_app.reports.of_person import person_report
from outbreath_app.reports.of_session import session_report
from outbreath_app.storage.access import Access, log_access
from outbreath_app.storage.people import People, name_of

ENDINGS = (".pdf", ".html", ".csv", ".parquet")


@click.command("report")
@click.argument("session", required=False)
@click.option("--person", help="A person over time instead of one session; 'me' is you.")
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), help="Ends in .pdf, .html, .csv or .parquet."
)
@click.option("--methods", is_flag=True, help="Print the methods paragraph of a session.")
def command(session: str | None, person: str | None, out: Path | None, methods: bool) -> None:
    """Report on SESSION (its id, see `outbreath sessions`, or a recording's file) or on a person over time.

    CSV and Parquet hold the phases, one a row. A log to be shared, without interpretation.
    """
    if (session is None) == (person is None):
        raise click.UsageError("Give SESSION or --person.")
    if out is None and not methods:
        raise click.UsageError("Give --out FILE.pdf (or .html, .csv, .parquet), or --methods.")
    if out is not None and out.suffix.lower() not in ENDINGS:
        raise click.UsageError(f"--out ends in one of {', '.join(ENDINGS)}.")
    data = data_folder()
    with Catalogue(data) as catalogue:
        catalogue.refresh()
        if session is not None:
            row = _row_of(session, catalogue)
            rows, name = [row], name_of(data, row.person)
            report = session_report(row, name)
            log_access(data, Access.REPORT, row.person)
        else:
            found = People(data).find(person or OWN_PERSON)
            rows, name = catalogue.sessions(found.id), found.name
            log_access(data, Access.REPORT, found.id)
            from outbreath_app.catalogue.trends_of_folder import load_trends

            report = person_report(load_trends(found.id), name, rows)
    if methods:
        click.echo(report.methods)
    if out is not None:
        _write(report, rows, out)
        click.echo(f"{out} written.", err=True)


def _row_of(session: str, catalogue: Catalogue) -> SessionRow:
    path = Path(session)
    if not path.is_file():
        return catalogue.session(session)
    for row in catalogue.sessions():
        if row.path.exists() and row.path.samefile(path):
            return row
    return single_row(path)


def _write(report: Report, rows: list[SessionRow], out: Path) -> None:
    match out.suffix.lower():
        case ".pdf":
            from outbreath_app.ui.reports.pdf import write_pdf

            write_pdf(report, out)
        case ".html":
            from outbreath_app.reports.html import html_report

            out.write_bytes(html_report(report))
        case ending:
            flat = [
                {"session": row.id, "started_ns": row.started_ns, **asdict(part)}
                for row in rows
                for part in index_recording(row.path).parts
            ]
            if ending == ".parquet":
                from outbreath_app.reports.parquet import write_parquet

                write_parquet(out, flat)
            else:
                header = list(flat[0]) if flat else ["session"]
                out.write_bytes(table(header, (list(each.values()) for each in flat)))
