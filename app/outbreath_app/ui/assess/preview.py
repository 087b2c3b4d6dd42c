"""What an assessment will ask, drawn before it begins: the pace over time."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from outbreath_app.assess.conductor import first_steps, longest_s
from outbreath_app.assess.protocol import PaceStep, Protocol
from outbreath_app.ui.assess.words import pace_text
from outbreath_app.ui.looks.drawing_look import Look
from outbreath_app.ui.words.i18n import number, tr

QUICKEST, SLOWEST = 7.5, 4.0


class PacePreview(QWidget):
    """Bars at the paces to come; what will be chosen on the way is shown as a range."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._protocol = Protocol.ADAPTIVE
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("The paces to come"))

    def sizeHint(self) -> QSize:
        return QSize(500, round(7.5 * self.fontMetrics().lineSpacing()))

    def minimumSizeHint(self) -> QSize:
        return QSize(200, self.sizeHint().height())

    def set_look(self, look: Look) -> None:
        self._look = look
        self.update()

    def show_protocol(self, protocol: Protocol) -> None:
        self._protocol = protocol
        self.setAccessibleDescription(preview_words(protocol))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._look.font("small"))
        metrics = painter.fontMetrics()
        line = metrics.height()
        left = metrics.horizontalAdvance("0.00") + 12
        area = QRectF(left, line * 1.3, self.width() - left - 8, self.height() - 2.9 * line)
        whole_s = longest_s(self._protocol)

        def at(seconds: float, pace: float) -> QPointF:
            up = (pace - SLOWEST) / (QUICKEST - SLOWEST)
            return QPointF(area.left() + seconds / whole_s * area.width(), area.bottom() - up * area.height())

        for pace in (4.0, 5.0, 6.0, 7.0):
            y = at(0, pace).y()
            painter.setPen(QPen(self._look.colour("line"), 1))
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
            painter.setPen(self._look.colour("muted"))
            box = QRectF(0, y - line / 2, left - 8, line)
            painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, number(pace))
        painter.drawText(QRectF(0, 0, self.width(), line * 1.2), 0, tr("Breaths a minute"))
        self._paint_minutes(painter, area, whole_s, line)
        painter.setPen(QPen(self._look.colour("breath"), 4, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        now_s = 0.0
        for step in first_steps(self._protocol):
            if step.rate_per_min is not None:
                end = step.end_rate_per_min or step.rate_per_min
                inset = whole_s * 0.004
                painter.drawLine(
                    at(now_s + inset, step.rate_per_min), at(now_s + step.duration_s - inset, end)
                )
            now_s += step.duration_s
        if now_s < whole_s - 1:
            painter.fillRect(
                QRectF(at(now_s + whole_s * 0.01, 7.25), at(whole_s, 4.0)), self._look.colour("breath", 0.16)
            )
            painter.setPen(self._look.colour("text"))
            box = QRectF(at(now_s, 7.25), at(whole_s, 4.0))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, tr("chosen as it goes"))
        painter.end()

    def _paint_minutes(self, painter: QPainter, area: QRectF, whole_s: float, line: float) -> None:
        every = 2 if whole_s <= 700 else 5
        for minute in range(0, int(whole_s // 60) + 1, every):
            x = area.left() + minute * 60 / whole_s * area.width()
            box = QRectF(x - 60, area.bottom() + 6, 120, line)
            align = Qt.AlignmentFlag.AlignHCenter
            if minute == 0:
                box, align = QRectF(x, area.bottom() + 6, 120, line), Qt.AlignmentFlag.AlignLeft
            elif area.right() - x < 24:
                box, align = (
                    QRectF(area.right() - 120, area.bottom() + 6, 120, line),
                    Qt.AlignmentFlag.AlignRight,
                )
            painter.drawText(box, align, tr("{minutes} min", minutes=number(minute)))


def preview_words(protocol: Protocol) -> str:
    """The same in words."""
    return "; ".join(_step_words(step) for step in first_steps(protocol)) + (
        "; " + tr("chosen as it goes") if protocol is Protocol.ADAPTIVE else ""
    )


def _step_words(step: PaceStep) -> str:
    seconds = number(step.duration_s)
    if step.rate_per_min is None:
        return tr("rest for {seconds} s", seconds=seconds)
    if step.end_rate_per_min is not None:
        return tr(
            "from {rate} to {end} a minute over {seconds} s",
            rate=pace_text(step.rate_per_min),
            end=pace_text(step.end_rate_per_min),
            seconds=seconds,
        )
    return tr("{rate} a minute for {seconds} s", rate=pace_text(step.rate_per_min), seconds=seconds)
