"""The list of straps: the one used last comes first, and namesakes are told apart by their address."""

from __future__ import annotations

import pytest
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QApplication

from outbreath_app.ui.straps import finding
from outbreath_app.ui.straps.finding import Found, Scanner, StrapPicker, strap_of
from outbreath_app.ui.words.reasons import REASONS
from outbreath_devices.ble import link_words as linkwords
from outbreath_devices.ble import radio
from outbreath_devices.strap.silence import WORDS


class SilentScanner(Scanner):
    def start(self) -> None:
        return

    def stop(self) -> None:
        return


def test_the_strap_used_last_comes_first_and_namesakes_show_their_address(app: QApplication) -> None:
    scanner = SilentScanner()
    picker = StrapPicker(scanner)
    for found in (
        Found("F0:00:00:00:00:01", "Polar H10", -60),
        Found("F0:00:00:00:00:02", "Polar H10", -70),
        Found("F0:00:00:00:00:03", "TICKR", -80, known=True, last_used=True),
        Found("F0:00:00:00:00:04", "Old one", -80, known=True),
        Found("F0:00:00:00:00:05", "Left on", None, connected=True),
    ):
        scanner.found.emit(found)
    texts = [picker.list.item(row).text() for row in range(picker.list.count())]
    assert texts[0].startswith("TICKR")
    assert "used last" in texts[0]
    assert "used before" in texts[1]
    assert "F0:00:00:00:00:01" in texts[2]
    assert "F0:00:00:00:00:02" in texts[3]
    assert "new" in texts[3]
    assert "connected" in texts[4]
    assert picker.list.currentRow() == 0
    picker.deleteLater()


def test_a_line_of_the_scan_is_read_or_left() -> None:
    line = b'{"address": "F0:00:00:00:00:01", "name": "One", "rssi_dbm": -50, "connected": false, "known": true, "last_used": false}'
    assert strap_of(line) == Found("F0:00:00:00:00:01", "One", -50, known=True)
    assert strap_of(b"{}") is None
    assert strap_of(b"not json") is None


def test_every_sentence_about_bluetooth_and_the_strap_can_be_translated() -> None:
    said = {*radio.every_sentence(), *linkwords.every_sentence()}
    said |= {words for silence, words in WORDS.items() if silence}
    assert said <= set(REASONS)


def test_a_search_that_the_system_ended_is_no_search_that_found_nothing(
    app: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    """macOS aborts a program that looks for Bluetooth devices without its permission."""
    monkeypatch.setattr(finding, "own_command", lambda arguments: ("/bin/sh", ["-c", "kill -ABRT $$"]))
    picker = StrapPicker(finding.ChildScanner())
    over = QSignalSpy(picker._scanner.over)
    picker.look()
    assert over.wait(5000)
    assert picker.status.text() == "Bluetooth cannot be used here."
    assert picker.notice.text.startswith("The search was ended by the system.")
    picker.deleteLater()


def test_devices_that_say_nothing_of_a_heart_rate_are_listed_on_wish(app: QApplication) -> None:
    scanner = SilentScanner()
    picker = StrapPicker(scanner)
    scanner.found.emit(Found("F0:00:00:00:00:01", "Polar H10", -60))
    scanner.found.emit(Found("F0:00:00:00:00:02", "Band", -60, strap=False))
    scanner.found.emit(Found("F0:00:00:00:00:03", "", -60, strap=False))
    scanner.found.emit(Found("F0:00:00:00:00:04", "Used", -60, known=True, strap=False))
    assert picker.list.count() == 2
    picker.all.setChecked(True)
    texts = [picker.list.item(row).text() for row in range(picker.list.count())]
    assert len(texts) == 4
    assert any("Band" in text and "may send no heart rate" in text for text in texts)
    assert any("F0:00:00:00:00:03" in text for text in texts)
    picker.all.setChecked(False)
    assert picker.list.count() == 2
    picker.deleteLater()
