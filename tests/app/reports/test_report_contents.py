"""What reports say: the window's own numbers, the answer of an assessment first, weeks that fit one another, footnotes."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from outbreath_app.catalogue.sessions import Catalogue, single_row
from outbreath_app.paths import RECORDINGS
from outbreath_app.reports.html import html_report
from outbreath_app.reports.of_person import person_report
from outbreath_app.reports.of_session import session_report
from outbreath_app.reports.scale import axis_of, day_ticks
from outbreath_app.review.measures import measure_session
from outbreath_app.review.opened import open_session
from outbreath_app.storage.sidefile import Side, save_side
from outbreath_app.stream.bundled import bundled_folder
from outbreath_app.trends.over_time import person_trends
from outbreath_devices.errors import DeviceError
from outbreath_devices.recording.line import seal, unseal
from outbreath_signal.labels import Label
from support.diary import write_diary

NEVER_SAID = (
    "treats",
    "abnormal",
    "failure",
    "streak",
    " stress",
    "improve",
    "worse",
    "healthy",
    "coherence",
)


def _as_with_a_strap(source: Path, folder: Path) -> None:
    """A bundled recording as if a real strap had made it: simulated hearts stand in no history beside real ones."""
    head, *rest = source.read_bytes().splitlines(keepends=True)
    line = unseal(head)
    assert line is not None
    line["strap"]["kind"] = "ble"
    (folder / source.name).write_bytes(b"".join([seal(line), *rest]))


def row_of(name: str, tmp_path: Path, side: Side | None = None):
    path = Path(shutil.copy(bundled_folder() / f"{name}.jsonl", tmp_path))
    if side is not None:
        save_side(path, side)
    return single_row(path)


def test_phases_bear_the_numbers_of_the_window(tmp_path):
    row = row_of("practice-6-per-min", tmp_path)
    measured = measure_session(open_session(row.path), {})
    (table,) = (each for each in session_report(row).tables if each.title == "Phases")
    practice = dict(zip(table.header, table.rows[0], strict=True))
    rsa = measured.phases[0].rsa_ms
    assert practice["RSA\nms"] == f"{rsa.value:.0f}\n{rsa.low:.0f} to {rsa.high:.0f}"
    assert practice["Pace\n/min"] == "6\nin:out 1:1.5"
    assert practice["With\npacer"] == "100 %"


def test_an_assessment_is_answered_before_everything_else(tmp_path):
    report = session_report(row_of("resonance-stepped", tmp_path))
    assert report.lead.startswith("Found (stepped protocol): 5.")
    assert report.plots[0].title == "RSA at each pace"
    assert [row[0] for row in report.tables[0].rows] == ["6.5", "6", "5.5", "5", "4.5"]


def test_labels_by_hand_and_details_stand_in_the_methods(tmp_path):
    side = Side(posture="lying", details={"eyes": "closed"}, labels={5: Label.NOISE}, note="slept badly")
    report = session_report(row_of("difficult-day", tmp_path, side), "A.")
    assert "posture: lying; eyes: closed" in report.methods
    assert "1 of them by hand" in report.methods
    assert "followed for 100 %" in report.methods
    assert report.notes[-1] == "Note: slept badly"
    assert any("breaks" in note for note in report.notes)
    assert ("Person", "A.") in report.facts


def test_a_recording_that_is_gone_or_empty_is_a_sentence(tmp_path):
    row = row_of("quiet-rest", tmp_path)
    row.path.unlink()
    with pytest.raises(DeviceError, match="no file"):
        session_report(row)


@pytest.fixture(scope="module")
def over_time(tmp_path_factory):
    data = tmp_path_factory.mktemp("diary")
    write_diary(data / RECORDINGS, datetime(2026, 11, 23, tzinfo=UTC))
    _as_with_a_strap(bundled_folder() / "resonance-stepped.jsonl", data / RECORDINGS)
    with Catalogue(data) as catalogue:
        catalogue.refresh()
        rows = catalogue.sessions()
        checkins = {row.id: row.checkins for row in rows if row.checkins}
        trends = person_trends("me", catalogue.parts(), None, None, checkins, catalogue.answers())
    return person_report(trends, "A.", rows)


def test_over_time_has_weeks_that_fit_and_marks_what_stood_out(over_time):
    titles = [plot.title for plot in over_time.plots]
    assert titles == ["Resting RMSSD", "RSA at 6/min", "RSA at 5.5/min", "Practice in each week"]
    assert over_time.plots[0].marked
    assert len({plot.ends for plot in over_time.plots}) == 1
    weeks = over_time.tables[0]
    assert len(weeks.rows) == 10
    assert weeks.rows[-1][0].startswith("21 Nov") or weeks.rows[-1][0].startswith("22 Nov") or weeks.rows[-1][0].startswith("23 Nov")  # fmt: skip
    assert sum(row[1] != "-" for row in weeks.rows) >= 9
    assert {"What was practised", "Paces found by assessments"} <= {table.title for table in over_time.tables}


def test_no_report_interprets(over_time, tmp_path):
    for report in (over_time, session_report(row_of("difficult-day", tmp_path))):
        page = html_report(report).decode().lower()
        assert not [word for word in NEVER_SAID if word in page]


def test_axes_of_days_have_words_and_end_with_their_data():
    first, last, at = axis_of(np.array([738000.0, 738020.0]), 8, dates=True)
    assert (first, last) == (737998.0, 738022.0)
    assert all(first <= place <= last and words for place, words in at)
    assert len(day_ticks(700000, 740000, 8)) <= 9
    _, end, numbers = axis_of(np.array([0.0, 18.05]), 8, dates=False)
    assert end == 18.05
    assert numbers[-1][0] <= end


def test_a_session_of_very_many_phases_stays_within_three_pages(tmp_path):
    from outbreath_app.ui.reports.pdf import write_pdf
    from outbreath_devices.recording import read_recording
    from outbreath_devices.recording.line import seal

    lines = list(read_recording(bundled_folder() / "practice-6-per-min.jsonl").lines)
    begin = lines[0]["t"]
    phases = [{"t": begin + i * 2_000_000_000, "k": "phase", "name": "step", "title": f"Step {i}", "practice": "p"} for i in range(1, 150)]  # fmt: skip
    marks = [
        {"t": begin + i * 3_000_000_000, "k": "mark", "text": "something happened here " * 5}
        for i in range(1, 90)
    ]
    whole = sorted([*lines, *phases, *marks], key=lambda line: line["t"])
    path = tmp_path / "many.jsonl"
    path.write_bytes(b"".join(seal({**line, "n": n}) for n, line in enumerate(whole, start=1)))
    save_side(path, Side(note="a long note " * 1000))
    report = session_report(single_row(path))
    write_pdf(report, tmp_path / "many.pdf")
    assert 1 <= (tmp_path / "many.pdf").read_bytes().count(b"/Type /Page\n") <= 3
