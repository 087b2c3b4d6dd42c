"""Choosing what to practise, for how long, and where the heartbeat comes from."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from outbreath_app.flow.pauses import pauses_offered, with_pauses
from outbreath_app.flow.plan import Plan, plan_practice
from outbreath_app.practices import Practice
from outbreath_app.practices.model import PhaseKind
from outbreath_app.safety import PAUSES
from outbreath_app.settings import Settings
from outbreath_app.ui.parts.drawings import BreathShape, StepsBar
from outbreath_app.ui.parts.flowing import FlowLayout
from outbreath_app.ui.parts.foot import Foot
from outbreath_app.ui.parts.list_rows import WrappedRows
from outbreath_app.ui.parts.widgets import Card, Notice, Page, Tick, button, label, tick_row
from outbreath_app.ui.practise.choosing.plan_words import (
    bar_parts,
    flow_words,
    pace_words,
    pauses_words,
    practised_pace,
    steps_words,
)
from outbreath_app.ui.practise.choosing.request import Heart, HeartKind, SessionRequest
from outbreath_app.ui.words.i18n import number, tr

MINUTES: tuple[int, ...] = (*range(1, 11), 12, 15, 20, 25, 30, 40, 45, 50, 60)


class ChoosePage(Page):
    """The first page: a list of practices, and the chosen one with its length and heart signal."""

    begin_wanted = Signal(object)
    strap_wanted = Signal()
    replay_wanted = Signal()
    editor_wanted = Signal()
    settings_wanted = Signal(dict)

    def __init__(self, practices: Sequence[Practice], settings: Settings) -> None:
        super().__init__(tr("Practise"), widest=1180)
        self._practices = list(practices)
        self._settings = settings
        self.notice = Notice()
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Practices"))
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setItemDelegate(WrappedRows(self.list))
        self.list.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.about = label("", wrap=True)
        self.name = label("", "title", wrap=True)
        self.kind = label("", "small")
        self.shape = BreathShape()
        self.steps = StepsBar()
        self.pace = label("", "muted", wrap=True)
        self.know = label(tr("Good to know"), "small")
        self.cautions = label("", "muted", wrap=True)
        self.other_ways = label("", "muted", wrap=True)
        self.minutes = QComboBox()
        self.minutes.setAccessibleName(tr("Length"))
        for minutes in MINUTES:
            self.minutes.addItem(tr("{minutes} min", minutes=number(minutes)), float(minutes))
        self.minutes.addItem(tr("Open, until I stop"), None)
        self.minutes.setMaxVisibleItems(self.minutes.count())
        self.heart = QComboBox()
        self.heart.setAccessibleName(tr("Heart signal"))
        self._baseline_tick = Tick(tr("Begin with a resting baseline"))
        self.baseline = self._baseline_tick.box
        self.checkin, self._checkin_row = tick_row(tr("Check in before and after"))
        self.pauses = Tick()
        self.pauses_note = label(tr(PAUSES), "muted", wrap=True)
        self.begin = button(tr("Begin"), "main")
        self.begin.setProperty("large", True)
        self.strap = button(tr("Find a strap"))
        self.replay = button(tr("Replay a recording"), "quiet")
        self.edit = button(tr("Make one of your own"), "quiet")
        self._build()
        self.show_settings(settings)
        self._connect()
        self.show_practices(self._practices)

    def _build(self) -> None:
        self.body.addWidget(self.notice)
        across = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        across.setSpacing(14)
        self._across = across
        left = QVBoxLayout()
        left.addWidget(self.list, 100)
        below = QHBoxLayout()
        below.addWidget(self.edit)
        below.addStretch(1)
        left.addLayout(below)
        left.addStretch(1)
        across.addLayout(left, 4)
        across.addLayout(self._right(), 7)
        self.body.addLayout(across, 1)

    def _right(self) -> QVBoxLayout:
        card = Card()
        card.body.setContentsMargins(18, 16, 18, 16)
        names = QVBoxLayout()
        names.setSpacing(2)
        names.addWidget(self.kind)
        names.addWidget(self.name)
        card.body.addLayout(names)
        for widget in (self.about, self.shape, self.pace, self.steps):
            card.body.addWidget(widget)
        form = QFormLayout()
        form.setLabelAlignment(Qt.AlignmentFlag.AlignVCenter)
        form.setHorizontalSpacing(8)
        form.setVerticalSpacing(10)
        for box in (self.minutes, self.heart):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(8)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(_tied(tr("Length"), self.minutes), self.minutes)
        heart = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        heart.setSpacing(4)
        self._form, self._heart_row = form, heart
        heart.addWidget(self.heart, 1)
        heart.addWidget(self.strap)
        form.addRow(_tied(tr("Heart signal"), self.heart), heart)
        card.body.addSpacing(6)
        card.body.addLayout(form)
        card.body.addWidget(self.pauses)
        card.body.addWidget(self.pauses_note)
        card.body.addWidget(self._baseline_tick)
        card.body.addLayout(self._checkin_row)
        row = QWidget()
        ways = FlowLayout(spacing=16)
        row.setLayout(ways)
        ways.addWidget(self.begin)
        ways.addWidget(self.replay)
        self.foot = Foot(self, row)
        card.body.addSpacing(2)
        card.body.addWidget(self.foot.place)
        card.body.addSpacing(4)
        for widget in (self.know, self.cautions, self.other_ways):
            card.body.addWidget(widget)
        right = QVBoxLayout()
        right.addWidget(card)
        right.addStretch(1)
        return right

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Side by side where there is room, one under the other where there is not."""
        super().resizeEvent(event)
        narrow = self.viewport().width() < 42 * self.fontMetrics().lineSpacing()
        way = QBoxLayout.Direction
        for row in (self._across, self._heart_row):
            row.setDirection(way.TopToBottom if narrow else way.LeftToRight)
        self.list.doItemsLayout()  # the rows are as high as their words need at this width
        policy = QFormLayout.RowWrapPolicy
        self._form.setRowWrapPolicy(policy.WrapAllRows if narrow else policy.DontWrapRows)
        self.list.setMinimumHeight(7 * self.list.fontMetrics().lineSpacing() if narrow else 0)
        self._fit_list()

    def _fit_list(self) -> None:
        """The list is as long as its practices, where there is room for that."""
        rows = sum(self.list.sizeHintForRow(row) for row in range(self.list.count()))
        self.list.setMaximumHeight(rows + 2 * self.list.frameWidth() + self.list.fontMetrics().lineSpacing())

    def _connect(self) -> None:
        self.list.currentRowChanged.connect(lambda _: self._on_practice())
        self.list.itemActivated.connect(lambda _: self._on_begin())
        self.minutes.currentIndexChanged.connect(lambda _: self._on_length())
        self.baseline.toggled.connect(lambda _: self._on_length())
        self.pauses.box.toggled.connect(self._on_pauses)
        self.checkin.toggled.connect(lambda on: self.settings_wanted.emit({"with_checkin": on}))
        self.begin.clicked.connect(self._on_begin)
        self.strap.clicked.connect(self.strap_wanted)
        self.replay.clicked.connect(self.replay_wanted)
        self.edit.clicked.connect(self.editor_wanted)

    # --- what is shown ---

    def show_settings(self, settings: Settings) -> None:
        """Set the controls as remembered, without reporting that as a wish."""
        self._settings = settings
        for control in (self.minutes, self.heart, self.baseline, self.checkin):
            control.blockSignals(True)
        at = self.minutes.findData(settings.minutes)
        self.minutes.setCurrentIndex(at if at >= 0 else self.minutes.findData(10.0))
        self.baseline.setChecked(settings.with_baseline)
        self.checkin.setChecked(settings.with_checkin)
        chosen = self.heart.currentData()
        self.heart.clear()
        if settings.strap_address:
            name = settings.strap_name or settings.strap_address
            self.heart.addItem(name, Heart(HeartKind.STRAP, settings.strap_address, settings.strap_name))
        if settings.bridge:
            self.heart.addItem(tr("Strap by way of a phone"), Heart(HeartKind.PHONE, settings.bridge))
        self.heart.addItem(tr("Simulated strap"), Heart(HeartKind.SIMULATED))
        self.heart.addItem(tr("Without a strap"), Heart(HeartKind.NONE))
        by_phone = isinstance(chosen, Heart) and chosen.kind is HeartKind.PHONE
        if (
            isinstance(chosen, Heart)
            and chosen.kind is not HeartKind.STRAP
            and (by_phone or not settings.strap_address)
        ):
            self.heart.setCurrentIndex(max(0, self._heart_index(chosen)))
        for control in (self.minutes, self.heart, self.baseline, self.checkin):
            control.blockSignals(False)
        if self.list.count():
            self._show_practice()

    def choose_simulated(self) -> None:
        """Take the simulated strap as the heart signal."""
        self.heart.setCurrentIndex(self._heart_index(Heart(HeartKind.SIMULATED)))

    def _heart_index(self, heart: Heart) -> int:
        return next((i for i in range(self.heart.count()) if self.heart.itemData(i) == heart), -1)

    def show_practices(self, practices: Sequence[Practice]) -> None:
        self._practices = list(practices)
        self.list.blockSignals(True)
        self.list.clear()
        for practice in self._practices:
            item = QListWidgetItem(practice.title)
            item.setData(Qt.ItemDataRole.AccessibleDescriptionRole, practice.about)
            self.list.addItem(item)
        keys = [practice.key for practice in self._practices]
        wanted = self._settings.practice
        self.list.setCurrentRow(keys.index(wanted) if wanted in keys else 0)
        self.list.blockSignals(False)
        self._fit_list()
        self._show_practice()

    @property
    def practice(self) -> Practice:
        return self._practices[max(0, self.list.currentRow())]

    @property
    def plan(self) -> Plan:
        minutes = self.minutes.currentData()
        practice = with_pauses(self.practice, self.pauses.box.isChecked())
        return plan_practice(practice, minutes, baseline=self.baseline.isChecked())

    def _show_practice(self) -> None:
        self._show_pauses()
        self._show_baseline()
        practice, plan = self.practice, self.plan
        self.kind.setText(flow_words(practice.flow))
        self.name.setText(practice.title)
        edit = tr("Change this practice") if practice.own else tr("Make one of your own")
        self.edit.setText(edit)
        self.edit.setAccessibleName(edit)
        self.about.setText(practice.about)
        words, pace = pace_words(plan, self._settings), practised_pace(plan, self._settings)
        _show(self.pace, words)
        self.shape.show_pace(
            None if pace is None else pace.pattern, 6.0 if pace is None else pace.end_rate_per_min, words
        )
        self.steps.show_parts(bar_parts(plan), steps_words(plan))
        _show(self.cautions, "\n".join(practice.cautions))
        _show(self.other_ways, "\n".join(way.text for way in practice.alternatives))
        self.know.setVisible(bool(practice.cautions or practice.alternatives))

    def _show_baseline(self) -> None:
        """Say from which length on there is room for a baseline, where there is none."""
        least = least_minutes_with_baseline(self.practice)
        minutes = self.minutes.currentData()
        room = least is not None and (minutes is None or minutes >= least)
        words = tr("Begin with a resting baseline")
        if not room and least is not None:
            words = tr(
                "Begin with a resting baseline: there is room for one from {minutes} min on",
                minutes=number(least),
            )
        self._baseline_tick.say(words)
        self._baseline_tick.setVisible(least is not None)
        self._baseline_tick.setEnabled(room)

    def _show_pauses(self) -> None:
        """Offer the practice's pauses, off unless the person has asked for them in this practice."""
        offered = pauses_offered(self.practice)
        wanted = offered is not None and self.practice.key in self._settings.pauses_in.split()
        self.pauses.box.blockSignals(True)
        self.pauses.box.setChecked(wanted)
        self.pauses.box.blockSignals(False)
        if offered is not None:
            self.pauses.say(pauses_words(offered))
        self.pauses.setVisible(offered is not None)
        self.pauses_note.setVisible(offered is not None)

    # --- what is wanted ---

    def _on_practice(self) -> None:
        self._show_practice()
        self.settings_wanted.emit({"practice": self.practice.key})

    def _on_length(self) -> None:
        self._show_practice()
        self.settings_wanted.emit(
            {"minutes": self.minutes.currentData(), "with_baseline": self.baseline.isChecked()}
        )

    def _on_pauses(self, wanted: bool) -> None:
        self.settings_wanted.emit({"pauses_in": self._settings.with_pauses_in(self.practice.key, wanted)})

    def _on_begin(self) -> None:
        heart = self.heart.currentData()
        assert isinstance(heart, Heart)
        self.begin_wanted.emit(SessionRequest(self.plan, heart, self.checkin.isChecked()))


def least_minutes_with_baseline(practice: Practice) -> int | None:
    """The shortest length offered that has room for this practice's baseline; None when it has none at any length."""
    for minutes in MINUTES:
        plan = plan_practice(practice, minutes)
        if any(step.kind is PhaseKind.BASELINE for step in plan.steps):
            return minutes
    return None


def _tied(text: str, control: QWidget) -> QLabel:
    """A label that belongs to a control."""
    made = label(text)
    made.setBuddy(control)
    return made


def _show(shown: QLabel, text: str) -> None:
    shown.setText(text)
    shown.setVisible(bool(text))
