"""Review with large text and in small windows: nothing is cut, nothing lies over anything else, the window stays as asked."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QDate, QLocale, QRect
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QLabel, QScrollArea, QWidget

from outbreath_app.catalogue.sessions import Catalogue
from outbreath_app.paths import RECORDINGS
from outbreath_app.settings import Settings
from outbreath_app.stream.bundled import bundled_folder
from outbreath_app.ui.assess.tables import table
from outbreath_app.ui.looks.plot_colours import in_lines
from outbreath_app.ui.review.place import BRING_IN, OVER_TIME, ReviewPlace
from outbreath_app.ui.review.session.strip import whole_words
from outbreath_app.ui.shell.rail import Place
from outbreath_app.ui.words.i18n import day_text, number
from support.desk import Desk
from support.diary import write_diary

LAST = datetime(2026, 11, 23, tzinfo=UTC)
PLACES = ("sessions", "over time", "bring in", "session")


@pytest.fixture(scope="module")
def diary(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("diary")
    write_diary(data / RECORDINGS, LAST, days=9)
    shutil.copy(bundled_folder() / "resonance-stepped.jsonl", data / RECORDINGS)
    with Catalogue(data) as catalogue:
        catalogue.refresh()
    return data


@pytest.fixture(params=[(1.0, 900, 600), (3.0, 1280, 800)], ids=str)
def desk_of(
    request: pytest.FixtureRequest, app: object, diary: Path, tmp_path: Path
) -> Iterator[tuple[Desk, int, int]]:
    scale, width, height = request.param
    shutil.copytree(diary, tmp_path, dirs_exist_ok=True)
    made = Desk(tmp_path, Settings(welcomed=True, language="en", text_scale=scale))
    made.window.resize(width, height)
    yield made, width, height
    made.close()


def gone_to(desk: Desk, name: str) -> QWidget:
    """The filled page of that name."""
    desk.window.show_place(Place.REVIEW)
    place = desk.window.places[Place.REVIEW]
    assert isinstance(place, ReviewPlace)
    place._today = lambda: LAST.date()
    assert desk.wait_for(lambda: not place.sessions.waiting, 20_000)
    if name == "over time":
        place.tabs.setCurrentIndex(OVER_TIME)
        trends = place.trends
        assert trends is not None
        assert desk.wait_for(lambda: not trends.waiting, 20_000)
    elif name == "bring in":
        place.tabs.setCurrentIndex(BRING_IN)
    elif name == "session":
        row = place.sessions.model.row(place.sessions.model.place_of("resonance-stepped"))
        assert row is not None
        place.open_session(row)
        session = place.session
        assert session is not None
        assert desk.wait_for(lambda: not session.waiting, 20_000)
    desk.settle()
    return place


def over_one_another(widget: QWidget) -> list[str]:
    """Visible widgets of one parent that share more than a sliver."""
    found = []
    for parent in widget.findChildren(QWidget):
        layout = parent.layout()
        if layout is None or not parent.isVisible():
            continue
        boxes = [
            (type(item.widget()).__name__, QRect(item.geometry()))
            for place in range(layout.count())
            if (item := layout.itemAt(place)).widget() is not None and item.widget().isVisible()
        ]
        for place, (name, box) in enumerate(boxes):
            for other, there in boxes[place + 1 :]:
                shared = box.intersected(there)
                if shared.width() > 2 and shared.height() > 2:
                    found.append(f"{name} and {other} in {type(parent).__name__}")
    return found


def test_filled_pages_stay_within_the_window(desk_of: tuple[Desk, int, int]) -> None:
    desk, width, height = desk_of
    for name in PLACES:
        shown = gone_to(desk, name)
        assert (desk.window.width(), desk.window.height()) == (width, height), name
        areas = [area for area in shown.findChildren(QScrollArea) if area.isVisible()]
        for area in areas:
            assert area.widget().width() <= area.viewport().width(), name
        assert areas
        assert over_one_another(shown) == [], name


def test_with_large_words_a_session_is_read_downwards(desk_of: tuple[Desk, int, int]) -> None:
    desk, width, _ = desk_of
    place = gone_to(desk, "sessions")
    assert isinstance(place, ReviewPlace)
    page = place.sessions
    assert page.table.brief == (width == 1280)
    if page.table.brief:
        assert "Soothing rhythm" in str(page.model.data(page.model.index(0, 0)))
        assert not page.practice.isVisible()
        page.more.setChecked(True)
        desk.settle()
    assert page.practice.isVisible()


def test_a_table_of_many_columns_is_read_downwards(desk_of: tuple[Desk, int, int]) -> None:
    _, width, _ = desk_of
    made = table(("Pace", *("Peak to trough (bpm)",) * 6), [("6", *("1,462",) * 6)])
    made.ensurePolished()
    words = [each.text() for each in made.findChildren(QLabel)]
    assert ("Peak to trough (bpm): 1,462" in words) == (width == 1280)
    assert made.minimumSizeHint().width() < width


def test_names_of_phases_and_titles_are_cut_between_words(app: object) -> None:
    metrics = QFontMetrics(QFont())
    room = metrics.horizontalAdvance("Rest:") + 1
    assert whole_words("Rest: breathe as you like", metrics, room) == "Rest"
    assert whole_words("6.5 a minute", metrics, metrics.horizontalAdvance("6.5 a")) == "6.5"
    assert whole_words("Rest", metrics, 2) == ""
    text = "R-R in ms: line corrected, dots as recorded"
    lines = in_lines(text, metrics, metrics.horizontalAdvance("R-R in ms: line"))
    assert lines[0] == "R-R in ms: line"
    assert " ".join(lines) == text


def test_days_and_minus_signs_are_the_languages_own(app: object) -> None:
    from outbreath_app.ui.words.i18n import Translation

    day = QDate(2026, 9, 14)
    translation = Translation()
    try:
        translation.use("de")
        assert day_text(LAST.date().replace(month=9, day=14), year=False) == "14. " + QLocale().toString(
            day, "MMM"
        )
        assert day_text(LAST.date()).startswith("23. Nov")
    finally:
        translation.use("en")
    assert day_text(LAST.date()) == "23 Nov 2026"
    assert number(-1.5, 1) == "\N{MINUS SIGN}1.5"
