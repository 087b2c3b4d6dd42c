"""The beats of one session: raw and accepted intervals, RSA of each breath, phases; beats relabelled by hand with undo."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QPalette, QShortcut
from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QVBoxLayout, QWidget

from outbreath_app.sources import open_source
from outbreath_app.storage.by_hand import relabelled
from outbreath_app.storage.indexing import Span, spans
from outbreath_app.storage.relabelling import Relabelling
from outbreath_app.ui.i18n import number, tr
from outbreath_app.ui.widgets import button, label
from outbreath_signal.analysis import analyse
from outbreath_signal.artifacts import Labelling, label_beats
from outbreath_signal.errors import SignalError
from outbreath_signal.labels import Label
from outbreath_signal.rsa import rsa_over_breaths


def label_words(given: Label) -> str:
    """A label in the person's language."""
    match given:
        case Label.NORMAL:
            return tr("sound beat")
        case Label.MISSED:
            return tr("missed beat")
        case Label.EXTRA:
            return tr("extra beat")
        case Label.ECTOPIC:
            return tr("early or late beat")
        case Label.MISALIGNED:
            return tr("misplaced beat")
        case Label.GAP:
            return tr("after a gap")
        case Label.NOISE:
            return tr("noise")


class BeatsDialog(QDialog):
    """Left and right choose a beat, the list labels it, Ctrl+Z takes it back. Raises DeviceError when it cannot be read."""

    def __init__(self, path: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        import pyqtgraph

        self.setWindowTitle(tr("Beats"))
        self.setAccessibleName(tr("Beats"))
        self.resize(1000, 640)
        source = open_source(str(path))
        self.beats = source.beats
        self.found: Labelling = label_beats(self.beats)
        self.hand = Relabelling(path)
        first_ns = source.lines[0].get("t") if source.lines else 0
        self.spans: list[Span] = spans(source.lines, first_ns if isinstance(first_ns, int) else 0)
        self.chosen = 0
        ground = self.palette().color(QPalette.ColorRole.Base)
        self.ink = self.palette().color(QPalette.ColorRole.Text)
        self.accent = self.palette().color(QPalette.ColorRole.Highlight)
        self.plot = pyqtgraph.PlotWidget(background=ground)
        self.rsa_plot = pyqtgraph.PlotWidget(background=ground)
        for plot, unit in ((self.plot, tr("R-R, ms")), (self.rsa_plot, tr("RSA of each breath, ms"))):
            for side in ("left", "bottom"):
                plot.getAxis(side).setTextPen(self.ink)
                plot.getAxis(side).setPen(self.ink)
            plot.setLabel("left", unit, color=self.ink.name())
            plot.setAccessibleName(unit)
            plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            plot.setMenuEnabled(False)
        self.rsa_plot.setXLink(self.plot)
        self.rsa_plot.setLabel("bottom", tr("minutes"), color=self.ink.name())
        minutes = self.beats.t_s / 60
        self.plot.plot(
            minutes,
            self.beats.rr_ms,
            pen=None,
            symbol="o",
            symbolSize=3,
            symbolBrush=self.ink,
            symbolPen=None,
        )
        self.line = self.plot.plot([], [], pen=pyqtgraph.mkPen(self.accent, width=1), connect="finite")
        self.doubtful = self.plot.plot(
            [], [], pen=None, symbol="x", symbolSize=9, symbolPen=pyqtgraph.mkPen(self.ink)
        )
        self.marker = self.plot.plot(
            [],
            [],
            pen=None,
            symbol="o",
            symbolSize=14,
            symbolBrush=None,
            symbolPen=pyqtgraph.mkPen(self.accent, width=2),
        )
        for span in self.spans:
            self.plot.addItem(
                pyqtgraph.InfiniteLine(
                    span.start_s / 60, pen=pyqtgraph.mkPen(self.ink, style=Qt.PenStyle.DashLine)
                )
            )
        self.breaths = self.rsa_plot.plot(
            [], [], pen=None, symbol="o", symbolSize=5, symbolBrush=self.accent, symbolPen=None
        )
        self.told = label("", "body", wrap=True)
        self.summary = label("", "muted", wrap=True)
        self.choice = QComboBox()
        self.choice.setAccessibleName(tr("Label of the chosen beat"))
        for each in Label:
            self.choice.addItem(label_words(each), int(each))
        self.undo = button(tr("Undo"), shortcut="Ctrl+Z")
        self.redo = button(tr("Redo"), shortcut="Ctrl+Y")
        self.before = button(tr("Beat before"))
        self.after = button(tr("Next beat"))
        self.next_doubtful = button(tr("Next doubtful beat"))
        self._lay_out()
        self._connect()
        self.show_labels()

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.addWidget(self.summary)
        layout.addWidget(self.plot, 3)
        layout.addWidget(self.rsa_plot, 2)
        layout.addWidget(self.told)
        row = QHBoxLayout()
        for widget in (self.before, self.after, self.next_doubtful, self.choice, self.undo, self.redo):
            row.addWidget(widget)
        row.addStretch(1)
        layout.addLayout(row)

    def _connect(self) -> None:
        self.before.clicked.connect(lambda: self.choose(self.chosen - 1))
        self.after.clicked.connect(lambda: self.choose(self.chosen + 1))
        self.next_doubtful.clicked.connect(self._on_next_doubtful)
        self.choice.activated.connect(lambda _: self.give(Label(self.choice.currentData())))
        self.undo.clicked.connect(self._on_undo)
        self.redo.clicked.connect(self._on_redo)
        QShortcut(QKeySequence("Ctrl+Z"), self, self._on_undo)
        QShortcut(QKeySequence("Ctrl+Y"), self, self._on_redo)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Left:
                self.choose(self.chosen - 1)
            case Qt.Key.Key_Right:
                self.choose(self.chosen + 1)
            case _:
                super().keyPressEvent(event)

    @property
    def labelling(self) -> Labelling:
        """What was found, with the person's own labels over it."""
        return relabelled(self.found, self.hand.labels)

    def choose(self, index: int) -> None:
        """Choose one beat and tell it in words."""
        self.chosen = min(max(0, index), len(self.beats) - 1)
        i = self.chosen
        given = Label(int(self.labelling.codes[i]))
        minute = self.beats.t_s[i] / 60
        self.marker.setData([minute], [self.beats.rr_ms[i]])
        self.choice.setCurrentIndex(self.choice.findData(int(given)))
        said = tr("Beat {n} at {minutes} min: {rr} ms, {label}", n=i + 1, minutes=number(float(minute), 2), rr=number(float(self.beats.rr_ms[i]), 0), label=label_words(given))  # fmt: skip
        self.told.setText(said + (" " + tr("(labelled by hand)") if i in self.hand.labels else ""))
        low, high = self.plot.viewRange()[0]
        if not low <= minute <= high:
            half = (high - low) / 2
            self.plot.setXRange(minute - half, minute + half, padding=0)

    def give(self, given: Label) -> None:
        """Label the chosen beat; what was found by itself needs no label by hand."""
        same = int(self.found.codes[self.chosen]) == int(given)
        self.hand.give(self.chosen, None if same else given)
        self.show_labels()

    def _on_undo(self) -> None:
        self.hand.undo()
        self.show_labels()

    def _on_redo(self) -> None:
        self.hand.redo()
        self.show_labels()

    def _on_next_doubtful(self) -> None:
        places = np.flatnonzero(~self.labelling.accepted)
        later = places[places > self.chosen]
        if len(places):
            self.choose(int(later[0] if len(later) else places[0]))

    def show_labels(self) -> None:
        """Draw and sum up again after a change."""
        labelling, minutes = self.labelling, self.beats.t_s / 60
        use = labelling.accepted
        self.line.setData(minutes, np.where(use & self.beats.joined, self.beats.rr_ms, np.nan))
        self.doubtful.setData(minutes[~use], self.beats.rr_ms[~use])
        self._show_breaths(labelling)
        result = analyse(self.beats, labelling, measures=["time"])
        rmssd = number(result.rmssd_ms, 1) if result.rmssd_ms is not None else "-"
        self.summary.setText(tr("RMSSD {rmssd} ms, {pct} % of the beats are doubtful", rmssd=rmssd, pct=number(result.corrected_pct, 1)))  # fmt: skip
        self.undo.setEnabled(self.hand.can_undo)
        self.redo.setEnabled(self.hand.can_redo)
        self.choose(self.chosen)

    def _show_breaths(self, labelling: Labelling) -> None:
        t_s, rr = self.beats.t_s, self.beats.rr_ms
        ends: list[float] = []
        swings: list[float] = []
        for span in self.spans:
            if span.rate_per_min is None:
                continue
            within = (t_s > span.start_s) & (t_s <= span.end_s)
            try:
                found = rsa_over_breaths(
                    t_s[within], rr[within], labelling.accepted[within], span.rate_per_min
                )
            except (SignalError, IndexError):
                continue
            good = np.isfinite(found.breath_rsa_ms)
            ends += (found.breath_end_s[good] / 60).tolist()
            swings += found.breath_rsa_ms[good].tolist()
        self.breaths.setData(ends, swings)
        self.rsa_plot.setVisible(bool(ends))
