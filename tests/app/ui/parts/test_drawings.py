"""The quiet drawings: words on the disc can be read, and the parts of a session have room for their names."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QImage, QPainter

from outbreath_app.pacing import Pattern
from outbreath_app.ui.looks.drawing_look import Look
from outbreath_app.ui.looks.theme import PALETTES, ThemeName, contrast
from outbreath_app.ui.parts.disc import paint_disc
from outbreath_app.ui.parts.drawings import BarPart, BreathShape, StepsBar

PARTS = [
    BarPart("Arrive", "1 min", 0.1, False),
    BarPart("Just as you are", "2 min", 0.2, False),
    BarPart("Soothing rhythm", "6 min", 0.6, True),
    BarPart("Let it go", "1 min", 0.1, False),
]


@pytest.mark.parametrize("name", PALETTES)
def test_the_words_on_the_disc_keep_their_contrast_wherever_they_stand(app: object, name: ThemeName) -> None:
    look = Look(palette=PALETTES[name])
    image = QImage(200, 200, QImage.Format.Format_RGB32)
    image.fill(look.colour("window"))
    painter = QPainter(image)
    paint_disc(painter, look, QPointF(100, 100), 95.0, 1.0)
    painter.end()
    along = [image.pixelColor(x, 100).name() for x in range(25, 176, 5)]
    assert min(contrast(look.palette.on_orb, ground) for ground in along) >= 4.5
    assert len(set(along)) > 3


@pytest.mark.parametrize("name", PALETTES)
def test_the_edge_of_the_disc_can_be_told_from_the_ground(app: object, name: ThemeName) -> None:
    look = Look(palette=PALETTES[name])
    image = QImage(400, 400, QImage.Format.Format_RGB32)
    image.fill(look.colour("window"))
    painter = QPainter(image)
    paint_disc(painter, look, QPointF(200, 200), 190.0, 1.0)
    painter.end()
    along = [contrast(image.pixelColor(x, 200).name(), look.palette.window) for x in range(20, 50)]
    assert max(along) >= 3.0


@pytest.mark.parametrize("width", [160, 300, 700])
def test_the_names_of_all_parts_have_room(app: object, width: int) -> None:
    bar = StepsBar()
    bar.resize(width, 40)
    bar.show_parts(PARTS, "in words")
    rows = bar._rows(width)
    assert [words for row in rows for words in row] == [f"{p.title}  {p.length}" for p in PARTS]
    assert bar.height() >= len(rows) * bar.fontMetrics().lineSpacing()
    assert bar.accessibleName() == "in words"


def test_what_is_not_paced_has_no_shape(app: object) -> None:
    shape = BreathShape()
    shape.show_pace(Pattern(), 6.0, "six a minute")
    assert not shape.isHidden()
    assert shape.accessibleName() == "six a minute"
    shape.show_pace(None, 6.0, "")
    assert shape.isHidden()
