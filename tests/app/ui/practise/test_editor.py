"""Making, changing, sharing and taking in practices through the editor."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtTest import QTest

from outbreath_app.practices import read_practice
from outbreath_app.ui.practise.choosing.editor import EditorPage
from support.desk import Desk


@pytest.fixture
def editor(desk: Desk) -> EditorPage:
    desk.click(desk.window.practise.choose.edit)
    page = desk.window.practise.currentWidget()
    assert isinstance(page, EditorPage)
    return page


def test_a_practice_of_ones_own_is_saved_and_chosen(desk: Desk, editor: EditorPage) -> None:
    editor.name.selectAll()
    QTest.keyClicks(editor.name, "Evening breath")
    editor.pace.rate.setValue(55)
    editor.prompts.setPlainText("Slow down.\nLet go.")
    desk.click(editor.save)
    choose = desk.window.practise.choose
    assert desk.window.practise.currentWidget() is choose
    assert choose.practice.title == "Evening breath"
    assert choose.practice.own
    phase = next(p for p in choose.practice.phases if p.pace is not None)
    assert phase.pace is not None
    assert phase.pace.rate_per_min == pytest.approx(5.5)
    assert [prompt.text for prompt in phase.prompts] == ["Slow down.", "Let go."]
    assert choose.edit.text() == "Change this practice"


def test_the_preview_follows_the_pace(desk: Desk, editor: EditorPage) -> None:
    editor.pace.rate.setValue(60)
    editor.pace.ratio.setValue(10)
    desk.run(2)
    before = editor.pace.preview.position
    desk.run(5)
    assert editor.pace.preview.position.level != pytest.approx(before.level)
    assert "in 5.0 s" in editor.pace.said.text()


def test_pauses_that_leave_no_breath_are_refused_in_words(editor: EditorPage) -> None:
    editor.pace.rate.setValue(150)
    editor.pace.hold_in.setValue(40)
    assert "too little time" in editor.pace.said.text()


def test_a_wrong_text_is_named_by_its_line_and_not_saved(desk: Desk, editor: EditorPage) -> None:
    desk.click(editor.as_text)
    text = editor.text.toPlainText()
    line = next(i for i, row in enumerate(text.splitlines(), 1) if row.startswith("minutes"))
    editor.text.setPlainText(text.replace("minutes = 10", "minutes = 1000"))
    desk.click(editor.save)
    assert desk.window.practise.currentWidget() is editor
    assert f"line {line}" in editor.notice.text
    assert "minutes" in editor.notice.text


def test_undo_takes_a_change_back(desk: Desk, editor: EditorPage) -> None:
    before = editor.draft.practice
    editor.pace.rate.setValue(45)
    assert editor.draft.practice != before
    editor._on_undo()
    assert editor.draft.practice == before
    assert editor.pace.rate.value() == 60


def test_a_shared_practice_is_taken_in(desk: Desk, editor: EditorPage, tmp_path: Path) -> None:
    shared = tmp_path / "shared.toml"
    editor.share_to(shared)
    assert read_practice(shared).title == editor.draft.practice.title
    editor.take_in(shared)
    assert desk.window.practise.choose.practice.own


def test_a_broken_shared_file_is_refused_in_words(editor: EditorPage, tmp_path: Path) -> None:
    broken = tmp_path / "broken.toml"
    broken.write_text("title = ")
    editor.take_in(broken)
    assert "broken.toml" in editor.notice.text
