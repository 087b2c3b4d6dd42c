"""Pictures of what befalls a session: no data yet, off the pace, contact gone, a full disk, an offer, a replay; and the ends of long pages."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from outbreath_app.assess.proposing import PaceSeen
from outbreath_app.stream.bundled import bundled_folder
from outbreath_app.ui.shell.rail import Place
from outbreath_app.ui.straps.finding import Found, StrapPicker
from support.desk import Desk, ListScanner
from support.paced_heart import PERSON, PacedFeed

Shot = Callable[[str, QWidget | None], None]


class Searching(ListScanner):
    """A scan that has not ended."""

    def start(self) -> None:
        for strap in self._straps:
            self.found.emit(strap)


def everything(desk: Desk, shot: Shot) -> None:
    """All of them, from the page of practices and back to it."""
    kept = desk.new_feed
    desk.window.change_settings(
        strap_address="", strap_name="", with_checkin=False, practice="soothing_rhythm"
    )
    desk.window.show_place(Place.PRACTISE)
    ends_of_pages(desk, shot)
    straps(desk, shot)
    troubles(desk, shot)
    off_pace(desk, shot)
    offers(desk, shot)
    desk.new_feed = kept
    without_strap(desk, shot)
    replayed(desk, shot)
    desk.window.change_settings(practice="soothing_rhythm", minutes=5.0, with_checkin=False)
    desk.window.show_place(Place.PRACTISE)


def choose(desk: Desk, key: str, minutes: float | None = 5.0) -> None:
    """Take a practice by its key."""
    desk.window.change_settings(practice=key, minutes=minutes)
    page = desk.window.practise.choose
    page.show_settings(desk.window.settings)
    page.show_practices(page._practices)
    desk.settle()


def ends_of_pages(desk: Desk, shot: Shot) -> None:
    practise = desk.window.practise
    for key in ("box_breathing", "resonance", "grounding"):
        choose(desk, key)
        shot(f"choose-{key}", None)
    to_end(practise.choose)
    shot("choose-end", None)
    choose(desk, "soothing_rhythm")
    practise.edit()
    page = practise.currentWidget()
    desk.run(3)
    to_end(page)
    shot("editor-end", None)
    page.pace.hold_in.setValue(80)
    page.pace.rate.setValue(150)
    desk.settle()
    shot("editor-no-time", None)
    desk.click(page.as_text)
    page.text.setPlainText(page.text.toPlainText().replace("minutes = ", "minuts = "))
    desk.click(page.save)
    desk.wait_for(lambda: False, 50)
    shot("editor-problem", None)
    page.back_wanted.emit()
    desk.window.show_place(Place.SETTINGS)
    settings = desk.window.settings_page
    to_end(settings, 0.45)
    shot("settings-middle", None)
    to_end(settings)
    shot("settings-end", None)
    to_end(settings, 0.0)
    desk.window.show_place(Place.PRACTISE)


def to_end(page: QWidget, share: float = 1.0) -> None:
    bar = page.verticalScrollBar()
    bar.setValue(round(share * bar.maximum()))


def straps(desk: Desk, shot: Shot) -> None:
    several = [
        Found("C4:11", "Polar H10 8A3F", -52, known=True, last_used=True),
        Found("D0:22", "HRM-Dual:0412", -74, known=True),
        Found("E1:33", "TICKR", -90),
        Found("E1:34", "TICKR", None, connected=True),
    ]
    for name, scanner in (
        ("searching", Searching([])),
        ("several", Searching(several)),
        ("none", ListScanner([])),
    ):
        desk.scanner = lambda scanner=scanner: scanner
        desk.window.practise.pick_strap()
        desk.settle()
        picker = [each for each in desk.window.findChildren(StrapPicker) if each.isVisible()][-1]
        shot(f"straps-{name}", picker)
        picker.reject()
        desk.settle()


def troubles(desk: Desk, shot: Shot) -> None:
    """From the first seconds to a full disk."""
    desk.begin()
    desk.run(2)
    shot("trainer-first-seconds", None)
    desk.run(90)
    shot("trainer-ramp", None)
    desk.feed.contact = False
    desk.run(6)
    shot("trainer-no-contact", None)
    desk.feed.contact = True
    desk.feed.beating = False
    desk.run(8)
    shot("trainer-no-beats", None)
    desk.feed.beating = True
    desk.feed.disk_full = True
    desk.run(3)
    desk.wait_for(lambda: desk.window.practise.model.state.disk != "ok")
    desk.run(1)
    shot("trainer-disk-full", None)
    desk.feed.disk_full = False
    desk.wait_for(lambda: desk.window.practise.model.state.disk == "ok")
    desk.run(2)
    desk.press(Qt.Key.Key_U)
    desk.click(desk.window.practise.currentWidget().easier)
    desk.run(12)
    shot("trainer-easier", None)
    end(desk)


def off_pace(desk: Desk, shot: Shot) -> None:
    """A person who breathes as they like, with a check-in before and after."""
    desk.new_feed = lambda heart, clock, parent: PacedFeed(
        heart, clock, desk.folder / f"off-{len(desk.feeds)}.jsonl", PERSON, parent
    )
    desk.window.change_settings(with_checkin=True)
    practise = desk.window.practise
    practise.choose.choose_simulated()
    desk.click(practise.choose.begin)
    for rating in practise.currentWidget().ratings:
        rating.slider.setValue(4)
    desk.click(practise.currentWidget().on)
    desk.press(Qt.Key.Key_Space)
    desk.feed.lapse(True)
    desk.run(150)
    shot("trainer-off-pace", None)
    desk.press(Qt.Key.Key_Escape)
    for rating in practise.currentWidget().ratings:
        rating.slider.setValue(7)
    desk.click(practise.currentWidget().on)
    page = practise.currentWidget()
    desk.wait_for(lambda: page.shown, 3000)
    shot("summary-off-pace", None)
    to_end(page)
    shot("summary-end", None)
    desk.click(page.done)
    desk.window.change_settings(with_checkin=False)


def offers(desk: Desk, shot: Shot) -> None:
    """A pace put forward, and an open practice that waits to be ended."""
    seen = desk.services.paces_seen
    desk.services.paces_seen = lambda: [PaceSeen(6.0, 4.5)] * 4
    desk.window.change_settings(propose_pace=True)
    choose(desk, "resonance", 10.0)
    desk.begin()
    desk.run(5)
    session = desk.window.practise.session
    desk.wait_for(lambda: session.proposals is not None and session.proposals.seen is not None)
    desk.run(1)
    shot("trainer-offer", None)
    end(desk)
    desk.services.paces_seen = seen
    desk.window.change_settings(propose_pace=False)
    choose(desk, "compassionate_self", None)
    desk.begin()
    desk.run(150)
    shot("trainer-open", None)
    end(desk)


def without_strap(desk: Desk, shot: Shot) -> None:
    choose(desk, "soothing_rhythm")
    page = desk.window.practise.choose
    page.heart.setCurrentIndex(page.heart.count() - 1)
    desk.click(page.begin)
    shot("ready-no-strap", None)
    desk.press(Qt.Key.Key_Space)
    assert desk.window.practise.session is not None
    desk.run(80)
    shot("trainer-no-strap", None)
    desk.press(Qt.Key.Key_Escape)
    page = desk.window.practise.currentWidget()
    desk.wait_for(lambda: page.shown, 3000)
    shot("summary-no-strap", None)
    desk.click(page.done)
    desk.window.practise.choose.choose_simulated()


def replayed(desk: Desk, shot: Shot) -> None:
    desk.window.open_replay(bundled_folder() / "practice-6-per-min.jsonl", 10.0)
    desk.run(12)
    shot("replay", None)
    desk.run(60)
    shot("replay-over", None)
    desk.window.end_replay()


def end(desk: Desk) -> None:
    """Stop the session and leave its summary."""
    desk.press(Qt.Key.Key_Escape)
    desk.click(desk.window.practise.currentWidget().done)
