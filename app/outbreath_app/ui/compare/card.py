"""Choosing the two ways to compare, the pace of both and how long, with what that will ask; on the Assess place."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QListWidgetItem,
)

from outbreath_app.catalogue.comparison_history import PastComparison
from outbreath_app.compare.conductor import ComparisonConductor
from outbreath_app.compare.experiment import (
    FASTEST_PER_MIN,
    PAIRS,
    SLOWEST_PER_MIN,
    USUAL_PAIRS,
    USUAL_RATE_PER_MIN,
    WAYS,
    Experiment,
    PlanWords,
    designed,
)
from outbreath_app.settings import Settings
from outbreath_app.ui.compare.preview import ComparisonPreview
from outbreath_app.ui.compare.words import past_words, way_times, way_title
from outbreath_app.ui.looks.application_look import look_for
from outbreath_app.ui.parts.latest_job import Errand
from outbreath_app.ui.parts.widgets import Card, Rows, button, label
from outbreath_app.ui.practise.choosing.request import Heart, HeartKind, SessionRequest
from outbreath_app.ui.words.i18n import number, tr

_PACES = (4.5, 5.0, 5.5, 6.0, 6.5, 7.0)
_SEEDS = 1_000_000
_MOST_EARLIER = 50


def conductor_for(experiment: Experiment) -> ComparisonConductor:
    """The comparison about to begin, in the person's words."""
    rate = experiment.rate_per_min
    words = PlanWords(
        tr("Two ways of breathing"),
        tr("Settle in: breathe as you like"),
        tr("Rest: breathe as you like"),
        lambda way: f"{way_title(way)}: {way_times(way, rate)}",
    )
    return ComparisonConductor(experiment, words)


class ComparisonCard(Card):
    """Says what is wanted; the session's own pages do the rest."""

    begin_wanted = Signal(object)
    open_wanted = Signal(object)

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self._settings = settings
        self._past: Callable[[], Sequence[PastComparison]] = list
        self._errand = Errand()
        self._seed = secrets.randbelow(_SEEDS)
        self._ask()
        self._what()
        self._before()
        for box in (self.first, self.second, self.length):
            box.currentIndexChanged.connect(lambda _: self._show())
        self.pace.currentIndexChanged.connect(lambda _: self._on_pace())
        self.begin.clicked.connect(self._on_begin)
        self._show()

    # --- building ---

    def _ask(self) -> None:
        """What it is, and the four choices."""
        self.body.addWidget(label(tr("Compare two ways of breathing"), "lead", wrap=True))
        self.body.addWidget(
            label(
                tr(
                    "An experiment with yourself: two ways of breathing at the same pace, in turn, with rests between, in an "
                    "order drawn by lot. It shows with which your heart swung wider, and how sure that is. People differ."
                ),
                wrap=True,
            )
        )
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.setHorizontalSpacing(18)
        self.first = self._choice(form, tr("First way"))
        self.second = self._choice(form, tr("Second way"))
        self.pace = self._choice(form, tr("Pace of both"))
        self.length = self._choice(form, tr("How long"))
        for box in (self.first, self.second):
            for way in WAYS.values():
                box.addItem(way_title(way), way.key)
        self.second.setCurrentIndex(self.second.findData("twice_out"))
        self._fill_paces()
        self._fill_lengths()
        self.body.addLayout(form)

    def _what(self) -> None:
        """What will be asked, and the way in."""
        self.preview = ComparisonPreview(look_for(self._settings, _app()))
        self.body.addWidget(self.preview)
        self.order = label("", "small", wrap=True)
        self.body.addWidget(self.order)
        self.trouble = label("", "muted", wrap=True)
        self.body.addWidget(self.trouble)
        self.begin = button(tr("Begin the comparison"), "main")
        row = QHBoxLayout()
        row.addWidget(self.begin)
        row.addStretch(1)
        self.body.addLayout(row)

    def _before(self) -> None:
        """The earlier ones."""
        self.earlier_title = label(tr("Earlier comparisons"), "lead")
        self.earlier = Rows(self.earlier_title.text())
        for part in (self.earlier_title, self.earlier):
            part.hide()
            self.body.addWidget(part)
        self.earlier.itemActivated.connect(self._on_open)
        self.earlier.itemClicked.connect(self._on_open)

    def _choice(self, form: QFormLayout, title: str) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(title)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(8)
        said = label(title)
        said.setBuddy(box)
        form.addRow(said, box)
        return box

    def _fill_paces(self) -> None:
        """The paces on offer, the person's own among them."""
        chosen = self.pace.currentData() if self.pace.count() else None
        self.pace.blockSignals(True)
        self.pace.clear()
        own = self._settings.own_rate_per_min
        if own is not None and SLOWEST_PER_MIN <= own <= FASTEST_PER_MIN:
            self.pace.addItem(tr("My own pace, {rate} a minute", rate=number(own, 1)), own)
        for rate in _PACES:
            self.pace.addItem(tr("{rate} a minute", rate=number(rate, 1)), rate)
        at = self.pace.findData(chosen) if chosen is not None else -1
        usual = 0 if self.pace.count() > len(_PACES) else self.pace.findData(USUAL_RATE_PER_MIN)
        self.pace.setCurrentIndex(at if at >= 0 else usual)
        self.pace.blockSignals(False)

    def _fill_lengths(self) -> None:
        chosen = self.length.currentData() or USUAL_PAIRS
        self.length.blockSignals(True)
        self.length.clear()
        for pairs in PAIRS:
            lasts = designed(WAYS["even"], WAYS["twice_out"], self.rate_per_min, pairs, 0).seconds
            text = tr("{pairs} pairs, {minutes} minutes", pairs=number(pairs), minutes=number(lasts / 60))
            self.length.addItem(text, pairs)
        self.length.setCurrentIndex(self.length.findData(chosen))
        self.length.blockSignals(False)

    @property
    def rate_per_min(self) -> float:
        return float(self.pace.currentData())

    @property
    def experiment(self) -> Experiment | None:
        """What was chosen; None while both ways are the same."""
        a, b = WAYS[self.first.currentData()], WAYS[self.second.currentData()]
        if a.key == b.key:
            return None
        return designed(a, b, self.rate_per_min, int(self.length.currentData()), self._seed)

    def _on_pace(self) -> None:
        self._fill_lengths()
        self._show()

    def _show(self) -> None:
        experiment = self.experiment
        self.preview.show_experiment(experiment)
        self.order.setText(self.preview.said)
        self.begin.setEnabled(experiment is not None)
        words = tr("Longer tells more: with few pairs only a large difference can be told from none.")
        self.trouble.setText(words if experiment is not None else tr("Choose two different ways."))

    def show_settings(self, settings: Settings) -> None:
        self._settings = settings
        self.preview.set_look(look_for(settings, _app()))
        self._fill_paces()
        self._on_pace()

    # --- earlier ones ---

    def follow(self, past: Callable[[], Sequence[PastComparison]]) -> None:
        """Where the earlier comparisons are to be had."""
        self._past = past
        self.refresh()

    def refresh(self) -> None:
        """Look for the earlier ones again, beside the window."""
        self._errand.ask(lambda _: self._past(), self.show_past, lambda said: self.show_past(()))

    def show_past(self, past: Sequence[PastComparison]) -> None:
        """List them, newest first."""
        self.earlier.clear()
        for one in past[:_MOST_EARLIER]:
            item = QListWidgetItem(past_words(one.visit))
            item.setData(Qt.ItemDataRole.UserRole, str(one.path))
            self.earlier.addItem(item)
        self.earlier.fit()
        for part in (self.earlier_title, self.earlier):
            part.setVisible(bool(past))

    def _on_open(self, item: QListWidgetItem) -> None:
        self.open_wanted.emit(Path(item.data(Qt.ItemDataRole.UserRole)))

    def draw_again(self) -> None:
        """Another lot for the next comparison."""
        self._seed = secrets.randbelow(_SEEDS)
        self._show()

    def _on_begin(self) -> None:
        experiment = self.experiment
        if experiment is None:
            return
        settings = self._settings
        if settings.strap_address:
            heart = Heart(HeartKind.STRAP, settings.strap_address, settings.strap_name)
        else:
            heart = Heart(HeartKind.SIMULATED)
        conductor = conductor_for(experiment)
        self.begin_wanted.emit(SessionRequest(conductor.plan, heart, check_in=False, comparing=conductor))
        self.draw_again()


def _app() -> QApplication:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    return app
