"""Rows of a list that are as high as their words need at the list's width."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtWidgets import QListWidget, QStyledItemDelegate, QStyleOptionViewItem

_BESIDE_LINES = 1.3  # what a row keeps free beside its words, in lines of text


class WrappedRows(QStyledItemDelegate):
    """Qt's own wrapping forgets the padding of the style sheet, and cuts the words that just do not fit."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        plain = super().sizeHint(option, index)
        view = option.widget
        if not isinstance(view, QListWidget) or view.viewport().width() < 80:
            return plain
        metrics = view.fontMetrics()
        room = view.viewport().width() - round(_BESIDE_LINES * metrics.lineSpacing())
        words = str(index.data(Qt.ItemDataRole.DisplayRole))
        wrapped = int(Qt.TextFlag.TextWordWrap)
        high = metrics.boundingRect(QRect(0, 0, room, 100_000), wrapped, words).height()
        return QSize(plain.width(), max(plain.height(), high + round(0.75 * metrics.lineSpacing())))
