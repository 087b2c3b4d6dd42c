"""Choosing a pace by hand: a named pattern or one's own, its rate, its out-breath and its pauses, seen as it will go."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFormLayout

from outbreath_app.pacing import (
    MAX_RATE_PER_MIN,
    MIN_RATE_PER_MIN,
    Pacer,
    PacingError,
    Pattern,
    named_patterns,
)
from outbreath_app.practices import PaceSpec
from outbreath_app.ui.looks.drawing_look import Look
from outbreath_app.ui.pacer.line import LineView
from outbreath_app.ui.parts.pointing import PointSlider
from outbreath_app.ui.parts.widgets import Card, label, slider_row, value_beside
from outbreath_app.ui.words.i18n import number, tr

MOST_PAUSE_S = 8.0
LEAST_RATIO, MOST_RATIO = 1.0, 3.0


class PaceEditor(Card):
    """Sliders and their preview. `changed` gives the new pace."""

    changed = Signal(object)

    def __init__(self, look: Look, spec: PaceSpec) -> None:
        super().__init__()
        self._spec = spec
        self._setting = True
        self.preview = LineView(look)
        self.preview.setAccessibleName(tr("Preview of the pace"))
        self.preview.setFixedHeight(round(150 * min(look.scale, 1.8)))
        self._pacer = Pacer()
        self.pattern = QComboBox()
        self.pattern.setAccessibleName(tr("Pattern"))
        self.pattern.addItem(tr("Of my own"), "")
        for key, named in named_patterns().items():
            self.pattern.addItem(tr(named.title), key)
        self.said = label("", "muted", wrap=True)
        form = QFormLayout()
        form.setLabelAlignment(Qt.AlignmentFlag.AlignVCenter)
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(8)
        form.setRowWrapPolicy(
            QFormLayout.RowWrapPolicy.WrapAllRows
            if look.scale >= 1.75
            else QFormLayout.RowWrapPolicy.DontWrapRows
        )
        form.addRow(label(tr("Pattern")), self.pattern)
        self.rate = self._slider(form, tr("Breaths a minute"), MIN_RATE_PER_MIN * 10, MAX_RATE_PER_MIN * 10)
        self.ratio = self._slider(
            form, tr("Out-breath, times the in-breath"), LEAST_RATIO * 10, MOST_RATIO * 10
        )
        self.hold_in = self._slider(form, tr("Pause after breathing in (s)"), 0, MOST_PAUSE_S * 10, 5)
        self.hold_out = self._slider(form, tr("Pause after breathing out (s)"), 0, MOST_PAUSE_S * 10, 5)
        self.body.addLayout(form)
        self.body.addWidget(self.said)
        self.body.addWidget(self.preview)
        self.pattern.activated.connect(lambda _: self._on_pattern())
        self.show_spec(spec)

    def _slider(self, form: QFormLayout, title: str, low: float, high: float, step: int = 1) -> PointSlider:
        slider = PointSlider()
        slider.setRange(round(low), round(high))
        slider.setSingleStep(step)
        slider.setPageStep(5)
        slider.setAccessibleName(title)
        value = value_beside(slider, number(MAX_RATE_PER_MIN, 1))
        value.setText(number(low / 10, 1))

        def on_value(now: int) -> None:
            value.setText(number(now / 10, 1))
            slider.setAccessibleDescription(number(now / 10, 1))
            self._on_slider()

        slider.valueChanged.connect(on_value)
        form.addRow(label(title), slider_row(slider, value))
        return slider

    def show_spec(self, spec: PaceSpec) -> None:
        """Set the sliders to a pace, without reporting that as a wish."""
        self._spec = spec
        shape = spec.shape
        period_s = 60.0 / spec.rate_per_min
        self._setting = True
        self.pattern.setCurrentIndex(max(0, self.pattern.findData(spec.pattern)))
        self.rate.setValue(round(spec.rate_per_min * 10))
        self.ratio.setValue(round(shape.out_share / shape.in_share * 10))
        self.hold_in.setValue(round(shape.hold_in_share * period_s * 10))
        self.hold_out.setValue(round(shape.hold_out_share * period_s * 10))
        self._setting = False
        self._say(spec)

    def _on_pattern(self) -> None:
        key = self.pattern.currentData()
        if key:
            spec = PaceSpec.named(key)
            self.show_spec(spec)
            self.changed.emit(spec)
        else:
            self._on_slider()

    def _on_slider(self) -> None:
        if self._setting:
            return
        rate = self.rate.value() / 10
        hold_in, hold_out = self.hold_in.value() / 10, self.hold_out.value() / 10
        moving_s = 60.0 / rate - hold_in - hold_out
        breath_in = moving_s / (1 + self.ratio.value() / 10)
        try:
            shape = Pattern.from_seconds(breath_in, moving_s - breath_in, hold_in, hold_out)
        except PacingError:
            self.said.setText(
                tr("The pauses leave too little time to breathe: shorten them, or slow the pace.")
            )
            return
        spec = PaceSpec(shape=shape, rate_per_min=rate)
        self._spec = spec
        self.pattern.setCurrentIndex(0)
        self._say(spec)
        self.changed.emit(spec)

    def _say(self, spec: PaceSpec) -> None:
        period_s = 60.0 / spec.rate_per_min
        shape = spec.shape
        parts = [tr("in {seconds} s", seconds=number(shape.in_share * period_s, 1))]
        if shape.hold_in_share:
            parts.append(tr("pause {seconds} s", seconds=number(shape.hold_in_share * period_s, 1)))
        parts.append(tr("out {seconds} s", seconds=number(shape.out_share * period_s, 1)))
        if shape.hold_out_share:
            parts.append(tr("pause {seconds} s", seconds=number(shape.hold_out_share * period_s, 1)))
        self.said.setText(", ".join(parts))
        self._pacer = Pacer()

    def show_moment(self, now_ns: int) -> None:
        """Move the preview."""
        if not self._pacer.paces:
            self._pacer = Pacer().changed(now_ns, self._spec.shape, self._spec.rate_per_min)
        self.preview.show_moment(self._pacer, now_ns)
