"""Pictures of People, the passphrase and the locked folder in the real window, with made-up people who have sessions."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from PySide6.QtWidgets import QDialog, QWidget

from outbreath_app.catalogue.whole_sessions import move_session
from outbreath_app.paths import RECORDINGS
from outbreath_app.storage.people import People
from outbreath_app.ui.shell.rail import Place
from support.desk import Desk

Shot = Callable[[str, QWidget | None], None]
WORDS = "acorn birch cedar daisy elder fern gorse hazel ivy juniper kelp linden"


def people_states(desk: Desk, shot: Shot) -> None:
    """A list with sessions, its dialogs, the access log, the passphrase in its steps and the locked folder, which comes last."""
    people = People(desk.folder)
    person = people.add(
        "Juniper B.", "Agreed on paper on 3 May 2026.", "Prefers mornings. Breathes through the nose."
    )
    people.add("Rowan, who comes on Thursdays with her daughter", "", "")
    people.archive(people.add("Ash", "Agreed by letter.", ""), True)
    for path in sorted((desk.folder / RECORDINGS).glob("2026-11-*.jsonl"))[:4]:
        move_session(desk.folder, path, person.id)
    desk.window.change_settings(clinician=True, person=person.id)
    desk.window.show_place(Place.REVIEW)
    sessions = desk.window.places[Place.REVIEW].sessions
    desk.wait_for(lambda: not sessions.waiting, 60_000)
    shot("review-of-a-person", None)
    sessions.whose.setCurrentIndex(1)
    sessions.whose.activated.emit(1)
    desk.wait_for(lambda: not sessions.waiting, 60_000)
    shot("review-everyone", None)
    desk.window.show_place(Place.PEOPLE)
    page = desk.window.places[Place.PEOPLE]
    page.archived.setChecked(True)
    page.refresh()
    shot("people-filled", None)
    page._choose(person.id)
    _over(desk, shot, page.log.click, "people-log")
    _over(desk, shot, page.add.click, "people-new")
    _over(desk, shot, page.change.click, "people-change")
    _over(desk, shot, page.export.click, "people-export")
    _deleted(desk, shot, page.delete.click)
    _passphrase(desk, shot)


def _dialog(desk: Desk) -> QDialog:
    desk.settle()
    return [each for each in desk.window.findChildren(QDialog) if each.isVisible()][-1]


def _over(desk: Desk, shot: Shot, opens: Callable[[], None], name: str) -> None:
    opens()
    found = _dialog(desk)
    shot(name, found)
    found.reject()
    desk.settle()


def _deleted(desk: Desk, shot: Shot, opens: Callable[[], None]) -> None:
    opens()
    found = _dialog(desk)
    shot("people-delete-filled", found)
    found.go.click()
    desk.wait_for(lambda: not found.working, 20_000)
    shot("people-deleted", found)
    found.reject()
    desk.settle()


def _passphrase(desk: Desk, shot: Shot) -> None:
    """From none to protected, as a person would do it, and out again."""
    from outbreath_app.storage.keys import lock_all
    from outbreath_app.ui.shell.places import open_privacy

    open_privacy(desk.window)
    found = _dialog(desk)
    found.fresh.setText("too short")
    found.go_on.click()
    shot("passphrase-refused", found)
    for field in (found.fresh, found.again):
        field.setText("seven quiet rivers at dusk")
    found.go_on.click()
    desk.wait_for(lambda: not found.working, 60_000)
    numbered = zip(found.words.text().splitlines(), WORDS.split(), strict=True)
    found.words.setText("\n".join(line.rpartition(" ")[0] + f" {word}" for line, word in numbered))
    shot("passphrase-words", found)
    found.written.click()
    found.go_on.click()
    desk.wait_for(lambda: not found.working, 60_000)
    shot("passphrase-turned", found)
    found.reject()
    desk.window.guard.lock()
    desk.settle()
    page = desk.window.stack.currentWidget()
    page.passphrase.setText("not this one")
    page.open.click()
    desk.wait_for(lambda: page._work is None, 60_000)
    page.lost.click()
    shot("locked-lost", None)
    lock_all()
