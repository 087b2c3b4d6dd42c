"""Clients in the window: added, worked with, put away, carried and deleted, by keyboard as by mouse."""

from __future__ import annotations

import json
import shutil

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from outbreath_app.settings import Settings
from outbreath_app.storage.people import People
from outbreath_app.stream.bundled import bundled_folder
from outbreath_app.ui.people.archive_dialogs import ExportDialog, ImportDialog
from outbreath_app.ui.people.dialogs import DeleteDialog, LogDialog, PersonDialog
from outbreath_app.ui.people.page import PeoplePage
from outbreath_app.ui.shell.rail import Place
from support.desk import Desk


@pytest.fixture
def clinic(app, tmp_path):
    (tmp_path / "recordings").mkdir()
    made = Desk(
        tmp_path, Settings(welcomed=True, clinician=True, with_checkin=False, minutes=5.0, language="en")
    )
    yield made
    made.close()


def page(desk: Desk) -> PeoplePage:
    desk.window.show_place(Place.PEOPLE)
    desk.settle()
    found = desk.window.places[Place.PEOPLE]
    assert isinstance(found, PeoplePage)
    return found


def type_in(desk: Desk, field: QLineEdit, text: str) -> None:
    field.setFocus()
    QTest.keyClicks(field, text)
    desk.settle()


def add(desk: Desk, name: str) -> str:
    shown = page(desk)
    desk.click(shown.add)
    dialog = shown.findChildren(PersonDialog)[-1]
    type_in(desk, dialog.name, name)
    dialog.consent.setPlainText("agreed on paper")
    desk.press(Qt.Key.Key_Return, dialog.name)
    desk.settle()
    return People(desk.folder).find(name).id


def test_outside_clinician_mode_nobody_else_is_mentioned(desk: Desk) -> None:
    desk.window.show_place(Place.PEOPLE)
    assert Place.PEOPLE not in desk.window.places
    assert desk.window.rail.person.isHidden()
    assert desk.window.services.person == "me"
    desk.window.show_place(Place.SETTINGS)
    desk.window.settings_page.ensureWidgetVisible(desk.window.settings_page.clinician)
    desk.settle()
    desk.click(desk.window.settings_page.clinician)
    assert desk.window.settings.clinician
    assert desk.window.rail.person.text() == "At hand: Myself"
    page(desk)


def test_a_person_is_added_and_at_hand_in_every_place(clinic: Desk) -> None:
    key = add(clinic, "Juniper")
    shown = page(clinic)
    assert [shown.list.item(row).text() for row in range(2)] == ["Myself  (at hand)", "Juniper"]
    assert shown.consent.text() == "Consent: agreed on paper"
    shown.list.setCurrentRow(1)
    clinic.press(Qt.Key.Key_Return, shown.list)
    clinic.settle()
    assert clinic.window.services.person == key
    assert clinic.window.rail.person.text() == "At hand: Juniper"
    kept = json.loads((clinic.folder / "settings.json").read_text())
    assert kept["person"] == key
    assert "Juniper" not in json.dumps(kept)
    assert page(clinic).person.id == key
    assert not page(clinic).work.isEnabled()


def test_a_name_that_is_taken_is_refused_and_said(clinic: Desk) -> None:
    add(clinic, "Juniper")
    shown = page(clinic)
    clinic.click(shown.add)
    dialog = shown.findChildren(PersonDialog)[-1]
    type_in(clinic, dialog.name, "Juniper")
    clinic.click(dialog.save)
    assert dialog.isVisible()
    assert "already somebody" in dialog.notice.text
    clinic.press(Qt.Key.Key_Escape, dialog)
    assert not dialog.isVisible()


def test_a_clients_pace_stands_in_their_card_and_ones_own_stays(clinic: Desk) -> None:
    clinic.window.change_settings(own_rate_per_min=5.0)
    key = add(clinic, "Juniper")
    clinic.window.meet(key)
    assert clinic.window.settings.own_rate_per_min is None
    clinic.window.change_settings(own_rate_per_min=6.2)
    assert People(clinic.folder).find(key).pace_per_min == 6.2
    kept = json.loads((clinic.folder / "settings.json").read_text())
    assert kept["own_rate_per_min"] == 5.0
    clinic.window.meet("me")
    assert clinic.window.settings.own_rate_per_min == 5.0
    clinic.window.meet(key)
    assert clinic.window.settings.own_rate_per_min == 6.2


def test_renaming_the_person_at_hand_shows_everywhere_and_putting_away_lets_go(clinic: Desk) -> None:
    key = add(clinic, "Juniper")
    clinic.window.meet(key)
    shown = page(clinic)
    clinic.click(shown.change)
    dialog = shown.findChildren(PersonDialog)[-1]
    dialog.name.clear()
    type_in(clinic, dialog.name, "Rowan")
    clinic.click(dialog.save)
    clinic.settle()
    assert clinic.window.rail.person.text() == "At hand: Rowan"
    clinic.click(page(clinic).put_away)
    clinic.settle()
    assert clinic.window.services.person == "me"
    shown = page(clinic)
    assert shown.list.count() == 1
    clinic.click(shown.archived)
    assert shown.list.count() == 2


def test_somebody_is_deleted_with_proof_and_the_log_tells(clinic: Desk) -> None:
    key = add(clinic, "Juniper")
    people = People(clinic.folder)
    shutil.copy(bundled_folder() / "quiet-rest.jsonl", people.folder(key))
    clinic.window.meet(key)
    shown = page(clinic)
    clinic.click(shown.delete)
    dialog = clinic.window.findChildren(DeleteDialog)[-1]
    assert "Files of Juniper: 2" in dialog.said.text()
    clinic.click(dialog.go)
    assert clinic.wait_for(lambda: dialog._work is None, 20_000)
    clinic.settle()
    assert "none holds or names the person now" in dialog.said.text()
    assert f"people/{key}.json" in dialog.proof.toPlainText()
    clinic.click(dialog.close_button)
    clinic.settle()
    assert clinic.window.services.person == "me"
    assert people.all() == []
    shown = page(clinic)
    clinic.click(shown.log)
    log = shown.findChildren(LogDialog)[-1]
    assert [log.table.item(0, column).text() for column in (1, 2)] == [key, "deleted"]
    log.reject()


def test_an_archive_goes_out_sealed_and_comes_in_elsewhere(clinic: Desk, tmp_path) -> None:
    pytest.importorskip("cryptography")
    key = add(clinic, "Juniper")
    shutil.copy(bundled_folder() / "quiet-rest.jsonl", People(clinic.folder).folder(key))
    out = tmp_path / "juniper.zip"
    dialog = ExportDialog(People(clinic.folder), People(clinic.folder).find(key), clinic.window)
    dialog.open()
    clinic.settle()
    clinic.click(dialog.go)
    assert "8 characters" in dialog.notice.text
    type_in(clinic, dialog.fresh, "quiet green river")
    type_in(clinic, dialog.again, "quiet green river")
    dialog.export(out)
    assert clinic.wait_for(lambda: dialog._work is None, 20_000)
    assert dialog.notice.text.endswith("juniper.zip: 2.")
    assert b"Juniper" not in out.read_bytes()
    dialog.reject()
    people = People(clinic.folder)
    from outbreath_app.catalogue.sessions import Catalogue

    with Catalogue(clinic.folder) as catalogue:
        people.delete(people.find(key), catalogue.forget)
    shown = page(clinic)
    shown.refresh()
    shown.import_from(out)
    bring = shown.findChildren(ImportDialog)[-1]
    type_in(clinic, bring.secret, "quiet green rivet")
    clinic.click(bring.go)
    assert clinic.wait_for(lambda: "does not open" in bring.notice.text, 20_000)
    bring.secret.clear()
    type_in(clinic, bring.secret, "quiet green river")
    clinic.click(bring.go)
    assert clinic.wait_for(lambda: "New recordings: 1" in bring.notice.text, 20_000)
    bring.reject()
    assert shown.person.name == "Juniper"
    assert "Recordings: 1" in shown.facts.text()
