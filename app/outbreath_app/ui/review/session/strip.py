"""The phases of a session as named bands over its plots, with marks as small flags."""

from __future__ import annotations

import re

from PySide6.QtCore import QEvent, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QFontMetrics, QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QPolygon
from PySide6.QtWidgets import QToolTip, QWidget

from outbreath_app.catalogue.indexing import Span
from outbreath_app.review.opened import Moment, OpenedSession
from outbreath_app.ui.looks.drawing_look import Look
from outbreath_app.ui.parts.plain_text import letters
from outbreath_app.ui.words.i18n import clock_text, number, tr

MOST_DRAWN = 400
_NEAR_PX = 6
_PACE = re.compile(r"(\d+(?:\.\d+)?) a minute")  # how an assessment names its steps


def phase_words(span: Span) -> str:
    """A phase's own title, or what kind it is."""
    kinds = {
        "settle": tr("Settling"),
        "baseline": tr("Rest"),
        "rest": tr("Rest"),
        "practice": tr("Practice"),
        "recovery": tr("Afterwards"),
        "step": tr("Step"),
    }
    pace = _PACE.fullmatch(span.title or "")
    if pace is not None:
        rate = pace[1]
        return tr("{rate} a minute", rate=number(float(rate), len(rate.partition(".")[2])))
    return tr(span.title) if span.title else kinds.get(span.name, span.name or tr("Whole recording"))


def whole_words(text: str, metrics: QFontMetrics, room_px: int) -> str:
    """The text where it fits, else what stands before its colon, else its first word; nothing where not even that does."""
    words = text.split()
    shorter = (text, text.partition(":")[0], words[0].rstrip(":,;") if words else "")
    return next((each for each in shorter if metrics.horizontalAdvance(each) <= room_px), "")


class PhaseStrip(QWidget):
    """Painted over the same stretch of time as the plots under it. A click on a band shows that phase."""

    phase_wanted = Signal(int)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._opened: OpenedSession | None = None
        self._view_s = (0.0, 1.0)
        self._margins_px = (0, 1)
        self.setMouseTracking(True)
        self.setAccessibleName(tr("Phases and marks"))
        self.set_look(look)

    def set_look(self, look: Look) -> None:
        self._look = look
        self.setFixedHeight(QFontMetrics(look.font("small")).height() + 12)
        self.update()

    def show_session(self, opened: OpenedSession) -> None:
        self._opened = opened
        said = [f"{phase_words(span)}, {clock_text(span.start_s)}" for span in opened.spans]
        said += [f"{mark.text}, {clock_text(mark.at_s)}" for mark in opened.marks]
        self.setAccessibleDescription("; ".join(said[:50]))
        self.update()

    def show_between(self, from_s: float, to_s: float, margins_px: tuple[int, int]) -> None:
        """The stretch that the plots show, and where they begin and end across."""
        self._view_s, self._margins_px = (from_s, to_s), margins_px
        self.update()

    def _x(self, at_s: float) -> float:
        (low, high), (left, right) = self._view_s, self._margins_px
        return left + (at_s - low) / max(high - low, 1e-9) * (right - left)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._opened is None:
            return
        look, (left, right) = self._look, self._margins_px
        painter = QPainter(self)
        painter.setFont(look.font("small"))
        painter.setClipRect(left, 0, right - left, self.height())
        metrics = QFontMetrics(look.font("small"))
        for span in self._opened.spans[:MOST_DRAWN]:
            begin, end = max(self._x(span.start_s), left), min(self._x(span.end_s), right)
            if end - begin < 1:
                continue
            box = QRectF(begin, 1, end - begin - 1, self.height() - 8)
            paced = span.rate_per_min is not None
            painter.setPen(look.colour("line"))
            painter.setBrush(look.colour("breath_fill" if paced else "raised"))
            painter.drawRoundedRect(box, 3, 3)
            painter.setPen(look.colour("text"))
            room = int(box.width()) - 8
            shown = whole_words(phase_words(span), metrics, room)
            if shown:
                painter.drawText(box.adjusted(5, 0, -3, 0), Qt.AlignmentFlag.AlignVCenter, shown)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("accent"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for mark in self._opened.marks[:MOST_DRAWN]:
            x, foot = round(self._x(mark.at_s)), self.height()
            if left <= x <= right:
                painter.drawPolygon(
                    QPolygon([QPoint(x, foot), QPoint(x - 5, foot - 8), QPoint(x + 5, foot - 8)])
                )
        painter.end()

    def _span_at(self, x: float) -> int:
        if self._opened is None:
            return -1
        return next(
            (i for i, s in enumerate(self._opened.spans) if self._x(s.start_s) <= x < self._x(s.end_s)), -1
        )

    def _marks_at(self, x: float) -> list[Moment]:
        if self._opened is None:
            return []
        return [mark for mark in self._opened.marks if abs(self._x(mark.at_s) - x) <= _NEAR_PX]

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        index = self._span_at(event.position().x())
        if index >= 0:
            self.phase_wanted.emit(index)

    def event(self, event: QEvent) -> bool:
        """What stands under the pointer, in words."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent) and self._opened is not None:
            x = event.pos().x()
            said = [f"{clock_text(mark.at_s)}  {mark.text}" for mark in self._marks_at(x)]
            index = self._span_at(x)
            if index >= 0:
                span = self._opened.spans[index]
                said.append(f"{phase_words(span)}, {clock_text(span.start_s)} – {clock_text(span.end_s)}")
            QToolTip.showText(event.globalPos(), letters("\n".join(said)), self)
            return True
        return super().event(event)
