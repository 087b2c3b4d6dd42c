"""The room that words are given: larger in a large window, whole on the disc, even over lines, and no place's name cut."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QWidget

from outbreath_app.pacing import Pacer
from outbreath_app.settings import Settings
from outbreath_app.ui.looks.drawing_look import Look
from outbreath_app.ui.looks.responsive import room_in
from outbreath_app.ui.pacer.orb import OrbView
from outbreath_app.ui.parts.disc import DISC
from outbreath_app.ui.parts.prompt import even_width
from outbreath_app.ui.straps.finding import strength_words
from outbreath_app.ui.straps.rows import bars_of
from support.desk import Desk


@pytest.mark.parametrize(
    ("size", "text_scale", "larger"),
    [
        ((900, 600), 1.0, 1.0),
        ((1600, 1000), 1.0, 1.0),
        ((1919, 1199), 1.0, 1.0),
        ((1920, 1200), 1.0, 1.2),
        ((2560, 1440), 1.0, 1.4),
        ((2560, 700), 1.0, 1.0),  # wide alone is not room
        ((3840, 2160), 1.0, 1.6),
        ((2560, 1440), 2.0, 1.2),  # already large
        ((2560, 1440), 3.0, 1.0),
    ],
)
def test_a_large_window_draws_everything_larger(
    size: tuple[int, int], text_scale: float, larger: float
) -> None:
    assert room_in(QSize(*size), text_scale) == pytest.approx(larger)


def test_asking_for_larger_text_never_makes_it_smaller() -> None:
    for size in (QSize(900, 600), QSize(1920, 1200), QSize(2560, 1440), QSize(3840, 2160)):
        scales = [1 + 0.25 * step for step in range(9)]
        drawn = [scale * room_in(size, scale) for scale in scales]
        assert all(one < next_one for one, next_one in pairwise(drawn))


def test_the_window_takes_the_step_when_its_size_has_settled(app: object, tmp_path: Path) -> None:
    desk = Desk(tmp_path, Settings(welcomed=True, language="en"))
    before = desk.window.practise.choose.title.font().pointSizeF()
    desk.window.resize(2560, 1440)
    desk.wait_for(lambda: desk.window.practise.choose.title.font().pointSizeF() > before)
    assert desk.window.practise.choose.title.font().pointSizeF() == pytest.approx(1.4 * before, rel=0.02)
    desk.window.resize(1000, 700)
    desk.wait_for(lambda: desk.window.practise.choose.title.font().pointSizeF() <= before)
    assert desk.window.practise.choose.title.font().pointSizeF() == pytest.approx(before)
    desk.close()


@pytest.mark.parametrize("side", [150, 190, 400, 900])
@pytest.mark.parametrize("scale", [1.0, 2.0, 3.0])
def test_what_the_disc_says_stands_within_it(app: object, side: int, scale: float) -> None:
    view = OrbView(Look(scale=scale))
    font = QFont()
    font.setPointSizeF(10.5 * scale)
    view.setFont(font)
    view.resize(side, side)
    view.show_moment(Pacer(), 0)  # "Breathe as you like", the longest of them
    largest = side / 2 / 1.12 - 2
    half = view._half_words(largest) * view._fitting(largest)
    assert half <= DISC * view.radius()


def test_a_prompt_leaves_no_word_alone_on_its_last_line(app: object) -> None:
    metrics = QFontMetrics(QFont())
    words = "Let your face soften, as if you were about to greet someone you like."
    whole = metrics.horizontalAdvance(words)
    width = round(0.9 * whole)
    even = even_width(words, metrics, width)
    assert 0.45 * whole < even < 0.65 * whole
    assert even_width("Short.", metrics, 500) == 500


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0, 3.0])
def test_no_place_of_the_rail_is_cut(app: object, tmp_path: Path, language: str, scale: float) -> None:
    desk = Desk(tmp_path, Settings(welcomed=True, language=language, text_scale=scale))
    places = desk.window.rail.list
    assert places.sizeHintForColumn(0) <= places.viewport().width()
    desk.close()


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("scale", [1.0, 2.0, 3.0])
def test_the_way_on_is_in_sight_however_long_the_page(
    app: object, tmp_path: Path, language: str, scale: float
) -> None:
    desk = Desk(tmp_path, Settings(welcomed=True, language=language, text_scale=scale, with_checkin=True))
    desk.window.resize(900, 600)
    desk.settle()
    practise = desk.window.practise
    in_sight(desk, practise.choose.begin)
    practise.choose.choose_simulated()
    desk.click(practise.choose.begin)
    checkin = practise.currentWidget()
    in_sight(desk, checkin.on)
    desk.click(checkin.skip)
    in_sight(desk, practise.currentWidget().start)
    practise.leave()
    desk.close()


def in_sight(desk: Desk, button: QWidget) -> None:
    place = QRect(button.mapTo(desk.window, QPoint(0, 0)), button.size())
    assert button.isVisible()
    assert desk.window.rect().contains(place), place


def test_the_foot_goes_back_to_its_page_where_there_is_room(app: object, tmp_path: Path) -> None:
    desk = Desk(tmp_path, Settings(welcomed=True, language="en"))
    foot = desk.window.practise.choose.foot
    desk.window.resize(900, 600)
    desk.settle()
    assert foot.kept
    desk.window.resize(1100, 900)
    desk.settle()
    assert not foot.kept
    assert foot.place.isAncestorOf(desk.window.practise.choose.begin)
    assert desk.window.practise.choose.viewportMargins().bottom() == 0
    desk.close()


def test_bars_and_words_for_a_strap_say_the_same() -> None:
    heard = [(bars_of(rssi), strength_words(rssi)) for rssi in range(-100, -30)]
    assert {bars for bars, _ in heard} == {1, 2, 3}
    assert len(set(heard)) == 3  # one sentence for each number of bars
    assert bars_of(None) == 0
