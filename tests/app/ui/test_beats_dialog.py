"""Looking at beats: labels by hand with undo, kept beside the recording; trends and reports from the page."""

from __future__ import annotations

import shutil

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from outbreath_app.bundled import bundled_folder
from outbreath_app.storage.sidefile import load_side
from outbreath_app.trends import person_trends
from outbreath_app.ui.recordings_page import RecordingsPage
from outbreath_app.ui.review.beats import BeatsDialog
from outbreath_app.ui.review.over_time import OverTimeDialog
from outbreath_signal.labels import Label


@pytest.fixture
def recording(tmp_path):
    return (
        shutil.copy(bundled_folder() / "practice-6-per-min.jsonl", tmp_path)
        and tmp_path / "practice-6-per-min.jsonl"
    )


def test_a_beat_is_relabelled_undone_and_redone_and_the_raw_file_stays(app, recording):
    raw = recording.read_bytes()
    dialog = BeatsDialog(recording)
    dialog.choose(100)
    before = dialog.summary.text()
    dialog.give(Label.NOISE)
    assert load_side(recording).labels == {100: Label.NOISE}
    assert dialog.summary.text() != before
    assert not dialog.labelling.pairs[100:102].any()
    dialog.undo.click()
    assert load_side(recording).labels == {}
    assert dialog.summary.text() == before
    dialog.redo.click()
    assert load_side(recording).labels == {100: Label.NOISE}
    assert BeatsDialog(recording).hand.labels == {100: Label.NOISE}
    assert recording.read_bytes() == raw


def test_arrow_keys_choose_and_the_beat_is_told_in_words(app, recording):
    dialog = BeatsDialog(recording)
    dialog.show()
    QTest.keyClick(dialog, Qt.Key.Key_Right)
    QTest.keyClick(dialog, Qt.Key.Key_Right)
    QTest.keyClick(dialog, Qt.Key.Key_Left)
    assert dialog.chosen == 1
    assert "Beat 2" in dialog.told.text()
    assert dialog.plot.accessibleName()
    assert dialog.breaths.getData()[1].min() > 20
    dialog.close()


def test_the_page_saves_a_report_and_says_what_goes_wrong(app, recording, tmp_path):
    page = RecordingsPage(lambda: [recording])
    page.save_report(tmp_path / "r.pdf")
    assert (tmp_path / "r.pdf").read_bytes().startswith(b"%PDF")
    page.save_report(tmp_path / "r.html")
    assert b"<h1>Session</h1>" in (tmp_path / "r.html").read_bytes()
    page.save_report(tmp_path / "not there" / "r.pdf")


def test_little_data_over_time_is_said_plainly(app):
    OverTimeDialog(person_trends("me", []))
