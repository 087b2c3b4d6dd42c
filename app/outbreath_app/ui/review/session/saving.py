"""Saving a session for others: a report, its beats in other programs' formats, the methods paragraph."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from outbreath_app.catalogue.sessions import SessionRow
from outbreath_app.ui.parts.background_job import Progress
from outbreath_app.ui.words.i18n import tr
from outbreath_app.ui.words.reasons import problem_words
from outbreath_devices.errors import DeviceError


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of file. key: 'pdf', 'html', or a format of `exporters`. ending: of the file's name."""

    key: str
    words: str
    ending: str


def kinds() -> tuple[Kind, ...]:
    """What a session can be saved as, in the order of the menu."""
    return (
        Kind("pdf", tr("Report as PDF…"), ".pdf"),
        Kind("html", tr("Report as a web page…"), ".html"),
        Kind("kubios", tr("Beats for Kubios, text…"), ".txt"),
        Kind("csv", tr("Beats as CSV…"), ".csv"),
        Kind("edf+", tr("Beats as EDF+…"), ".edf"),
        Kind("bids", tr("Tachogram for BIDS…"), "_physio.tsv.gz"),
    )


def save_session(row: SessionRow, person: str, key: str, out: Path) -> list[Path]:
    """Write it; returns the files made. Raises DeviceError or OSError."""
    if key in ("pdf", "html"):
        from outbreath_app.reports.html import html_report
        from outbreath_app.reports.of_session import session_report

        report = session_report(row, person)
        if key == "html":
            out.write_bytes(html_report(report))
        else:
            from outbreath_app.ui.reports.pdf import write_pdf

            write_pdf(report, out)
        return [out]
    from outbreath_app.exporters import FORMATS
    from outbreath_app.review.logged import open_logged

    contents = FORMATS[key](open_logged(str(row.path)), out)
    for path, content in contents.items():
        path.write_bytes(content)
    return list(contents)


def save_person(data: Path, person: str, until: date, out: Path) -> None:
    """Write the report of a person over time as PDF or HTML, by the name's ending. Raises DeviceError or OSError."""
    from outbreath_app.catalogue.sessions import Catalogue
    from outbreath_app.reports.html import html_report
    from outbreath_app.reports.of_person import person_report
    from outbreath_app.storage.people import name_of
    from outbreath_app.trends.over_time import person_trends

    with Catalogue(data) as catalogue:
        rows = catalogue.sessions(person)
        checkins = {row.id: row.checkins for row in rows if row.checkins}
        parts, answers = catalogue.parts(person), catalogue.answers(person)
    trends = person_trends(person, parts, None, until, checkins, answers)
    report = person_report(trends, name_of(data, person), rows)
    if out.suffix.lower() == ".html":
        out.write_bytes(html_report(report))
    else:
        from outbreath_app.ui.reports.pdf import write_pdf

        write_pdf(report, out)


def save_many(
    data: Path, rows: list[SessionRow], kind: Kind, folder: Path, tell: Progress
) -> tuple[int, list[str]]:
    """Write one file after another; how many were written, and a sentence for each that was not."""
    from outbreath_app.storage.people import name_of

    made, wrong = 0, []
    for place, row in enumerate(rows, start=1):
        out = folder / (row.path.name.removesuffix(".gz").removesuffix(".jsonl") + kind.ending)
        if out.exists():
            wrong.append(tr("{name} is there already.", name=out.name))
        else:
            try:
                save_session(row, name_of(data, row.person), kind.key, out)
                made += 1
            except (DeviceError, OSError) as error:
                wrong.append(problem_words(error))
        tell(place, len(rows))
    return made, wrong
