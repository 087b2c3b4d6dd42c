"""The settings: each takes effect at once and is kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QHBoxLayout, QLabel, QLineEdit, QWidget

from outbreath_app.settings import Settings
from outbreath_app.sound.scene import Timbre, Weather
from outbreath_app.ui.looks.theme import ThemeName
from outbreath_app.ui.pacer.stack import Face
from outbreath_app.ui.parts.pointing import PointSlider
from outbreath_app.ui.parts.widgets import (
    ActionRow,
    Card,
    Notice,
    Page,
    breakable,
    button,
    label,
    slider_row,
    tick_row,
    value_beside,
)
from outbreath_app.ui.trainer.controls import detail_words, face_words
from outbreath_app.ui.trainer.readings import Detail
from outbreath_app.ui.words.i18n import LANGUAGES, number, tr

LARGE = 1.75  # from this text size on, a setting stands under its name


def theme_words(theme: ThemeName) -> str:
    words = {
        ThemeName.SYSTEM: tr("As the system"),
        ThemeName.LIGHT: tr("Light"),
        ThemeName.DARK: tr("Dark"),
        ThemeName.HIGH_CONTRAST_LIGHT: tr("High contrast, light"),
        ThemeName.HIGH_CONTRAST_DARK: tr("High contrast, dark"),
    }
    return words[theme]


def timbre_words(timbre: Timbre) -> str:
    words = {
        Timbre.WARM: tr("Warm"),
        Timbre.GLASS: tr("Glass"),
        Timbre.REED: tr("Reed"),
        Timbre.CHOIR: tr("Choir"),
        Timbre.AIR: tr("Air"),
    }
    return words[timbre]


def own_paces() -> list[tuple[str, float | None]]:
    """Not known, then 3.5 to 8 breaths a minute by tenths."""
    found = [(tr("{rate} a minute", rate=number(tenths / 10, 1)), tenths / 10) for tenths in range(35, 81)]
    return [(tr("Not known yet"), None), *found]


def weather_words(weather: Weather) -> str:
    words = {
        Weather.NONE: tr("None"),
        Weather.WAVES: tr("Waves"),
        Weather.RAIN: tr("Rain"),
        Weather.WIND: tr("Wind"),
    }
    return words[weather]


class SettingsPage(Page):
    """Groups of settings on cards. Reports each change; keeps nothing itself."""

    changed = Signal(dict)
    privacy_wanted = Signal()

    def __init__(self, settings: Settings, data_folder: str) -> None:
        super().__init__(tr("Settings"), widest=760)
        self.notice = Notice()
        self.body.addWidget(self.notice)
        self._settings = settings
        self._labels: list[QWidget] = []
        self._forms: list[QFormLayout] = []
        self._add_look()
        self._add_practice()
        self._add_sound()
        self._add_kept(data_folder)
        self._keys()
        self.body.addStretch(1)
        self.show_settings(settings)

    def _add_look(self) -> None:
        look = self._group(tr("Look"))
        self.theme = self._choice(look, tr("Colours"), "theme", [(theme_words(t), str(t)) for t in ThemeName])
        self.scale = self._slider(
            look, tr("Text size"), "text_scale", 100, 300, 25, lambda v: f"{number(v)} %"
        )
        self.language = self._choice(
            look,
            tr("Language"),
            "language",
            [(tr("As the system"), ""), *((name, code) for code, name in LANGUAGES.items())],
        )
        self.motion = self._check(
            look, tr("Reduce motion: a slow fade in place of movement"), "reduced_motion"
        )

    def _add_practice(self) -> None:
        practice = self._group(tr("Practice"))
        self.face = self._choice(practice, tr("Pacer"), "face", [(face_words(f), str(f)) for f in Face])
        self.detail = self._choice(
            practice, tr("View"), "detail", [(detail_words(d), str(d)) for d in Detail]
        )
        self.own_pace = self._choice(practice, tr("My own pace"), "own_rate_per_min", own_paces())
        self.ease_in = self._check(
            practice, tr("Begin near my own breathing and slow down little by little"), "ease_in"
        )
        self.vary = self._check(
            practice,
            tr("Vary the pacer a little, so that a heartbeat alone can tell whether I follow it"),
            "vary_pace",
        )
        self.propose = self._check(
            practice,
            tr("Put a slightly different pace forward between parts, which I may accept or not"),
            "propose_pace",
        )
        self.counts = self._check(practice, tr("Show counts in the pacer"), "show_counts")

    def _add_sound(self) -> None:
        sound = self._group(tr("Sound"))
        self.sound = self._check(sound, tr("Sound during a session"), "sound")
        self.volume = self._slider(sound, tr("Volume"), "volume", 0, 100, 5, lambda v: f"{number(v)} %")
        self.timbre = self._choice(
            sound, tr("Voice of the breath"), "timbre", [(timbre_words(t), str(t)) for t in Timbre]
        )
        self.noise = self._choice(
            sound, tr("Background"), "noise", [(weather_words(w), str(w)) for w in Weather]
        )
        self.bells = self._check(sound, tr("Bells at the start, at each new part and at the end"), "bells")
        self.feedback = self._check(
            sound, tr("A soft chord that opens with the swing of your heart"), "feedback_sound"
        )
        self.speech = self._check(sound, tr("Speak the words of a practice, where the system can"), "speech")

    def _add_kept(self, data_folder: str) -> None:
        kept = Card()
        kept.body.addWidget(label(tr("Strap and data"), "lead"))
        self.strap = label("", wrap=True)
        self.forget = button(tr("Forget this strap"))
        kept.body.addWidget(ActionRow(self.strap, self.forget))
        self.bridge = QLineEdit()
        self.bridge.setMaxLength(100)
        self.bridge.setPlaceholderText(tr("off"))
        words = tr("A phone as the radio: its address in this network, or auto")
        self.bridge.setAccessibleName(words)
        kept.body.addWidget(label(words, wrap=True))
        kept.body.addWidget(self.bridge)
        self.bridge.editingFinished.connect(lambda: self.changed.emit({"bridge": self.bridge.text().strip()}))
        everything = tr("Everything stays on this computer, in {folder}", folder=breakable(data_folder))
        kept.body.addWidget(label(everything, "muted", wrap=True))
        self.clinician, clients = self._ticked(
            tr("I also practise with clients: keep their sessions apart"), "clinician"
        )
        kept.body.addLayout(clients)
        self.privacy = button(tr("Passphrase…"))
        kept.body.addWidget(
            ActionRow(label(tr("Lock what is kept with a passphrase"), wrap=True), self.privacy)
        )
        self.body.addWidget(kept)
        self.privacy.clicked.connect(self.privacy_wanted)
        self.forget.clicked.connect(
            lambda: self.changed.emit({"strap_address": "", "strap_name": "", "straps_used": ""})
        )

    def _keys(self) -> None:
        """What the keys do."""
        form = self._group(tr("Keys"))
        self._forms.remove(form)  # a key and what it does stand on one row at every text size
        for keys, does in (
            (tr("Space"), tr("Pause, and go on")),
            (tr("Esc"), tr("End the session")),
            ("U", tr("I feel unwell")),
            ("M", tr("Mark this moment in the recording")),
            ("+  –", tr("A quicker or slower pace")),
            ("H", tr("Hold this pace")),
            ("N", tr("Next part")),
            ("R", tr("This part again")),
            ("Y  K", tr("Try the pace put forward, or keep mine")),
            ("F11", tr("Full screen")),
            (tr("Ctrl+1 to 4"), tr("Practise, Assess, Review, Settings")),
        ):
            caps = QWidget()
            beside = QHBoxLayout(caps)
            beside.setContentsMargins(0, 0, 0, 0)
            for key in keys.split("  "):
                beside.addWidget(label(key, "key"), 0, Qt.AlignmentFlag.AlignVCenter)
            beside.addStretch(1)
            self._labels.append(caps)
            form.addRow(caps, label(does, "muted", wrap=True))

    def _group(self, title: str) -> QFormLayout:
        card = Card()
        card.body.addWidget(label(title, "lead"))
        form = QFormLayout()
        form.setLabelAlignment(Qt.AlignmentFlag.AlignVCenter)
        form.setHorizontalSpacing(18)
        form.setVerticalSpacing(10)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._forms.append(form)
        card.body.addLayout(form)
        self.body.addWidget(card)
        return form

    def _choice(
        self, form: QFormLayout, title: str, key: str, options: Sequence[tuple[str, object]]
    ) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(title)
        for text, data in options:
            box.addItem(text, data)
        box.activated.connect(lambda _: self.changed.emit({key: box.currentData()}))
        form.addRow(self._tied(title, box), box)
        return box

    def _check(self, form: QFormLayout, title: str, key: str) -> QCheckBox:
        box, row = self._ticked(title, key)
        form.addRow(row)
        return box

    def _ticked(self, title: str, key: str) -> tuple[QCheckBox, QHBoxLayout]:
        box, row = tick_row(title)
        box.clicked.connect(lambda on: self.changed.emit({key: on}))
        return box, row

    def _slider(
        self,
        form: QFormLayout,
        title: str,
        key: str,
        low: int,
        high: int,
        step: int,
        words: Callable[[int], str],
    ) -> PointSlider:
        slider = PointSlider()
        slider.setRange(low, high)
        slider.setSingleStep(step)
        slider.setPageStep(step)
        slider.setTracking(key != "text_scale")  # the page grows under the hand otherwise
        slider.setAccessibleName(title)
        value = value_beside(slider, max((words(at) for at in (low, high)), key=len))

        def on_value(now: int) -> None:
            value.setText(words(now))
            slider.setAccessibleDescription(words(now))
            self.changed.emit({key: now / 100})

        slider.setValue(low)
        value.setText(words(low))
        slider.valueChanged.connect(on_value)
        form.addRow(self._tied(title, slider), slider_row(slider, value))
        return slider

    def show_settings(self, settings: Settings) -> None:
        """Set every control as kept, without reporting that as a wish."""
        self._settings = settings
        large = settings.text_scale >= LARGE
        policy = QFormLayout.RowWrapPolicy
        for form in self._forms:
            form.setRowWrapPolicy(policy.WrapAllRows if large else policy.DontWrapRows)
        widest = 0 if large else max(one.sizeHint().width() for one in self._labels)
        for one in self._labels:
            one.setMinimumWidth(widest)
        self.blockSignals(True)
        for box, value in (
            (self.theme, settings.theme),
            (self.language, settings.language),
            (self.face, settings.face),
            (self.detail, settings.detail),
            (self.timbre, settings.timbre),
            (self.noise, settings.noise),
        ):
            box.setCurrentIndex(max(0, box.findData(value)))
        paces = [self.own_pace.itemData(i) for i in range(self.own_pace.count())]
        own = settings.own_rate_per_min
        near = min(paces[1:], key=lambda pace: abs(pace - own)) if own is not None else None
        self.own_pace.setCurrentIndex(paces.index(near))
        for check, on in (
            (self.motion, settings.reduced_motion),
            (self.ease_in, settings.ease_in),
            (self.vary, settings.vary_pace),
            (self.propose, settings.propose_pace),
            (self.counts, settings.show_counts),
            (self.sound, settings.sound),
            (self.bells, settings.bells),
            (self.feedback, settings.feedback_sound),
            (self.speech, settings.speech),
            (self.clinician, settings.clinician),
        ):
            check.setChecked(on)
        self.scale.setValue(round(settings.text_scale * 100))
        self.volume.setValue(round(settings.volume * 100))
        self.bridge.setText(settings.bridge)
        known = bool(settings.strap_address)
        name = settings.strap_name or settings.strap_address
        self.strap.setText(
            tr("Remembered strap: {name}", name=name) if known else tr("No strap is remembered.")
        )
        self.forget.setVisible(known)
        self.blockSignals(False)

    def _tied(self, text: str, control: QWidget) -> QLabel:
        made = label(text)
        made.setBuddy(control)
        self._labels.append(made)
        return made
