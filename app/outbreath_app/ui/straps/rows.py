"""How a strap stands in the list: its name, what is known of it, and bars for how strongly it is heard."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QTextOption
from PySide6.QtWidgets import QListWidget, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from outbreath_app.ui.looks.application_look import look_in_use

NAME, KNOWN, RSSI = Qt.ItemDataRole.UserRole + 1, Qt.ItemDataRole.UserRole + 2, Qt.ItemDataRole.UserRole + 3
NEAR_DBM, FAR_DBM = -65, -85
Index = QModelIndex | QPersistentModelIndex


def bars_of(rssi_dbm: int | None) -> int:
    """How many of three bars are filled; the words beside them say the same."""
    if rssi_dbm is None:
        return 0
    return 3 if rssi_dbm > NEAR_DBM else 2 if rssi_dbm > FAR_DBM else 1


class StrapRows(QStyledItemDelegate):
    """Draws the rows. The item's own text is the whole in one line, for those who hear it."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        pad, name, known = self._measures()
        width = self._words_width(option)
        high = _height(name, str(index.data(NAME)), width) + _height(known, str(index.data(KNOWN)), width)
        return QSize(0, high + 2 * pad)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look = look_in_use()
        ground = QStyleOptionViewItem(option)
        self.initStyleOption(ground, index)
        ground.text = ""
        view = option.widget
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        view.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, ground, painter, view)
        pad, name, _ = self._measures()
        width = self._words_width(option)
        place = QRect(option.rect.left() + 2 * pad, option.rect.top() + pad, width, option.rect.height())
        high = _height(name, str(index.data(NAME)), width)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        wrapped = QTextOption(Qt.AlignmentFlag.AlignLeft)
        wrapped.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        painter.setFont(look.font("lead"))
        painter.setPen(look.colour("on_accent" if chosen else "text"))
        painter.drawText(QRectF(place), str(index.data(NAME)), wrapped)
        painter.setFont(look.font("body"))
        painter.setPen(look.colour("on_accent" if chosen else "muted"))
        painter.drawText(QRectF(place.translated(0, high)), str(index.data(KNOWN)), wrapped)
        rssi = index.data(RSSI)
        if isinstance(rssi, int):
            self._bars(painter, option.rect, bars_of(rssi), chosen)
        painter.restore()

    def _bars(self, painter: QPainter, row: QRect, filled: int, chosen: bool) -> None:
        look = look_in_use()
        unit = self._bar_px()
        left, foot = row.right() - 2 * self._measures()[0] - 5 * unit, row.center().y() + 2 * unit
        colour = look.colour("on_accent" if chosen else "accent")
        for index in range(3):
            high = (1.4 + 1.3 * index) * unit
            bar = QRectF(left + 2 * index * unit, foot - high, unit, high)
            painter.setPen(colour)
            painter.setBrush(colour if index < filled else Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(bar, unit / 4, unit / 4)

    def _bar_px(self) -> float:
        return QFontMetrics(look_in_use().font("body")).height() / 3.6

    def _measures(self) -> tuple[int, QFontMetrics, QFontMetrics]:
        look = look_in_use()
        known = QFontMetrics(look.font("body"))
        return round(0.45 * known.height()), QFontMetrics(look.font("lead")), known

    def _words_width(self, option: QStyleOptionViewItem) -> int:
        view = option.widget
        whole = view.viewport().width() if isinstance(view, QListWidget) else option.rect.width()
        return max(80, round(whole - 5 * self._measures()[0] - 7 * self._bar_px()))


def _height(metrics: QFontMetrics, words: str, width: int) -> int:
    room = QRect(0, 0, width, 100_000)
    flags = int(Qt.TextFlag.TextWordWrap | Qt.TextFlag.TextWrapAnywhere)
    return metrics.boundingRect(room, flags, words or " ").height()
