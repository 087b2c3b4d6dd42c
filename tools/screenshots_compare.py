"""Pictures of the comparison of two ways of breathing in the real window: chosen, under way, answered and looked at again."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from outbreath_app.paths import RECORDINGS
from outbreath_app.ui.compare.card import ComparisonCard
from outbreath_app.ui.shell.rail import Place
from support.desk import Desk
from support.paced_heart import PERSON, PacedFeed

Shot = Callable[[str, QWidget | None], None]
SEED = 5  # of the lot, so that every picture shows the same order


def compare_states(desk: Desk, shot: Shot) -> None:
    """One with four pairs, from its card to its answer, one stopped early, and the list of earlier ones."""
    kept = desk.new_feed
    (desk.folder / RECORDINGS).mkdir(exist_ok=True)
    person = replace(PERSON, noise_ms=6.0)
    desk.new_feed = lambda heart, clock, parent: PacedFeed(
        heart, clock, desk.folder / RECORDINGS / f"2026-11-24_09-0{len(desk.feeds)}-00.jsonl", person, parent
    )
    card = _card(desk)
    shot("compare-card", None)
    card.second.setCurrentIndex(card.second.findData("square"))
    shot("compare-card-pauses", None)
    card.second.setCurrentIndex(card.second.findData("even"))
    shot("compare-card-same", None)
    card.second.setCurrentIndex(card.second.findData("twice_out"))
    card.length.setCurrentIndex(card.length.findData(4))
    experiment = card.experiment
    assert experiment is not None
    card.begin.click()
    desk.settle()
    shot("compare-ready", None)
    desk.press(Qt.Key.Key_Space)
    desk.run(100, fps=2)
    shot("compare-during", None)
    desk.run(experiment.seconds + 10, fps=2)
    _answered(desk, shot, "compare-answer")
    card = _card(desk)
    card.begin.click()
    desk.settle()
    desk.press(Qt.Key.Key_Space)
    desk.run(150, fps=2)
    desk.press(Qt.Key.Key_Escape)
    _answered(desk, shot, "compare-stopped")
    desk.new_feed = kept
    card = _card(desk)
    desk.wait_for(lambda: card.earlier.count() > 1, 20_000)
    desk.settle()
    desk.window.places[Place.ASSESS].ensureWidgetVisible(card.earlier)
    shot("compare-earlier", None)
    desk.window.show_place(Place.PRACTISE)


def _card(desk: Desk) -> ComparisonCard:
    desk.window.show_place(Place.ASSESS)
    desk.settle()
    page = desk.window.places[Place.ASSESS]
    card = page.findChild(ComparisonCard)
    assert card is not None
    card._seed = SEED
    card._show()
    bar = page.verticalScrollBar()
    bar.setValue(bar.maximum())
    desk.settle()
    return card


def _answered(desk: Desk, shot: Shot, name: str) -> None:
    page = desk.window.practise.currentWidget()
    desk.wait_for(lambda: page.shown, 30_000)
    desk.settle()
    shot(name, None)
    bar = page.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    shot(f"{name}-steps", None)
    page.done_wanted.emit()
    desk.settle()
