"""Every number the core gave, with its interval: the clinician's view."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout, QWidget

from outbreath_app.stream.session import SessionState
from outbreath_app.ui.parts.widgets import clear_scroll, label
from outbreath_app.ui.trainer.readings import (
    interval_words,
    is_stale,
    signal_words,
    source_words,
)
from outbreath_app.ui.words.i18n import DASH, number, tr
from outbreath_app.ui.words.reasons import reason_words
from outbreath_signal.estimate import Adherence, Estimate

LEAST_LINES_ACROSS = 18  # of text: a panel narrower than this has its values under their names
FOR_CLINICIANS = 4  # rows at the end


def adherence_words(adherence: Adherence) -> str:
    match adherence:
        case Adherence.ON_PACE:
            return tr("With the pacer")
        case Adherence.OFF_PACE:
            return tr("Off pace")
        case Adherence.UNKNOWN:
            return tr("Not known yet")


def rows(
    estimate: Estimate | None, state: SessionState, silent_s: float | None, pace_per_min: float | None
) -> list[tuple[str, str]]:
    """Names and values in reading order; the breathing stands before what depends on it."""
    yes = estimate is not None and not is_stale(state, silent_s, estimate)
    e = estimate if estimate is not None and yes else Estimate(t_s=0.0)
    return [
        (tr("Pacer"), _value(pace_per_min, 2, tr("/min"))),
        (tr("Following"), adherence_words(e.adherence) if yes else DASH),
        (
            tr("Breathing rate"),
            _value(e.breath_rate_per_min, 2, tr("/min"))
            + _range(e.breath_rate_low_per_min, e.breath_rate_high_per_min, 1)
            + (f" {source_words(e.breath_source)}" if yes and e.breath_source else ""),
        ),
        (
            tr("RSA, latest breaths"),
            _value(e.rsa_ms, 1, tr("ms")) + _range(e.rsa_low_ms, e.rsa_high_ms, 1),
        ),
        (
            tr("RSA, latest breath"),
            _value(e.breath_rsa_ms, 1, tr("ms")) + _range(e.breath_rsa_low_ms, e.breath_rsa_high_ms, 1),
        ),
        (
            tr("Heart rate"),
            _value(e.hr_bpm, 1, tr("bpm")) + _range(e.hr_low_bpm, e.hr_high_bpm, 1),
        ),
        (
            tr("RMSSD, 60 s"),
            _value(e.rmssd_ms, 1, tr("ms")) + _range(e.rmssd_low_ms, e.rmssd_high_ms, 1),
        ),
        (tr("Usable, last 60 s"), _value(100 * e.quality if yes else None, 0, "%")),
        (tr("Signal"), signal_words(estimate, state, silent_s)),
        (tr("RSA as heart rate"), _value(e.rsa_bpm, 1, tr("bpm"))),
        (tr("Spectral concentration"), _value(e.spectral_concentration, 2, "")),
        (tr("Corrected beats"), _value(e.corrected_pct, 1, "%")),
        (tr("Remarks"), "; ".join(reason_words(r) for r in e.reasons) if yes and e.reasons else DASH),
    ]


def _value(value: float | None, decimals: int, unit: str) -> str:
    return DASH if value is None else f"{number(value, decimals)} {unit}".strip()


def _range(low: float | None, high: float | None, decimals: int) -> str:
    words = interval_words(low, high, decimals)
    return f" ({words})" if words else ""


class NumbersPanel(QFrame):
    """Two columns, names and values."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        inner = QWidget()
        self._grid = QGridLayout(inner)
        self._grid.setContentsMargins(4, 4, 4, 4)
        self._grid.setHorizontalSpacing(14)
        self._grid.setVerticalSpacing(5)
        self._grid.setColumnStretch(1, 1)
        self._narrow = False
        self._cells: list[tuple[QLabel, QLabel]] = []
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 8, 4, 8)
        layout.addWidget(clear_scroll(inner))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Side by side, or each value under its name where the text is large for the panel."""
        super().resizeEvent(event)
        narrow = self.width() < LEAST_LINES_ACROSS * self.fontMetrics().lineSpacing()
        if narrow != self._narrow:
            self._narrow = narrow
            for index in range(len(self._cells)):
                self._place(index)

    def _place(self, index: int) -> None:
        name, value = self._cells[index]
        wide = 2 if self._narrow else 1
        self._grid.addWidget(name, 2 * index, 0, 1, wide)
        self._grid.addWidget(value, 2 * index + (1 if self._narrow else 0), 0 if self._narrow else 1, 1, wide)

    def show_now(
        self,
        estimate: Estimate | None,
        state: SessionState,
        silent_s: float | None,
        pace_per_min: float | None,
        every: bool,
    ) -> None:
        """Show the numbers; every False leaves the last few, of use to clinicians only, out."""
        shown = rows(estimate, state, silent_s, pace_per_min)
        for index, (name, value) in enumerate(shown):
            wanted = every or index < len(shown) - FOR_CLINICIANS
            if index == len(self._cells):
                cell = (label("", "small", wrap=True), label("", wrap=True))
                self._cells.append(cell)
                self._place(index)
            shown_name, shown_value = self._cells[index]
            shown_name.setVisible(wanted)
            shown_value.setVisible(wanted)
            shown_name.setText(name)
            if shown_value.text() != value:
                shown_value.setText(value)
                shown_value.setAccessibleName(f"{name}: {value}")
