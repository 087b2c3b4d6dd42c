"""Finds words that a person cannot read whole: wider or higher than the place they stand in."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QComboBox,
    QLabel,
    QListWidget,
    QPushButton,
    QStyle,
    QStyleOptionComboBox,
    QWidget,
)

from outbreath_app.ui.straps.rows import StrapRows

SLACK_PX = 1  # sizes are rounded


def cut_words(top: QWidget) -> list[str]:
    """What is shown in this window or dialog and cannot be read whole, each as a short sentence."""
    found: list[str] = []
    for widget in top.findChildren(QWidget):
        if not widget.isVisibleTo(top) or not widget.isVisible():
            continue
        if isinstance(widget, QLabel) and widget.text().strip():
            found += _label(widget, top)
        elif isinstance(widget, QPushButton):
            found += _narrow(widget, widget.text(), widget.sizeHint().width(), widget.width())
            found += _outside(widget, widget.text(), top)
        elif isinstance(widget, QComboBox):
            found += _combo(widget)
            found += _outside(widget, widget.currentText(), top)
        elif isinstance(widget, QListWidget):
            found += _rows(widget)
    return found


def _label(widget: QLabel, top: QWidget) -> list[str]:
    if widget.wordWrap():
        needed = widget.heightForWidth(widget.width())
        found = (
            [_said(widget, widget.text(), "high", needed, widget.height())]
            if needed - SLACK_PX > widget.height()
            else []
        )
        longest = max(widget.text().split(), key=len)
        word = widget.fontMetrics().horizontalAdvance(longest)
        found += _narrow(widget, longest, word, widget.width())
    else:
        found = _narrow(widget, widget.text(), widget.sizeHint().width(), widget.width())
        if widget.sizeHint().height() - SLACK_PX > widget.height():
            found.append(_said(widget, widget.text(), "high", widget.sizeHint().height(), widget.height()))
    return found + _outside(widget, widget.text(), top)


def _combo(widget: QComboBox) -> list[str]:
    option = QStyleOptionComboBox()
    widget.initStyleOption(option)
    field = widget.style().subControlRect(
        QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, widget
    )
    words = widget.currentText()
    return _narrow(widget, words, widget.fontMetrics().horizontalAdvance(words), field.width())


def _rows(widget: QListWidget) -> list[str]:
    if isinstance(widget.itemDelegate(), StrapRows):
        return []  # paints names and what is known of them apart
    found = []
    line = widget.fontMetrics().lineSpacing()
    for row in range(widget.count()):
        item = widget.item(row)
        if item.isHidden() or not item.text():
            continue
        if not widget.wordWrap():
            wide = widget.sizeHintForIndex(widget.indexFromItem(item)).width()
            found += _narrow(widget, item.text(), wide, widget.viewport().width())
            continue
        place = widget.visualItemRect(item)
        room = QRect(0, 0, place.width() - line, 100_000)
        high = widget.fontMetrics().boundingRect(room, int(Qt.TextFlag.TextWordWrap), item.text()).height()
        if high - SLACK_PX > place.height():
            found.append(_said(widget, item.text(), "high", high, place.height()))
    return found


def _outside(widget: QWidget, words: str, top: QWidget) -> list[str]:
    """Out of what holds it: to the side anywhere, below where nothing scrolls."""
    around = widget.parentWidget()
    place = widget.geometry()
    while around is not None and around is not top.parentWidget():
        scrolled = isinstance(around.parentWidget(), QAbstractScrollArea)
        across = place.left() < -SLACK_PX or place.right() > around.width() + SLACK_PX
        down = place.top() < -SLACK_PX or place.bottom() > around.height() + SLACK_PX
        if across:
            return [_said(widget, words, "outside", place.right(), around.width())]
        if scrolled:
            return []  # what is below can be scrolled to
        if down:
            return [_said(widget, words, "below", place.bottom(), around.height())]
        if around is top:
            return []
        place.translate(around.pos())
        around = around.parentWidget()
    return []


def _narrow(widget: QWidget, words: str, needed: int, there: int) -> list[str]:
    return [_said(widget, words, "wide", needed, there)] if needed - SLACK_PX > there else []


def _said(widget: QWidget, words: str, way: str, needed: int, there: int) -> str:
    return f"{type(widget).__name__} {words[:50]!r}: {way} {needed}, has {there}"
