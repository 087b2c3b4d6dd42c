"""What a session was recorded with and where the strap says it is worn, on the session's page and in its report."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from outbreath_app.paths import RECORDINGS
from outbreath_app.reports.html import html_report
from outbreath_app.reports.of_session import session_report
from outbreath_app.review.opened import strap_facts
from outbreath_app.ui.review.place import ReviewPlace
from outbreath_app.ui.review.session.about import location_words
from outbreath_app.ui.shell.rail import Place
from support.desk import Desk
from support.diary import write_diary

LAST = datetime(2026, 11, 23, tzinfo=UTC)


def test_where_the_strap_is_worn_stands_with_the_details(desk: Desk, tmp_path: Path) -> None:
    write_diary(tmp_path / RECORDINGS, LAST, days=2)
    desk.window.show_place(Place.REVIEW)
    place = desk.window.places[Place.REVIEW]
    assert isinstance(place, ReviewPlace)
    assert desk.wait_for(lambda: not place.sessions.waiting, 20_000)
    row = place.sessions.model.row(0)
    assert row is not None
    place.open_session(row)
    page = place.session
    assert page is not None
    assert desk.wait_for(lambda: not page.waiting, 20_000)
    said = page.about.recorded.text()
    assert (
        said
        == "Recorded with Polar H10 8A3F (Polar Electro Oy H10, firmware 5.0.0), worn on the chest as it says."
    )
    assert b"chest" in html_report(session_report(row, ""))


def test_what_a_strap_does_not_tell_or_tells_wrongly_is_left_out() -> None:
    lines = [
        {"k": "head", "strap": {"name": "S", "model": "one"}},
        {"k": "link", "state": "connected", "strap": {"model": "", "body_location": 3, "firmware": "2\n"}},
        {"k": "note", "strap": {"body_location": "wrist"}},
    ]
    told = strap_facts(lines)
    assert (told.model, told.firmware, told.body_location) == ("one", "2 ", "")
    assert location_words("ear lobe") == "on an ear lobe"
    assert location_words("knee") == "knee"
