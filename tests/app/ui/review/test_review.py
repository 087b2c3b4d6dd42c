"""Review in the real window: the list, one session with its plots, labels by hand, notes, export, moving and deleting."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox

from outbreath_app.catalogue.sessions import Catalogue
from outbreath_app.paths import RECORDINGS
from outbreath_app.storage.people import People
from outbreath_app.storage.sidefile import Side, load_side, save_side
from outbreath_app.stream.bundled import bundled_folder
from outbreath_app.ui.review.place import ReviewPlace
from outbreath_app.ui.review.session.page import SessionPage
from outbreath_app.ui.review.session.saving import kinds
from outbreath_app.ui.review.sessions.model import Filter, Order, SessionsModel, search_words
from outbreath_app.ui.review.sessions.session_words import Names
from outbreath_app.ui.shell.rail import Place
from outbreath_signal.labels import Label
from support.accessible import check, controls, reached
from support.desk import Desk

NAMES = ("practice-6-per-min", "difficult-day", "quiet-rest", "resonance-stepped")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / RECORDINGS
    made.mkdir()
    for name in NAMES:
        shutil.copy(bundled_folder() / f"{name}.jsonl", made)
    save_side(made / "quiet-rest.jsonl", Side(note="by the window", tags=("morning",)))
    return made


@pytest.fixture
def place(folder: Path, desk: Desk) -> Iterator[ReviewPlace]:
    desk.window.show_place(Place.REVIEW)
    made = desk.window.places[Place.REVIEW]
    assert isinstance(made, ReviewPlace)
    assert desk.wait_for(lambda: not made.sessions.waiting)
    return made


def opened(desk: Desk, place: ReviewPlace, name: str) -> SessionPage:
    place.sessions.table.selectRow(place.sessions.model.place_of(name))
    desk.click(place.sessions.open)
    page = place.session
    assert page is not None
    assert desk.wait_for(lambda: not page.waiting)
    desk.settle()
    return page


# --- the list ---


def test_sessions_are_listed_searched_and_filtered(desk, place):
    page = place.sessions
    assert page.model.rowCount() == 4
    QTest.keyClicks(page.search, "window morning")
    assert desk.wait_for(lambda: page.model.rowCount() == 1)
    assert page.model.row(0).id == "quiet-rest"
    page.search.clear()
    assert desk.wait_for(lambda: page.model.rowCount() == 4)
    page.kind.setCurrentIndex(page.kind.findData("assessment"))
    page.kind.activated.emit(page.kind.currentIndex())
    assert [page.model.row(i).id for i in range(page.model.rowCount())] == ["resonance-stepped"]
    page.tag.setCurrentIndex(page.tag.findData("morning"))
    page.tag.activated.emit(0)
    assert page.model.rowCount() == 0
    assert "No session fits" in page.empty.text()
    assert page.empty.isVisible()


def test_keys_alone_find_open_and_leave_a_session(desk, place):
    page = place.sessions
    page.table.setFocus()
    desk.press(Qt.Key.Key_Down, page.table)
    chosen = page.chosen[0]
    desk.press(Qt.Key.Key_Return, page.table)
    assert place.currentWidget() is place.session
    assert desk.wait_for(lambda: not place.session.waiting)
    QTest.keyClick(place.session, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    desk.settle()
    assert place.currentWidget() is not place.session
    assert page.chosen[0].id == chosen.id


def test_an_empty_review_says_so_and_offers_a_way(desk):
    desk.window.show_place(Place.REVIEW)
    place = desk.window.places[Place.REVIEW]
    assert desk.wait_for(lambda: not place.sessions.waiting)
    assert "Nothing is recorded yet" in place.sessions.empty.text()
    assert place.sessions.first.isVisible()
    assert not place.sessions.table.isVisible()


def test_a_recording_removed_behind_its_back_is_said_plainly(desk, place, folder):
    (folder / "quiet-rest.jsonl").unlink()
    place.sessions.table.selectRow(place.sessions.model.place_of("quiet-rest"))
    desk.click(place.sessions.open)
    assert desk.wait_for(lambda: not place.session.waiting)
    assert "There is no file" in place.session.notice.text
    assert not place.session.plots.isEnabled()
    desk.click(place.session.back)
    assert desk.wait_for(lambda: not place.sessions.waiting)
    assert "no longer in the folder" in place.sessions.notice.text
    assert place.sessions.model.rowCount() == 3


def test_ten_thousand_sessions_are_filtered_and_put_in_order_at_once(folder):
    import time

    with Catalogue(folder.parent) as catalogue:
        catalogue.refresh()
        row = catalogue.sessions()[0]
    rows = [
        replace(row, id=f"s{i}", started_ns=row.started_ns + i * 10**12, duration_s=i % 977)
        for i in range(10_000)
    ]
    model = SessionsModel(Names())
    begin = time.perf_counter()
    model.set_rows(rows)
    model.set_order(Order.LONGEST)
    model.set_filter(Filter(kind=row.kind))
    assert model.rowCount() == 10_000
    assert model.row(0).duration_s == 976
    assert not model.searchable
    model.set_words([], {})  # made for other rows
    assert not model.searchable
    model.set_words(model.rows, search_words(model.rows, Names(), {}))
    assert model.searchable
    model.set_filter(Filter(words="nothing like this"))
    assert model.rowCount() == 0
    assert time.perf_counter() - begin < 3.0  # a tenth of it alone; the machine may be busy


def test_a_session_is_given_to_another_person_and_taken_back(desk, place, folder):
    anna = People(folder.parent).add("Anna")
    page = place.sessions
    row = page.model.row(page.model.place_of("quiet-rest"))
    place.move_to([row], anna.id, "Anna")
    assert desk.wait_for(lambda: not page.waiting and page.model.rowCount() == 3)
    assert (folder / anna.id / "quiet-rest.jsonl").exists()
    assert load_side(folder / anna.id / "quiet-rest.jsonl").note == "by the window"
    assert "given to Anna" in page.notice.text
    desk.click(page.undo)
    assert desk.wait_for(lambda: not page.waiting and page.model.rowCount() == 4)
    assert load_side(folder / "quiet-rest.jsonl").tags == ("morning",)
    assert not page.undo.isVisible()


def test_everyones_sessions_are_listed_and_found_by_name(desk, place, folder):
    page = place.sessions
    assert not page.whose.isVisible()
    anna = People(folder.parent).add("Anna")
    place.move_to([page.model.row(page.model.place_of("quiet-rest"))], anna.id, "Anna")
    assert desk.wait_for(lambda: not page.waiting and page.model.rowCount() == 3)
    assert page.whose.isVisible()
    page.whose.setCurrentIndex(1)
    page.whose.activated.emit(1)
    assert desk.wait_for(lambda: not page.waiting and page.model.rowCount() == 4)
    assert not page.table.isColumnHidden(5)
    page.search.setText("anna")
    assert desk.wait_for(lambda: page.model.rowCount() == 1)
    assert page.model.data(page.model.index(0, 5)) == "Anna"


def test_nothing_is_moved_over_what_is_there(desk, place, folder):
    anna = People(folder.parent).add("Anna")
    taken = folder / anna.id
    taken.mkdir()
    (taken / "quiet-rest.jsonl").write_bytes(b"hers")
    row = place.sessions.model.row(place.sessions.model.place_of("quiet-rest"))
    place.move_to([row], anna.id, "Anna")
    assert "already" in place.sessions.notice.text
    assert (folder / "quiet-rest.jsonl").exists()
    assert (taken / "quiet-rest.jsonl").read_bytes() == b"hers"


def test_deleting_asks_first_and_then_leaves_nothing(desk, place, folder):
    page = place.sessions
    page.table.selectRow(page.model.place_of("quiet-rest"))
    desk.press(Qt.Key.Key_Delete, page.table)
    asked = place.findChild(QMessageBox)
    assert "cannot be undone" in asked.informativeText()
    desk.press(Qt.Key.Key_Escape, asked)
    assert (folder / "quiet-rest.jsonl").exists()
    place.delete([page.chosen[0]])
    assert desk.wait_for(lambda: not page.waiting and page.model.rowCount() == 3)
    assert not list(folder.glob("quiet-rest*"))
    assert page.notice.text == "Deleted: 1."


def test_chosen_sessions_are_exported_and_nothing_is_written_over(desk, place, tmp_path):
    out = tmp_path / "out"
    out.mkdir()
    csv = next(kind for kind in kinds() if kind.key == "csv")
    rows = list(place.sessions.model.rows)
    place.export(rows, csv, out)
    assert desk.wait_for(lambda: not place.exporting.busy, 20_000)
    assert len(list(out.glob("*.csv"))) == 4
    place.export(rows, csv, out)
    assert desk.wait_for(lambda: not place.exporting.busy, 20_000)
    assert "0 of 4 exported" in place.sessions.notice.text


# --- one session ---


def test_a_session_shows_its_phases_with_numbers_and_intervals(desk, place):
    desk.window.resize(1500, 900)
    page = opened(desk, place, "practice-6-per-min")
    cells = [cell.accessibleName() for cell in page.phases.findChildren(QLabel)]
    assert any(name.startswith("Heart rate (bpm): 67") for name in cells)
    assert any(name.startswith("Pace: 6.0/min") for name in cells)
    assert [page.where.itemText(i) for i in range(page.where.count())][:2] == [
        "Whole session",
        "Soothing rhythm",
    ]
    assert page.name.text().startswith("Soothing rhythm")


def test_an_assessment_shows_its_answer(desk, place):
    page = opened(desk, place, "resonance-stepped")
    assert page.answer.isVisible()
    assert "a minute" in page.answer.text() or "repeat" in page.answer.text()


def test_keys_choose_beats_zoom_and_pan(desk, place):
    page = opened(desk, place, "practice-6-per-min")
    plots = page.plots
    plots.setFocus()
    whole = plots.view
    assert whole[0] == 0
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Left):
        desk.press(key, plots)
    assert page.beat_bar.chosen == 1
    assert page.beat_bar.told.text().startswith("Beat 2 at")
    desk.press(Qt.Key.Key_Plus, plots)
    desk.press(Qt.Key.Key_Plus, plots)
    low, high = plots.view
    assert high - low == pytest.approx((whole[1] - whole[0]) / 2.25)
    desk.press(Qt.Key.Key_Home, plots)
    assert plots.view[0] == 0
    desk.press(Qt.Key.Key_PageDown, plots)
    assert plots.view[0] == pytest.approx((high - low) / 2)
    desk.press(Qt.Key.Key_End, plots)
    assert plots.view[1] == pytest.approx(whole[1])
    desk.press(Qt.Key.Key_0, plots)
    assert plots.view == pytest.approx(whole)
    assert "Page Down" in plots.accessibleDescription()


def test_the_mouse_points_at_a_beat_and_the_wheel_zooms_with_ctrl(desk, place):
    page = opened(desk, place, "practice-6-per-min")
    plots = page.plots
    box = plots.beats.getViewBox()
    times = page._opened.source.beats.t_s
    at = plots.mapFromScene(
        box.mapViewToScene(QPointF(float(times[150]), float(np.mean(box.viewRange()[1]))))
    )
    QTest.mouseClick(plots.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(at.x(), at.y()))
    desk.settle()
    assert abs(page.beat_bar.chosen - 150) <= 1
    low, high = plots.view

    def wheel(keys: Qt.KeyboardModifier) -> bool:
        event = QWheelEvent(
            QPointF(at), QPointF(plots.mapToGlobal(at)), QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton, keys,
            Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(plots.viewport(), event)
        return event.isAccepted()

    assert not wheel(Qt.KeyboardModifier.NoModifier)
    assert plots.view == (low, high)
    assert wheel(Qt.KeyboardModifier.ControlModifier)
    assert plots.view[1] - plots.view[0] == pytest.approx((high - low) / 1.5, rel=0.01)


def test_a_beat_is_relabelled_undone_and_redone_and_the_analysis_follows(desk, place, folder):
    recording = folder / "practice-6-per-min.jsonl"
    raw = recording.read_bytes()
    page = opened(desk, place, "practice-6-per-min")
    before = page.measured
    bar = page.beat_bar
    bar.choose(100)
    bar.choice.setCurrentIndex(bar.choice.findData(int(Label.NOISE)))
    bar.choice.activated.emit(bar.choice.currentIndex())
    assert load_side(recording).labels == {100: Label.NOISE}
    assert desk.wait_for(lambda: not page.waiting)
    assert page.measured.phases[0].rmssd_ms != before.phases[0].rmssd_ms
    assert "labelled by hand" in bar.told.text()
    assert "labelled by hand" in page.said.text()
    QTest.keyClick(page.plots, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert load_side(recording).labels == {}
    assert desk.wait_for(lambda: not page.waiting)
    assert page.measured.phases == before.phases
    desk.click(bar.redo)
    assert load_side(recording).labels == {100: Label.NOISE}
    assert recording.read_bytes() == raw
    desk.click(page.back)
    assert opened(desk, place, "practice-6-per-min").beat_bar.labels == {100: Label.NOISE}


def test_doubtful_beats_are_gone_through_one_by_one(desk, place):
    page = opened(desk, place, "difficult-day")
    page.plots.setFocus()
    seen = []
    for _ in range(3):
        desk.press(Qt.Key.Key_D, page.plots)
        seen.append(page.beat_bar.chosen)
    assert seen == sorted(set(seen))
    assert "sound beat" not in page.beat_bar.told.text() or "not used" in page.beat_bar.told.text()


def test_note_tags_posture_and_details_are_kept_beside_the_recording(desk, place, folder):
    page = opened(desk, place, "practice-6-per-min")
    about = page.about
    about.note.setFocus()
    QTest.keyClicks(about.note, "slept badly")
    about.tags.setFocus()
    QTest.keyClicks(about.tags, "evening, evening ,retreat")
    about.posture.setCurrentIndex(about.posture.findData("lying"))
    about.posture.activated.emit(about.posture.currentIndex())
    about.details["eyes"].setFocus()
    QTest.keyClicks(about.details["eyes"], "closed")
    desk.click(page.back)
    side = load_side(folder / "practice-6-per-min.jsonl")
    assert (side.note, side.tags, side.posture) == ("slept badly", ("evening", "retreat"), "lying")
    assert side.details == {"eyes": "closed"}
    assert desk.wait_for(lambda: not place.sessions.waiting)
    place.sessions.search.setText("badly")
    assert desk.wait_for(lambda: place.sessions.model.rowCount() == 1)


def test_what_cannot_be_kept_is_said(desk, place, folder, monkeypatch):
    page = opened(desk, place, "practice-6-per-min")

    def refuse(*_: object) -> None:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr("outbreath_app.ui.review.session.about.save_side", refuse)
    monkeypatch.setattr("outbreath_app.storage.relabelling.save_side", refuse)
    page.about.tags.setText("x")
    page.about.keep()
    assert "Nothing can be written there" in page.about.notice.text
    page.beat_bar.choose(5)
    page.beat_bar.give(Label.NOISE)
    assert "Nothing can be written there" in page.notice.text
    assert page.beat_bar.labels == {}


@pytest.mark.parametrize("key", ["pdf", "html", "kubios", "csv", "edf+", "bids"])
def test_a_session_is_saved_in_every_way(desk, place, tmp_path, key):
    page = opened(desk, place, "practice-6-per-min")
    if key == "edf+":
        pytest.importorskip("edfio")
    ending = next(kind.ending for kind in kinds() if kind.key == key)
    page.save_as(key, tmp_path / f"a{ending}")
    assert desk.wait_for(lambda: not page.waiting, 20_000)
    assert page.notice.text.startswith("Saved: a")
    assert (tmp_path / f"a{ending}").stat().st_size > 500
    page.save_as(key, tmp_path / "not there" / f"a{ending}")
    assert desk.wait_for(lambda: not page.waiting, 20_000)
    assert "no such file" in page.notice.text or "cannot be written" in page.notice.text


def test_the_methods_paragraph_goes_to_the_clipboard(desk, place):
    page = opened(desk, place, "practice-6-per-min")
    page.about.posture.setEditText("kneeling")
    desk.click(page.copy)
    said = QGuiApplication.clipboard().text()
    assert "R-R intervals were recorded" in said
    assert "posture: kneeling" in said


def test_a_session_just_practised_is_there_and_plays_again(desk):
    desk.begin()
    desk.run(100)
    desk.window.practise.session.stop()
    desk.click(desk.window.practise.currentWidget().done)
    desk.window.show_place(Place.REVIEW)
    place = desk.window.places[Place.REVIEW]
    assert desk.wait_for(lambda: not place.sessions.waiting)
    assert place.sessions.model.rowCount() == 1
    desk.click(place.sessions.play)
    assert desk.window.replay is not None
    desk.window.end_replay()


def test_a_narrow_window_keeps_every_number_with_its_name(desk, place):
    desk.window.resize(900, 600)
    page = opened(desk, place, "practice-6-per-min")
    said = " ".join(each.text() for each in page.phases.findChildren(QLabel))
    assert "Heart rate (bpm) 66.8 (66.4 to 67.3)" in said
    assert page.horizontalScrollBar().maximum() == 0


@pytest.mark.parametrize("inside", [False, True])
def test_every_control_of_review_is_named_and_reached_by_keys(desk, place, inside):
    page = opened(desk, place, "difficult-day") if inside else place.sessions
    check(desk.window)
    way = reached(desk.window)
    missed = [w.accessibleName() for w in controls(desk.window) if w.isEnabled() and w not in way]
    assert missed == []
    assert (page.plots if inside else place.tabs) in way


def test_text_of_strangers_stays_text(desk, place, folder):
    hostile = "<b>bold</b><img src=file:///etc/passwd>"
    save_side(folder / "quiet-rest.jsonl", Side(note=hostile, tags=(hostile,)))
    place.sessions.refresh()
    assert desk.wait_for(lambda: not place.sessions.waiting)
    model = place.sessions.model
    tip = model.data(model.index(model.place_of("quiet-rest"), 0), Qt.ItemDataRole.ToolTipRole)
    assert "<img" not in tip
    assert "&lt;img" in tip
    page = opened(desk, place, "quiet-rest")
    assert page.about.note.toPlainText() == hostile
    assert all(each.textFormat() is Qt.TextFormat.PlainText for each in page.column.findChildren(QLabel))


def test_what_is_drawn_stays_small_whatever_the_length(desk, place):
    from outbreath_app.ui.review.session.plots import MOST_DOTS, MOST_POINTS

    page = opened(desk, place, "resonance-stepped")
    plots = page.plots
    assert len(plots._corrected.getData()[0]) <= MOST_POINTS
    assert len(plots._raw.getData()[0]) <= MOST_DOTS
    plots.show_between(100, 130)
    plots.draw()
    assert len(plots._corrected.getData()[0]) < 60


def test_a_drag_goes_along_and_never_past_the_ends(desk, place):
    page = opened(desk, place, "practice-6-per-min")
    plots = page.plots
    plots.show_between(100.0, 160.0)
    desk.settle()
    view = plots.viewport()
    middle = QPoint(view.width() // 2, 60)

    def drag(by_px: int) -> None:
        QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=middle)
        for step in range(1, 6):
            QTest.mouseMove(view, middle + QPoint(by_px * step // 5, 0))
            desk.settle()
        QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=middle + QPoint(by_px, 0))
        desk.settle()

    drag(-80)
    low, high = plots.view
    assert low > 100.0
    assert high - low == pytest.approx(60.0)
    for _ in range(12):
        drag(300)
    assert plots.view[0] == pytest.approx(0.0, abs=1e-6)
