"""No words are cut in any page or state that is pictured: at the least size, in both languages, and in large text."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from outbreath_app.settings import Settings
from support.cut_words import cut_words
from support.desk import Desk

TOOLS = Path(__file__).resolve().parents[4] / "tools"


@pytest.mark.parametrize(
    ("language", "scale"),
    [
        pytest.param("en", 1.0, marks=pytest.mark.slow),
        pytest.param("de", 1.0, marks=pytest.mark.slow),
        pytest.param("en", 2.0, marks=pytest.mark.slow),
        ("de", 2.0),
    ],
)
def test_no_words_of_a_session_are_cut(
    app: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: str, scale: float
) -> None:
    monkeypatch.syspath_prepend(str(TOOLS))
    import screenshots

    for elsewhere in ("assessments", "private"):
        monkeypatch.setattr(screenshots, elsewhere, lambda desk, shot: None)
    (tmp_path / "kept").mkdir()
    settings = Settings(welcomed=True, language=language, minutes=5.0, with_checkin=False, text_scale=scale)
    monkeypatch.chdir(tmp_path)
    desk = Desk(Path("kept"), settings)  # a short name: its path is on a page
    desk.window.resize(900, 600)
    desk.settle()
    seen: list[str] = []

    def look(name: str, widget: QWidget | None) -> None:
        desk.settle()
        if name not in ("assess", "review"):
            seen.append(name)
            if desk.window.size() != QSize(900, 600):
                cut.append(f"{name}: the window grew to {desk.window.width()} x {desk.window.height()}")
                desk.window.resize(900, 600)
            cut.extend(f"{name}: {said}" for said in cut_words(widget or desk.window))

    cut: list[str] = []
    screenshots.states(desk, look)
    desk.close()
    assert len(seen) > 45
    assert not cut, "\n".join(cut)
    sys.modules.pop("screenshots", None)
