"""Whole sessions through the real window, by keyboard and mouse, on a manual clock: the recording is whole each time."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from outbreath_app.flow.view import Stage
from outbreath_app.summaries.of_session import SummaryReader, summarise
from outbreath_app.ui.practise.after.checkin_page import CheckinPage
from outbreath_app.ui.practise.after.summary import SummaryPage
from outbreath_app.ui.practise.choosing.request import HeartKind
from outbreath_app.ui.practise.session.discomfort import DiscomfortPage
from outbreath_app.ui.practise.session.practising import Silence
from outbreath_app.ui.straps.finding import Found, StrapPicker
from outbreath_devices.recording.reader import Recording
from outbreath_devices.strap.silence import WORDS
from outbreath_devices.strap.silence import Silence as Missing
from support.desk import BrokenFeed, Desk, ListScanner


def whole(recording: Recording) -> bool:
    return recording.report.whole and recording.report.closed


def test_a_session_runs_from_begin_to_summary(desk: Desk) -> None:
    desk.begin()
    practise = desk.window.practise
    assert not desk.window.rail.isVisible()
    desk.run(305)
    page = practise.currentWidget()
    assert isinstance(page, SummaryPage)
    assert desk.wait_for(lambda: page.shown)
    cells = [cell.accessibleName() for cell in page.card.findChildren(QLabel)]
    assert any(name.startswith("Heart rate (bpm): 6") for name in cells)
    desk.click(page.done)
    assert practise.currentWidget() is practise.choose
    assert desk.window.rail.isVisible()
    assert whole(desk.recording())
    assert desk.events() == ["start", "stop"]
    phases = [line["name"] for line in desk.recording().lines if line["k"] == "phase"]
    assert phases[0] == "settle"
    assert "practice" in phases


def test_the_readings_show_what_the_core_returned(desk: Desk) -> None:
    desk.begin()
    desk.run(85)
    practise = desk.window.practise
    assert practise.model is not None
    assert practise.trainer is not None
    estimate = practise.model.estimate
    assert estimate is not None
    assert estimate.hr_bpm is not None
    desk.run(0.2)
    practise.trainer.show_words(desk.clock.now_ns(), 10.0)
    assert practise.trainer.panel.heart._value.text() == f"{estimate.hr_bpm:.0f} bpm"


def test_space_pauses_and_goes_on(desk: Desk) -> None:
    desk.begin()
    desk.run(10)
    session = desk.window.practise.session
    assert session is not None
    left_before = session.flow.view(desk.clock.now_ns()).left_s
    desk.press(Qt.Key.Key_Space)
    assert session.stage is Stage.PAUSED
    desk.run(30)
    assert "Paused" in session.page.notice.text
    desk.press(Qt.Key.Key_Space)
    assert session.stage is Stage.RUNNING
    assert session.flow.view(desk.clock.now_ns()).left_s == pytest.approx(left_before)
    desk.press(Qt.Key.Key_Escape)
    desk.click(desk.window.practise.currentWidget().done)
    assert desk.events() == ["start", "pause", "resume", "stop"]
    assert whole(desk.recording())


def test_escape_stops_early_and_thanks(desk: Desk) -> None:
    desk.begin()
    desk.run(20)
    desk.press(Qt.Key.Key_Escape)
    page = desk.window.practise.currentWidget()
    assert isinstance(page, SummaryPage)
    assert "0:20" in page.practised.text()
    QTest.keyClicks(page.note, "felt lighter")
    desk.click(page.done)
    notes = [line["text"] for line in desk.recording().lines if line["k"] == "note"]
    assert notes == ["felt lighter"]
    assert whole(desk.recording())


def test_a_lost_strap_is_said_and_comes_back(desk: Desk) -> None:
    desk.begin()
    desk.run(30)
    trainer = desk.window.practise.trainer
    assert trainer is not None
    desk.feed.lose()
    desk.run(8)
    assert "out of reach" in trainer.notice.text
    assert "lost" in trainer.state.text()
    assert trainer.panel.heart._value.text() == "–"
    desk.feed.regain()
    desk.run(20)
    assert trainer.notice.text == ""
    assert trainer.panel.heart._value.text() != "–"
    desk.press(Qt.Key.Key_Escape)
    desk.click(desk.window.practise.currentWidget().done)
    assert whole(desk.recording())


def test_lost_contact_is_said_in_plain_words(desk: Desk) -> None:
    desk.begin()
    desk.run(20)
    desk.feed.contact = False
    desk.run(5)
    trainer = desk.window.practise.trainer
    assert trainer is not None
    assert trainer.panel.signal_card._value.text() == "No skin contact"
    assert trainer.panel.heart._value.text() == "–"


def test_an_unworn_strap_is_named_until_it_is_heard_again(desk: Desk) -> None:
    desk.begin()
    desk.run(20)
    trainer = desk.window.practise.trainer
    assert trainer is not None
    for silence, words in ((Missing.UNWORN, "values that no heart makes"), (Missing.NONE, "")):
        line = {"k": "link", "state": "connected", "reason": WORDS[silence], "details": {"silence": silence}}
        desk.feed.send(line)
        desk.run(2)
        assert (words in trainer.notice.text) if words else trainer.notice.text == ""


def test_old_numbers_are_not_shown_as_now(desk: Desk) -> None:
    desk.begin()
    desk.run(20)
    desk.feed.connected = False
    desk.run(6.1)
    trainer = desk.window.practise.trainer
    assert trainer is not None
    assert trainer.panel.heart._value.text() == "–"
    assert "Nothing heard" in trainer.panel.signal_card._value.text()


def test_feeling_unwell_stops_the_pacer_at_once(desk: Desk) -> None:
    desk.begin()
    desk.run(70)
    session = desk.window.practise.session
    assert session is not None
    desk.press(Qt.Key.Key_U)
    page = desk.window.practise.currentWidget()
    assert isinstance(page, DiscomfortPage)
    assert session.flow.pacer.rate_at(desk.clock.now_ns()) is None
    desk.run(5)
    desk.click(page.unpaced)
    assert desk.window.practise.currentWidget() is desk.window.practise.trainer
    assert session.flow.pacer.rate_at(desk.clock.now_ns()) is None
    desk.press(Qt.Key.Key_U)
    desk.press(Qt.Key.Key_Escape)
    assert isinstance(desk.window.practise.currentWidget(), SummaryPage)
    desk.click(desk.window.practise.currentWidget().done)
    assert desk.events() == ["start", "discomfort", "resume", "discomfort", "stop"]


def test_marks_land_in_the_recording(desk: Desk) -> None:
    desk.begin()
    desk.run(5)
    desk.press(Qt.Key.Key_M)
    desk.click(desk.window.practise.trainer.controls.mark)
    desk.press(Qt.Key.Key_Space)
    assert desk.window.practise.session.stage is Stage.PAUSED, "a click must not take Space away from pause"
    desk.press(Qt.Key.Key_Escape)
    desk.click(desk.window.practise.currentWidget().done)
    assert sum(line["k"] == "mark" for line in desk.recording().lines) == 2


def test_closing_in_mid_session_ends_the_recording_cleanly(desk: Desk) -> None:
    desk.begin()
    desk.run(25)
    desk.window.close()
    desk.settle()
    assert desk.events() == ["start", "stop"]
    assert whole(desk.recording())


def test_a_full_disk_is_said_and_nothing_is_lost(desk: Desk) -> None:
    desk.begin()
    desk.run(10)
    trainer = desk.window.practise.trainer
    assert trainer is not None
    desk.feed.disk_full = True
    desk.run(3)
    assert desk.wait_for(lambda: desk.window.practise.model.state.disk != "ok")
    desk.run(1)
    assert "disk is full" in trainer.notice.text.lower()
    desk.feed.disk_full = False
    assert desk.wait_for(lambda: desk.window.practise.model.state.disk == "ok")
    desk.run(5)
    assert trainer.notice.text == ""
    desk.press(Qt.Key.Key_Escape)
    desk.click(desk.window.practise.currentWidget().done)
    assert whole(desk.recording())
    assert sum(line["k"] == "n" for line in desk.recording().lines) >= 19


def test_without_a_strap_the_session_is_recorded_all_the_same(desk: Desk) -> None:
    desk.begin(HeartKind.NONE)
    desk.run(75)
    trainer = desk.window.practise.trainer
    assert trainer is not None
    assert trainer.panel.signal_card._value.text() == "No strap"
    desk.run(235)
    desk.click(desk.window.practise.currentWidget().done)
    assert whole(desk.recording())
    assert any(line["k"] == "pace" for line in desk.recording().lines)


def test_no_bluetooth_offers_the_ways_on(desk: Desk) -> None:
    desk.window.change_settings(strap_address="AA:BB", strap_name="My strap")
    good = desk.new_feed
    desk.new_feed = lambda heart, clock, parent: (
        BrokenFeed(clock, "Bluetooth is off.", parent)
        if heart.kind is HeartKind.STRAP
        else good(heart, clock, parent)
    )
    choose = desk.window.practise.choose
    desk.click(choose.begin)
    ready = desk.window.practise.currentWidget()
    assert "Bluetooth is off" in ready.notice.text
    desk.click(ready.simulated)
    desk.press(Qt.Key.Key_Space)
    desk.run(10)
    assert desk.window.practise.model.estimate is not None


def test_no_sound_is_said_and_the_session_goes_on(desk: Desk) -> None:
    class NoDevice(Silence):
        def start(self) -> None:
            session = desk.window.practise.session
            assert session is not None
            session.say("No sound device was found.")

    desk.sound = NoDevice()
    desk.begin()
    desk.run(1)
    trainer = desk.window.practise.trainer
    assert trainer is not None
    assert "No sound device" in trainer.notice.text
    desk.run(10)
    assert trainer.notice.text == ""


def test_check_ins_before_and_after_are_recorded(desk: Desk) -> None:
    desk.window.change_settings(with_checkin=True)
    practise = desk.window.practise
    choose = practise.choose
    choose.choose_simulated()
    desk.click(choose.begin)
    before = practise.currentWidget()
    assert isinstance(before, CheckinPage)
    before.ratings[0].slider.setFocus()
    for _ in range(4):
        desk.press(Qt.Key.Key_Right)
    desk.click(before.on)
    desk.press(Qt.Key.Key_Space)
    desk.run(5)
    desk.press(Qt.Key.Key_Escape)
    after = practise.currentWidget()
    assert isinstance(after, CheckinPage)
    desk.click(after.skip)
    desk.click(practise.currentWidget().done)
    lines = [line for line in desk.recording().lines if line["k"] == "checkin"]
    assert [(line["when"], line["items"]) for line in lines] == [("before", {"calm": 3})]


def test_a_found_strap_is_remembered(desk: Desk) -> None:
    desk.scanner = lambda: ListScanner([Found("AA:01", "Strap one", -50), Found("AA:02", "", -90)])
    desk.click(desk.window.practise.choose.strap)
    picker = desk.window.findChild(StrapPicker)
    assert picker is not None
    assert picker.list.count() == 2
    picker.list.setCurrentRow(0)
    desk.click(picker.use)
    assert desk.window.settings.strap_address == "AA:01"
    assert desk.window.practise.choose.heart.currentText() == "Strap one"


def test_a_scan_without_bluetooth_offers_replay_and_simulation(desk: Desk) -> None:
    desk.scanner = lambda: ListScanner([], "Bluetooth is switched off.")
    desk.click(desk.window.practise.choose.strap)
    picker = desk.window.findChild(StrapPicker)
    assert picker is not None
    assert "Bluetooth is switched off." in picker.notice.text
    desk.click(picker.simulated)
    assert desk.window.practise.choose.heart.currentData().kind is HeartKind.SIMULATED


def test_backing_out_of_a_session_leaves_a_whole_recording(desk: Desk) -> None:
    choose = desk.window.practise.choose
    choose.choose_simulated()
    desk.click(choose.begin)
    desk.press(Qt.Key.Key_Escape)
    assert desk.window.practise.currentWidget() is choose
    assert whole(desk.recording())


def test_the_pacer_is_where_the_clock_says(desk: Desk) -> None:
    desk.begin()
    desk.run(60)
    session = desk.window.practise.session
    trainer = desk.window.practise.trainer
    for _ in range(50):
        desk.run(0.1)
        shown = trainer.pacer.view.position
        true = session.flow.pacer.position(desk.clock.now_ns())
        assert shown.level == pytest.approx(true.level)


def test_plus_and_minus_change_the_pace_without_a_jump(desk: Desk) -> None:
    desk.window.change_settings(ease_in=False)
    desk.begin()
    desk.run(80)
    session = desk.window.practise.session
    before = session.flow.pacer.position(desk.clock.now_ns())
    desk.press(Qt.Key.Key_Minus)
    after = session.flow.pacer.position(desk.clock.now_ns())
    assert after.rate_per_min == pytest.approx(5.75)
    assert after.level == pytest.approx(before.level, abs=1e-6)
    assert "5.75" in desk.window.practise.trainer.notice.text
    desk.press(Qt.Key.Key_Plus)
    assert session.flow.pacer.rate_at(desk.clock.now_ns()) == pytest.approx(6.0)


def paces(desk: Desk) -> list[tuple[float, float | None]]:
    return [
        (line["rate_per_min"], line.get("ramp", {}).get("to_rate_per_min"))
        for line in desk.recording().lines
        if line["k"] == "pace" and line["rate_per_min"] is not None
    ]


def test_every_practice_eases_in_from_the_usual_start_when_no_breath_is_measured_and_can_be_held(
    desk: Desk,
) -> None:
    desk.window.change_settings(minutes=10.0)
    desk.begin(HeartKind.NONE)
    practise = desk.window.practise
    desk.run(150)
    assert practise.session is not None
    assert practise.trainer is not None
    flow = practise.session.flow
    before = flow.pacer.rate_at(desk.clock.now_ns())
    desk.press(Qt.Key.Key_H)
    desk.run(30)
    after = flow.pacer.rate_at(desk.clock.now_ns())
    desk.press(Qt.Key.Key_Escape)
    assert paces(desk) == [(7.75, 6.0), (pytest.approx(before), None)]
    assert after == pytest.approx(before)


def test_a_slow_breath_that_only_the_heartbeat_shows_is_not_known_soon_enough_to_do_without_easing_in(
    desk: Desk,
) -> None:
    desk.begin()
    desk.run(200)
    desk.press(Qt.Key.Key_Escape)
    assert paces(desk) == [(pytest.approx(6.875), pytest.approx(6.0))]


def test_a_pace_of_ones_own_choosing_starts_at_once_without_easing_in(desk: Desk) -> None:
    desk.window.change_settings(ease_in=False)
    desk.begin()
    desk.run(200)
    desk.press(Qt.Key.Key_Escape)
    assert paces(desk) == [(pytest.approx(6.0), None)]


def test_pauses_are_off_until_ticked_and_remembered_for_that_practice(desk: Desk) -> None:
    choose = desk.window.practise.choose
    desk.window.change_settings(ease_in=False)
    keys = [practice.key for practice in choose._practices]
    assert not choose.pauses.isVisible()
    choose.list.setCurrentRow(keys.index("box_breathing"))
    desk.settle()
    assert choose.pauses.isVisible()
    assert choose.pauses_note.isVisible()
    assert not choose.pauses.box.isChecked()
    assert "pause" not in choose.pace.text()
    desk.click(choose.pauses.box)
    assert "pause 4" in choose.pace.text()
    choose.list.setCurrentRow(keys.index("four_seven_eight"))
    desk.settle()
    assert not choose.pauses.box.isChecked()
    choose.list.setCurrentRow(keys.index("box_breathing"))
    desk.settle()
    assert choose.pauses.box.isChecked()
    desk.begin()
    desk.run(200)
    desk.press(Qt.Key.Key_Escape)
    paced = [line for line in desk.recording().lines if line["k"] == "pace" and line["rate_per_min"]]
    assert paced[0]["shares"] == pytest.approx([0.25] * 4)


def test_numbers_go_when_packets_come_without_beats(desk: Desk) -> None:
    desk.begin()
    desk.run(60)
    practise = desk.window.practise
    assert practise.trainer is not None
    assert practise.trainer.panel.heart._value.text().endswith("bpm")
    desk.feed.beating = False
    desk.run(9)
    practise.trainer.show_words(desk.clock.now_ns(), 10.0)
    assert practise.trainer.panel.heart._value.text() == "–"
    assert practise.trainer.panel.signal_card._value.text() == "No fresh beats"
    desk.feed.beating = True
    desk.run(9)
    practise.trainer.show_words(desk.clock.now_ns(), 10.0)
    assert practise.trainer.panel.heart._value.text().endswith("bpm")


def test_the_summary_that_went_along_is_the_recordings(desk: Desk) -> None:
    desk.begin()
    desk.run(150)
    desk.press(Qt.Key.Key_Space)
    desk.run(5)
    desk.press(Qt.Key.Key_Space)
    desk.run(60)
    desk.press(Qt.Key.Key_Escape)
    practise = desk.window.practise
    assert practise.model is not None
    reader = practise.model.follower
    assert isinstance(reader, SummaryReader)
    along = reader.summary()
    desk.wait_for(lambda: practise.currentWidget().shown)
    desk.click(practise.currentWidget().done)
    assert along == summarise(desk.recording().lines)
    assert along.parts[-1].hr_bpm is not None
