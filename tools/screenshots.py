"""Pictures of the real window, made offscreen on a manual clock.

python tools/screenshots.py            the few for the README and the docs, into docs/images
python tools/screenshots.py --all DIR  every page and state, theme, size and text scale, into DIR
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))

import screenshots_practise  # noqa: E402
import screenshots_review  # noqa: E402
from PySide6.QtCore import Qt  # noqa: E402
from PySide6.QtWidgets import QDialog, QWidget  # noqa: E402

from outbreath_app.paths import RECORDINGS  # noqa: E402
from outbreath_app.settings import Settings  # noqa: E402
from outbreath_app.ui.looks.theme import ThemeName  # noqa: E402
from outbreath_app.ui.practise.choosing.request import HeartKind  # noqa: E402
from outbreath_app.ui.shell.application import make_application  # noqa: E402
from outbreath_app.ui.shell.rail import Place  # noqa: E402
from outbreath_app.ui.straps.finding import Found, StrapPicker  # noqa: E402
from support.desk import BrokenFeed, Desk, ListScanner  # noqa: E402
from support.paced_heart import PERSON, PacedFeed  # noqa: E402

Shot = Callable[[str, QWidget | None], None]


def states(desk: Desk, shot: Shot) -> None:
    """Walk through every page and state, taking a picture of each."""
    window, practise = desk.window, desk.window.practise
    window.show_welcome()
    page = window.stack.currentWidget()
    for index in range(3):
        shot(f"welcome-{index + 1}", None)
        desk.click(page.on)
    shot("choose", None)
    practise.edit()
    desk.run(3)
    shot("editor", None)
    desk.click(practise.currentWidget().as_text)
    shot("editor-text", None)
    practise.currentWidget().back_wanted.emit()
    window.change_settings(with_checkin=True)
    practise.choose.choose_simulated()
    desk.click(practise.choose.begin)
    practise.currentWidget().ratings[0].slider.setValue(6)
    shot("check-in", None)
    desk.click(practise.currentWidget().skip)
    desk.run(10)  # whole breaths, so that the simulated heart goes with the pacer
    shot("ready", None)
    desk.press(Qt.Key.Key_Space)
    session_states(desk, shot)
    desk.press(Qt.Key.Key_U)
    shot("unwell", None)
    desk.press(Qt.Key.Key_Escape)
    shot("check-out", None)
    desk.click(practise.currentWidget().skip)
    desk.wait_for(lambda: practise.currentWidget().shown, 3000)
    shot("summary", None)
    desk.click(practise.currentWidget().done)
    dialogs(desk, shot)
    places(desk, shot)
    screenshots_practise.everything(desk, shot)
    assessments(desk, shot)
    private(desk, shot)


def session_states(desk: Desk, shot: Shot) -> None:
    """The trainer in its views and troubles."""
    window, trainer = desk.window, desk.window.practise.trainer
    assert trainer is not None
    desk.run(20)
    shot("trainer-settling", None)
    desk.run(180)
    shot("trainer", None)
    for face in ("line", "quiet"):
        trainer.controls.face_wanted.emit(face)
        desk.run(1)
        shot(f"trainer-{face}", None)
    trainer.controls.face_wanted.emit("orb")
    for detail in ("calm", "detailed", "clinician"):
        trainer.controls.detail_wanted.emit(detail)
        desk.run(3)
        shot(f"trainer-{detail}", None)
    trainer.controls.detail_wanted.emit("standard")
    window.change_settings(reduced_motion=True, show_counts=True)
    desk.run(5)
    shot("trainer-reduced-motion-counts", None)
    window.change_settings(reduced_motion=False, show_counts=False)
    desk.feed.lose()
    desk.run(7)
    shot("trainer-strap-lost", None)
    desk.feed.regain()
    desk.run(5)
    desk.press(Qt.Key.Key_Space)
    desk.run(2)
    shot("trainer-paused", None)
    desk.press(Qt.Key.Key_Space)


def dialogs(desk: Desk, shot: Shot) -> None:
    """The windows that open over a page, and the page without Bluetooth."""
    window, practise = desk.window, desk.window.practise
    desk.scanner = lambda: ListScanner(
        [Found("C4:11", "Polar H10 8A3F", -52), Found("D0:22", "HRM-Dual:0412", -88)]
    )
    practise.pick_strap()
    dialog(desk, StrapPicker, "straps", shot)
    desk.scanner = lambda: ListScanner([], "Bluetooth is switched off.")
    practise.pick_strap()
    dialog(desk, StrapPicker, "straps-no-bluetooth", shot)
    from outbreath_app.ui.shell.replays import ReplayPicker

    window.pick_replay()
    dialog(desk, ReplayPicker, "replays", shot)
    window.change_settings(strap_address="C4:11", strap_name="Polar H10 8A3F", with_checkin=False)
    kept = desk.new_feed
    desk.new_feed = lambda heart, clock, parent: (
        BrokenFeed(clock, "Bluetooth is switched off.", parent)
        if heart.kind is HeartKind.STRAP
        else kept(heart, clock, parent)
    )
    practise.choose.heart.setCurrentIndex(0)
    desk.click(practise.choose.begin)
    shot("ready-no-bluetooth", None)
    practise.leave()


def dialog(desk: Desk, kind: type[QDialog], name: str, shot: Shot) -> None:
    desk.settle()
    found = [each for each in desk.window.findChildren(kind) if each.isVisible()]
    shot(name, found[-1])
    found[-1].reject()
    desk.settle()


def places(desk: Desk, shot: Shot) -> None:
    for place in (Place.ASSESS, Place.REVIEW, Place.SETTINGS):
        desk.window.show_place(place)
        desk.settle()
        sessions = getattr(desk.window.places[place], "sessions", None)
        if sessions is not None:
            desk.wait_for(lambda sessions=sessions: not sessions.waiting)
        shot(str(place), None)
    desk.window.show_place(Place.PRACTISE)


def assessments(desk: Desk, shot: Shot) -> None:
    """The quick assessment from before to its answer: a pace, flat, not known; and a stepped one that goes wrong."""
    window = desk.window
    kept = desk.new_feed
    (desk.folder / RECORDINGS).mkdir(exist_ok=True)
    person = [PERSON]
    desk.new_feed = lambda heart, clock, parent: PacedFeed(
        heart, clock, desk.folder / f"assessed-{len(desk.feeds)}.jsonl", person[0], parent
    )
    window.change_settings(strap_address="", strap_name="")
    for name, who in (("pace", PERSON), ("flat", replace(PERSON, sharpness=0.0)), ("unknown", PERSON)):
        person[0] = who
        page = assess_begin(desk, 0, shot if name == "pace" else None)
        desk.feed.lapse(name == "unknown")
        if name == "pace":
            desk.run(150, fps=2)
            shot("assess-during", None)
            desk.press(Qt.Key.Key_Space)
            desk.run(1)
            shot("assess-paused", None)
            desk.press(Qt.Key.Key_Space)
        desk.run(605, fps=2)
        page = window.practise.currentWidget()
        desk.wait_for(lambda page=page: page.shown, 9000)
        shot(f"assess-answer-{name}", None)
        if name == "pace":
            desk.press(Qt.Key.Key_Right, page.curve)
            page.curve.setFocus()
            page.six.click()
            desk.settle()
            page.ensureWidgetVisible(page.criteria)
            shot("assess-criteria", None)
        page.done_wanted.emit()
    assess_begin(desk, 1, None)
    desk.feed.lapse(True)
    desk.run(125, fps=2)
    shot("assess-refused", None)
    window.practise.session.stop()
    window.practise.leave()
    window.show_place(Place.ASSESS)
    desk.wait_for(lambda: window.places[Place.ASSESS].earlier.count() > 2, 9000)
    window.places[Place.ASSESS].ensureWidgetVisible(window.places[Place.ASSESS].earlier)
    shot("assess-earlier", None)
    desk.new_feed = kept
    window.show_place(Place.PRACTISE)


def assess_begin(desk: Desk, row: int, shot: Shot | None) -> None:
    """From the Assess place to the running session."""
    window = desk.window
    window.show_place(Place.ASSESS)
    page = window.places[Place.ASSESS]
    page.list.setCurrentRow(row)
    desk.settle()
    if shot is not None:
        shot("assess-stepped", None) if row else shot("assess-quick", None)
    page.begin.click()
    desk.run(2)
    if shot is not None:
        shot("assess-ready", None)
    desk.press(Qt.Key.Key_Space)


def private(desk: Desk, shot: Shot) -> None:
    """Clients, the passphrase, and the page before a locked folder. Last, for the folder is locked afterwards."""
    from outbreath_app.storage.encrypting import turn_on
    from outbreath_app.storage.keys import lock_all, use_key
    from outbreath_app.storage.people import People
    from outbreath_app.storage.protection import new_protection
    from outbreath_app.ui.people.dialogs import DeleteDialog, PersonDialog
    from outbreath_app.ui.privacy.dialog import PassphraseDialog
    from outbreath_app.ui.shell.places import open_privacy

    window, people = desk.window, People(desk.folder)
    person = people.add("Juniper B.", "Agreed on paper on 3 May.", "Prefers mornings.")
    window.change_settings(clinician=True, person=person.id)
    window.show_place(Place.PEOPLE)
    shot("people", None)
    for made in (PersonDialog(people, person, window), DeleteDialog(people, person, window)):
        made.open()
        dialog(desk, type(made), f"people-{type(made).__name__.removesuffix('Dialog').lower()}", shot)
    open_privacy(window)
    dialog(desk, PassphraseDialog, "passphrase", shot)
    protection, key = new_protection("correct horse battery", "words")
    use_key(key)
    turn_on(desk.folder, protection, key)
    open_privacy(window)
    dialog(desk, PassphraseDialog, "passphrase-protected", shot)
    window.guard.lock()
    shot("locked", None)
    lock_all()


def run(
    settings: Settings, size: tuple[int, int], shot_in: Path, prefix: str, only: set[str] | None
) -> Iterator[Path]:
    """Every state with these settings and this size; yields the files written."""
    written: list[Path] = []
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(Path(folder), settings)
        desk.window.resize(*size)
        desk.window.dress()  # as it does by itself once the size has settled
        desk.settle()

        def shot(name: str, widget: QWidget | None) -> None:
            if only is not None and name not in only:
                return
            desk.settle()
            path = shot_in / f"{prefix}{name}.png"
            (widget or desk.window).grab().save(str(path))
            written.append(path)

        states(desk, shot)
        desk.close()
    yield from written


def base(**values: object) -> Settings:
    return Settings(welcomed=True, language="en", minutes=5.0, with_checkin=False).changed(**values)


def everything(folder: Path) -> None:
    """All themes at one size; the light one at all sizes and at 200 and 300 %; the second language once."""
    folder.mkdir(parents=True, exist_ok=True)
    plans: list[tuple[str, Settings, tuple[int, int]]] = [
        (str(theme).replace(" ", "-"), base(theme=str(theme)), (1000, 700)) for theme in list(ThemeName)[1:]
    ]
    plans += [(f"{w}x{h}", base(theme="light"), (w, h)) for w, h in ((900, 600), (1600, 1000), (2560, 1440))]
    plans += [(f"text-{pct}", base(theme="light", text_scale=pct / 100), (1280, 800)) for pct in (200, 300)]
    plans.append(("de", base(theme="light", language="de"), (1000, 700)))
    plans.append(("de-900x600", base(theme="light", language="de"), (900, 600)))
    plans.append(("de-text-200", base(theme="light", language="de", text_scale=2.0), (900, 600)))
    for name, settings, size in plans:
        made = list(run(settings, size, folder, f"{name}_", None))
        print(f"{name}: {len(made)} pictures")
    screenshots_review.everything(folder)


def chosen(folder: Path) -> None:
    """The pictures the README and the docs show."""
    folder.mkdir(parents=True, exist_ok=True)
    for path in run(
        base(theme="light"), (1000, 700), folder, "", {"trainer", "choose", "summary", "trainer-line"}
    ):
        print(path)
    for path in run(base(theme="dark"), (1600, 1000), folder, "dark-", {"trainer"}):
        print(path)
    screenshots_review.chosen(folder)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--all", type=Path, metavar="DIR", help="every page and state, into DIR")
    args = parser.parse_args()
    make_application()
    if args.all:
        everything(args.all)
    else:
        chosen(ROOT / "docs" / "images")


if __name__ == "__main__":
    main()
