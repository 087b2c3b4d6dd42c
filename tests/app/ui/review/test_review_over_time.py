"""Over time in the real window: ranges, marked changes in calm words, two periods, reports; quick with ten thousand sessions."""

from __future__ import annotations

import math
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from outbreath_app.catalogue.sessions import Catalogue
from outbreath_app.paths import RECORDINGS
from outbreath_app.review.over_time import Range, item_days, range_days, weeks_beyond_error
from outbreath_app.trends.daily import Day, trend_of
from outbreath_app.trends.over_time import SessionBeside, person_trends
from outbreath_app.ui.review.place import OVER_TIME, ReviewPlace
from outbreath_app.ui.review.trends.page import TrendsPage, load_found
from outbreath_app.ui.review.trends.periods import set_day
from outbreath_app.ui.shell.rail import Place
from support.accessible import check, controls, reached
from support.desk import Desk
from support.diary import write_diary

LAST = datetime(2026, 11, 23, tzinfo=UTC)
NEVER_SAID = ("treat", "abnormal", "normal", "failure", "streak", "stress", "improv", "worse", "healthy")


@pytest.fixture(scope="module")
def diary(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("diary")
    write_diary(data / RECORDINGS, LAST)
    with Catalogue(data) as catalogue:
        catalogue.refresh()
    return data


@pytest.fixture
def page(diary: Path, desk: Desk) -> Iterator[TrendsPage]:
    desk.services.data = lambda: diary
    desk.window.show_place(Place.REVIEW)
    place = desk.window.places[Place.REVIEW]
    assert isinstance(place, ReviewPlace)
    place._today = lambda: LAST.date()
    place.tabs.setCurrentIndex(OVER_TIME)
    made = place.trends
    assert made is not None
    assert desk.wait_for(lambda: not made.waiting, 20_000)
    desk.settle()
    return made


def said(page: TrendsPage) -> str:
    return " ".join(each.text() for each in page.area.widget().findChildren(QLabel) if each.isVisible())


def test_a_change_beyond_measurement_error_is_marked_and_said_calmly(desk, page):
    words = said(page)
    assert "beyond measurement error" in words
    assert "days; 100 % of their time usable" in words
    assert not [word for word in NEVER_SAID if word in words.lower()]
    rest = page.plots._ms[0]
    assert rest.band.isVisible()
    assert len(rest.marks.getData()[0]) >= 1
    assert len(rest.dots.getData()[0]) > 40


def test_resting_and_practice_stand_apart_and_breathing_beside_them(desk, page):
    grey, green = (dots.getData()[1] for dots in page.plots._rates)
    assert grey.mean() == pytest.approx(14, abs=1)
    assert green.mean() == pytest.approx(6, abs=0.3)
    assert page.pace.count() == 2
    page.pace.setCurrentIndex(1)
    page.pace.activated.emit(1)
    assert page.plots._rates[1].getData()[1].mean() == pytest.approx(5.5, abs=0.3)


def test_ranges_and_own_dates(desk, page):
    for wanted, days in ((Range.WEEK, 7), (Range.MONTH, 31), (Range.QUARTER, 92)):
        page.range.setCurrentIndex(list(Range).index(wanted))
        page.range.activated.emit(0)
        assert desk.wait_for(lambda: not page.waiting)
        low, high = page.plots.view
        assert high - low == pytest.approx(days + 1)
    page.range.setCurrentIndex(list(Range).index(Range.OWN))
    page.range.activated.emit(0)
    assert page.since.isVisible()
    set_day(page.since, date(2026, 10, 1))
    set_day(page.until, date(2026, 10, 31))
    assert desk.wait_for(lambda: not page.waiting)
    assert page.plots.view[0] == pytest.approx(date(2026, 10, 1).toordinal() - 0.5)
    desk.settle()
    assert "That is beyond measurement error" not in said(page)
    set_day(page.until, date(2026, 9, 1))
    assert "ends after" in page.notice.text


def test_two_periods_are_compared_with_intervals(desk, page):
    words = " ".join(each.text() for each in page.periods.findChildren(QLabel))
    assert "Resting: RMSSD in ms" in words
    assert "with 95 % confidence" in words
    for field, day in zip(page.periods.fields, (1, 2, 3, 4), strict=True):
        set_day(field, date(2025, 1, day))
    desk.settle()
    words = " ".join(each.text() for each in page.periods.findChildren(QLabel) if each.isVisible())
    assert "Three days in each period are needed" in words
    set_day(page.periods.fields[0], date(2025, 2, 1))
    assert "or later" in " ".join(each.text() for each in page.periods.findChildren(QLabel))


def test_keys_zoom_and_pan_and_every_control_is_reached(desk, page):
    page.plots.setFocus()
    low, high = page.plots.view
    desk.press(Qt.Key.Key_Plus, page.plots)
    assert page.plots.view[1] - page.plots.view[0] == pytest.approx((high - low) / 1.5)
    desk.press(Qt.Key.Key_Home, page.plots)
    begin = page.plots.view[0]
    desk.press(Qt.Key.Key_PageDown, page.plots)
    assert page.plots.view[0] > begin
    desk.press(Qt.Key.Key_0, page.plots)
    assert page.plots.view[1] - page.plots.view[0] > 90
    check(desk.window)
    way = reached(desk.window)
    assert [w.accessibleName() for w in controls(desk.window) if w.isEnabled() and w not in way] == []
    assert page.plots in way


def test_the_report_over_time_is_saved(desk, page, tmp_path):
    for ending, begin in (("pdf", b"%PDF"), ("html", b"<!doctype")):
        page.save_report(tmp_path / f"t.{ending}")
        assert desk.wait_for(lambda: not page.waiting, 20_000)
        assert (tmp_path / f"t.{ending}").read_bytes().startswith(begin)
    page.save_report(tmp_path / "not there" / "t.pdf")
    assert desk.wait_for(lambda: not page.waiting, 20_000)
    assert "not there" in page.notice.text


def test_little_data_is_said_plainly(desk):
    desk.window.show_place(Place.REVIEW)
    place = desk.window.places[Place.REVIEW]
    place.tabs.setCurrentIndex(OVER_TIME)
    assert desk.wait_for(lambda: not place.trends.waiting)
    assert "nothing to show yet" in place.trends.empty.text()
    assert not place.trends.plots.isVisible()


def test_ten_thousand_sessions_are_drawn_at_once(desk, page, monkeypatch):
    first = date(1999, 1, 1)
    parts = []
    for i in range(10_000):
        at = int(datetime(1999, 1, 1, 8, tzinfo=UTC).timestamp()) + i * 86_400
        common = {"id": f"s{i}", "started_ns": at * 10**9, "zone_min": 0, "quality": 0.99, "corrected_pct": 0.1,
                  "interpretable": 1, "practice": "p", "measured_per_min": 6.0, "measured_with": "rr"}  # fmt: skip
        wave = 0.1 * math.sin(i * 7.3)
        parts.append(common | {"name": "baseline", "start_s": 0.0, "end_s": 120.0, "ln_rmssd": 3.5 + wave, "rsa_ms": None, "rate_per_min": None})  # fmt: skip
        parts.append(common | {"name": "practice", "start_s": 120.0, "end_s": 420.0, "ln_rmssd": 3.9, "rsa_ms": 90 + 9 * wave, "rate_per_min": 6.0})  # fmt: skip
    from outbreath_app.ui.review.trends.page import with_marks

    found = with_marks(person_trends("me", parts, None, first + timedelta(9_999)))
    page.range.setCurrentIndex(list(Range).index(Range.ALL))
    begin = time.perf_counter()
    page.show_found(found)
    page.plots.draw()
    page.plots.grab()
    assert time.perf_counter() - begin < 3.0  # 0.3 s alone; the machine may be busy
    assert len(page.plots._ms[0].dots.getData()[0]) <= 2000


def test_weeks_beyond_error_are_those_the_trend_itself_would_mark():
    start = date(2026, 1, 1)
    days = [
        Day(start + timedelta(i), 3.5 + 0.05 * math.sin(i * 2.3) + (0.6 if i >= 84 else 0.0), 1, 1.0)
        for i in range(91)
    ]
    trend = trend_of(days, "ln_rmssd", "rest")
    (mark,) = weeks_beyond_error(trend)
    assert trend.beyond_error
    assert mark.week.end == days[-1].day
    assert mark.change == pytest.approx(trend.change)
    assert weeks_beyond_error(trend_of(days[:84], "ln_rmssd", "rest")) == ()


def test_no_week_is_lost_by_looking_first_for_those_far_off():
    random = np.random.default_rng(8)
    days = [
        Day(
            date(2020, 1, 1) + timedelta(i),
            3.5 + 0.2 * float(random.normal()) + 0.3 * math.sin(i / 40),
            1,
            1.0,
        )
        for i in range(700)
        if random.random() < 0.7
    ]
    trend = trend_of(days, "ln_rmssd", "rest")
    plain = [
        week.end
        for week in trend.weeks
        if trend_of([d for d in days if d.day <= week.end], "ln_rmssd", "rest", None, week.end).beyond_error
    ]
    assert len(plain) > 5
    assert [mark.week.end for mark in weeks_beyond_error(trend)] == plain


def test_answers_of_a_day_are_averaged_and_ranges_counted_back():
    day = date(2026, 5, 5)
    beside = [
        SessionBeside("a", day, "p", {"calm": 4}, {"calm": 6}),
        SessionBeside("b", day, "p", {"calm": 6}, {}),
    ]
    (one,) = item_days(beside, "calm")
    assert (one.before, one.after) == (5.0, 6.0)
    assert item_days(beside, "distress") == ()
    assert range_days(Range.WEEK, day, None) == (date(2026, 4, 29), day)
    assert range_days(Range.ALL, day, date(2020, 1, 1)) == (date(2020, 1, 1), day)


def test_an_absent_folder_has_no_trends(tmp_path):
    assert load_found(tmp_path / "none", "me", date(2026, 1, 1)).trends.rest.days == ()
