"""Words and numbers in the person's language: every text a person reads passes through here."""

from __future__ import annotations

from datetime import date
from importlib import resources

from PySide6.QtCore import QCoreApplication, QDate, QLocale, QTranslator

from outbreath_app.words.language import use_language

CONTEXT = "outbreath"
LANGUAGES = {"en": "English", "de": "Deutsch"}
DASH = "–"
MINUS = "\N{MINUS SIGN}"


def tr(text: str, **values: object) -> str:
    """The text in the language in use, its {names} filled in afterwards."""
    translated = QCoreApplication.translate(CONTEXT, text)
    return translated.format(**values) if values else translated


def number(value: float | None, decimals: int = 0) -> str:
    """A number as the language writes it, with a true minus sign; a dash where there is none."""
    if value is None:
        return DASH
    return QLocale().toString(float(value), "f", decimals).replace("-", MINUS, 1)


def day_format() -> str:
    """How the language writes a day, month and year."""
    return tr("d MMM yyyy")


def day_text(day: date, year: bool = True) -> str:
    """A day as the language writes it."""
    shown = QDate(day.year, day.month, day.day)
    return QLocale().toString(shown, day_format() if year else tr("d MMM"))


def clock_text(seconds: float) -> str:
    """Minutes and seconds, as 4:05; hours where they are needed."""
    whole = max(0, round(seconds))
    hours, rest = divmod(whole, 3600)
    return f"{hours}:{rest // 60:02}:{rest % 60:02}" if hours else f"{rest // 60}:{rest % 60:02}"


def language_in_use(wanted: str) -> str:
    """A language there is a translation for: the one wanted, else the system's, else English."""
    code = wanted or QLocale.system().name().split("_")[0]
    return code if code in LANGUAGES else "en"


class Translation:
    """Keeps the translators alive that are installed, and swaps them when the language changes."""

    def __init__(self) -> None:
        self._installed: QTranslator | None = None
        self._data = b""
        self.language = "en"

    def use(self, wanted: str) -> str:
        """Install the language (empty: the system's). Returns the one that is in use."""
        language = language_in_use(wanted)
        if self._installed is not None:
            QCoreApplication.removeTranslator(self._installed)
            self._installed = None
        QLocale.setDefault(QLocale(language) if wanted else QLocale.system())
        if language != "en":
            translator = QTranslator()
            data = resources.files("outbreath_app.ui").joinpath("translations", f"outbreath_{language}.qm")
            # Qt reads from these bytes for as long as the translator lives, and does not keep them itself
            self._data = data.read_bytes() if data.is_file() else b""
            if self._data and translator.load(self._data):
                QCoreApplication.installTranslator(translator)
                self._installed = translator
        self.language = use_language(language)
        return language
