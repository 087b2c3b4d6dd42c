"""The few small widgets every page is made of: labels, buttons, cards, notices and scrolling pages."""

from __future__ import annotations

import re

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QCheckBox,
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QPushButton,
    QScrollArea,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from outbreath_app.ui.looks.application_look import look_in_use
from outbreath_app.ui.parts.pointing import WheelGuard

_NO_BREAK = "\N{NO-BREAK SPACE}"


class Words(QLabel):
    """Writing whose numbers keep their percent sign on the line."""

    def __init__(self, text: str = "") -> None:
        super().__init__()
        self.setText(text)

    def setText(self, text: str) -> None:
        super().setText(text.replace(" %", f"{_NO_BREAK}%"))

    def text(self) -> str:
        return super().text().replace(_NO_BREAK, " ")


def label(text: str, role: str = "body", wrap: bool = False) -> QLabel:
    """Writing of one of the theme's kinds: title, lead, body, muted, small, number, clock."""
    made = Words(text)
    made.setProperty("role", role)
    made.setWordWrap(wrap)
    made.setTextFormat(Qt.TextFormat.PlainText)
    return made


def breakable(path: str) -> str:
    """A path that may go on in a new line after each of its parts."""
    return re.sub(r"([/\\])", "\\1\u200b", path)


class Button(QPushButton):
    """A button that Enter presses as Space does, in a window as in a dialog."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.click()
            return
        super().keyPressEvent(event)


def button(text: str, role: str = "", shortcut: str = "", hint: str = "") -> QPushButton:
    """A button named by its text; the shortcut stands in its tooltip."""
    made = Button(text)
    made.setProperty("role", role)
    made.setAutoDefault(False)
    made.setAccessibleName(text.replace("&", ""))
    said = hint
    if shortcut:
        keys = QKeySequence(shortcut).toString(QKeySequence.SequenceFormat.NativeText)
        said = f"{hint} ({keys})" if hint else keys
    if said:
        made.setToolTip(said)
        made.setAccessibleDescription(said)
    return made


class ClearScroll(QScrollArea):
    """Part of the way the Tab key goes only while there is something to scroll: else the ring would stand nowhere."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.verticalScrollBar().rangeChanged.connect(self._on_range)

    def _on_range(self, low: int, high: int) -> None:
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if high > low else Qt.FocusPolicy.NoFocus)


def clear_scroll(inner: QWidget, stop: bool = True) -> QScrollArea:
    """A scrolling area that shows the ground it stands on. stop: the Tab key comes to it where it scrolls."""
    inner.setObjectName("clear")
    scroll = ClearScroll() if stop else QScrollArea()
    if not stop:
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    scroll.setObjectName("clear")
    scroll.setWidgetResizable(True)
    scroll.setFrameShape(QFrame.Shape.NoFrame)
    scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    scroll.viewport().setAutoFillBackground(False)
    scroll.setWidget(inner)
    return scroll


def scrolled(page: QWidget, spacing: int = 12) -> tuple[QScrollArea, QVBoxLayout]:
    """A ground for all of a page's parts that scrolls where the text is large or the window small, and its column."""
    outer = QVBoxLayout(page)
    outer.setContentsMargins(0, 0, 0, 0)
    inner = QWidget()
    area = clear_scroll(inner, stop=False)  # it holds controls, which the Tab key brings into sight
    outer.addWidget(area)
    column = QVBoxLayout(inner)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(spacing)
    return area, column


class Rows(QListWidget):
    """A list as tall as its rows, within bounds; long rows wrap, and more of them scroll."""

    def __init__(self, name: str, least: int = 1, most: int = 6) -> None:
        super().__init__()
        self._least, self._most = least, most
        self.setAccessibleName(name)
        self.setWordWrap(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def fit(self) -> None:
        """Call it when the rows are others."""
        self.ensurePolished()
        self.doItemsLayout()
        one = round(1.9 * self.fontMetrics().lineSpacing())
        seen = range(min(self.count(), self._most))
        heights = [self.visualItemRect(self.item(row)).height() for row in seen]
        edges = 2 * self.frameWidth() + self.fontMetrics().height() // 2
        self.setFixedHeight(max(sum(heights), self._least * one) + edges)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.fit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.fit()


class TickLabel(QLabel):
    """Writing beside a check box that ticks it, and wraps where a check box's own would be cut."""

    def __init__(self, text: str, box: QCheckBox) -> None:
        super().__init__(text)
        self._box = box
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.PlainText)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._box.click()
        event.accept()


def tick_row(text: str) -> tuple[QCheckBox, QHBoxLayout]:
    """A check box and its wrapping text on one row."""
    box = QCheckBox()
    box.setAccessibleName(text)
    row = QHBoxLayout()
    row.setSpacing(8)
    row.addWidget(box)
    row.addWidget(TickLabel(text, box), 1)
    return box, row


class Tick(QWidget):
    """A check box with its text, as one thing that can be put away; the text may change."""

    def __init__(self, text: str = "") -> None:
        super().__init__()
        self.box = QCheckBox()
        self._beside = TickLabel(text, self.box)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.box)
        row.addWidget(self._beside, 1)
        self.say(text)

    def say(self, text: str) -> None:
        """Another text."""
        self._beside.setText(text)
        self.box.setAccessibleName(text)


def value_beside(slider: QSlider, longest: str) -> QLabel:
    """The label for a slider's value, with room for the longest of them, so that the slider keeps its length."""
    made = label("")
    made.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    made.setMinimumWidth(slider.fontMetrics().horizontalAdvance(longest) + 4)
    return made


def slider_row(slider: QSlider, value: QLabel) -> QHBoxLayout:
    """A slider, and its value at the right."""
    row = QHBoxLayout()
    row.setSpacing(14)
    row.addWidget(slider, 1)
    row.addWidget(value)
    return row


class Card(QFrame):
    """A surface with room around what it holds."""

    def __init__(self, parent: QWidget | None = None, name: str = "card") -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(20, 16, 20, 16)
        self.body.setSpacing(10)


class ActionRow(QWidget):
    """Words and a button beside them, or under them where the button would take most of the room."""

    def __init__(self, words: QLabel, does: QPushButton) -> None:
        super().__init__()
        self._does = does
        self._across = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._across.setContentsMargins(0, 0, 0, 0)
        self._across.addWidget(words, 1)
        self._across.addWidget(does, 0, Qt.AlignmentFlag.AlignLeft)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = self._does.sizeHint().width() <= 0.5 * self.width()
        way = QBoxLayout.Direction
        self._across.setDirection(way.LeftToRight if beside else way.TopToBottom)


class Notice(QFrame):
    """A message on the page: what is so and what to do next. Hidden while there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notice")
        self._text = label("", wrap=True)
        self.buttons = QHBoxLayout()
        self._across = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._across.setContentsMargins(16, 10, 16, 10)
        self._across.addWidget(self._text, 1)
        self._across.addLayout(self.buttons)
        self.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A button that would take most of the room stands under the words."""
        super().resizeEvent(event)
        way = QBoxLayout.Direction
        beside = self.buttons.sizeHint().width() <= 0.5 * self.width()
        self._across.setDirection(way.LeftToRight if beside else way.TopToBottom)

    @property
    def text(self) -> str:
        return self._text.text()

    def say(self, text: str) -> None:
        """Show the message; an empty one hides it."""
        if text == self._text.text() and self.isHidden() == (not text):
            return
        self._text.setText(text)
        self.setAccessibleName(text)
        self.setVisible(bool(text))
        if text:
            QTimer.singleShot(0, self, self._come_into_view)

    def _come_into_view(self) -> None:
        """On a page that has been scrolled on, a message above what is seen would go unread."""
        above = self.parentWidget()
        while above is not None and not isinstance(above, Page):
            above = above.parentWidget()
        if above is not None and self.isVisible():
            above.ensureWidgetVisible(self)


class Page(QScrollArea):
    """A page that scrolls when the text is large or the window small, its content not wider than reads well."""

    def __init__(
        self, title: str, widest: int = 920, parent: QWidget | None = None, centred: bool = False
    ) -> None:
        """widest: of the content, in pixels at a text size of 100 %.

        centred: a short page stands a little above the middle; the last stretch under its body is the page's own.
        """
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._wheel = WheelGuard(self)
        self.ground = QWidget()
        self.ground.setObjectName("page")
        across = QHBoxLayout(self.ground)
        across.setContentsMargins(24, 24, 24, 24)
        self._room_px = 0
        across.addStretch(1)
        self.column = QWidget()
        self._widest = widest
        across.addWidget(self.column, 1000)
        across.addStretch(1)
        self.body = QVBoxLayout(self.column)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(14)
        if centred:
            self.body.addStretch(2)
        if title:
            self.title = label(title, "title", wrap=True)
            self.body.addWidget(self.title)
        self.setAccessibleName(title)
        self.setWidget(self.ground)
        self._fit()

    def leave_room(self, high_px: int) -> None:
        """Keep so much free at the foot, for what stands over the page there."""
        layout = self.ground.layout()
        if high_px != self._room_px and layout is not None:
            self._room_px = high_px
            layout.setContentsMargins(24, 24, 24, 24 + high_px)

    def focusNextPrevChild(self, onwards: bool) -> bool:
        """What the keyboard comes to is not left under what stands at the foot."""
        moved = super().focusNextPrevChild(onwards)
        reached = self.focusWidget()
        if self._room_px and reached is not None and self.ground.isAncestorOf(reached):
            end = reached.mapTo(self.viewport(), reached.rect().bottomLeft()).y()
            under = end + 8 - (self.viewport().height() - self._room_px)
            if under > 0:
                self.verticalScrollBar().setValue(self.verticalScrollBar().value() + under)
        return moved

    def _fit(self) -> None:
        """Larger text wants a wider column."""
        self.column.setMaximumWidth(round(self._widest * look_in_use().scale))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._wheel.watch(self)


def set_out(dialog: QDialog, width: int, height: int) -> None:
    """Give a dialog its size (px at a text size of 100 %): wider where the text is larger, within the window it belongs to."""
    window = dialog.parentWidget()
    wide = round(width * look_in_use().scale)
    dialog.resize(min(wide, max(width, window.width() - 60)) if window is not None else wide, height)


def tall_enough(dialog: QDialog) -> None:
    """Let a dialog stand as tall as its words need at its width, within the screen. Call it when it is shown, and when more is said."""
    layout = dialog.layout()
    if layout is None:
        return
    layout.activate()
    needed = max(layout.totalHeightForWidth(dialog.width()), layout.totalMinimumSize().height())
    dialog.setMinimumHeight(min(needed, dialog.screen().availableGeometry().height() - 60))
