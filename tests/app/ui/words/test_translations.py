"""The second language is complete: every text is translated, keeps its places for values, and the .qm file is current."""

from __future__ import annotations

import ast
import importlib.util
import json
import re
from pathlib import Path
from types import ModuleType

import pytest
from PySide6.QtCore import QTranslator

from outbreath_app.stream.sources import SourceError
from outbreath_app.words.codes import Trouble

ROOT = Path(__file__).resolve().parents[4]
UI = ROOT / "app" / "outbreath_app" / "ui"
_PLACES = re.compile(r"\{\w*\}")
# calls that put their first argument before a person's eyes or ears
SHOWN = {
    "setText", "setToolTip", "setAccessibleName", "setAccessibleDescription", "setWindowTitle", "addItem", "label",
    "button", "say", "setPlaceholderText", "tick_row",
}  # fmt: skip
NAMES = {"Outbreath"}


def tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("translations_tool", ROOT / "tools" / "translations.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def german() -> dict[str, str]:
    module = tool()
    found: dict[str, str] = module.read(UI / "translations" / "outbreath_de.ts")
    return found


def test_every_text_has_a_translation(german: dict[str, str]) -> None:
    assert [text for text in tool().collect() if text not in german] == []


def test_translations_keep_the_places_for_values(german: dict[str, str]) -> None:
    wrong = [t for t, made in german.items() if sorted(_PLACES.findall(t)) != sorted(_PLACES.findall(made))]
    assert wrong == []


def test_the_compiled_translation_is_current(app: object, german: dict[str, str]) -> None:
    translator = QTranslator()
    compiled = (UI / "translations" / "outbreath_de.qm").read_bytes()
    assert translator.load(compiled)
    stale = [text for text, made in german.items() if translator.translate("outbreath", text) != made]
    assert stale == []


@pytest.mark.parametrize("path", sorted(UI.rglob("*.py")), ids=lambda path: path.stem)
def test_no_text_goes_past_the_translation(path: Path) -> None:
    past = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        first = node.args[0]
        if name in SHOWN and isinstance(first, ast.Constant) and isinstance(first.value, str):
            words = re.search(r"[A-Za-z]{2}", first.value)
            if words and first.value not in NAMES:
                past.append(f"line {node.lineno}: {first.value}")
    assert past == []


def test_numbers_are_written_as_the_language_writes_them(app: object) -> None:
    from PySide6.QtCore import QLocale

    from outbreath_app.ui.words.i18n import Translation, number, tr

    before, translation = QLocale(), Translation()
    try:
        assert translation.use("de") == "de"
        assert number(6.5, 1) == "6,5"
        assert tr("Breathe in") == "Einatmen"
        assert translation.use("en") == "en"
        assert number(6.5, 1) == "6.5"
        assert tr("Breathe in") == "Breathe in"
    finally:
        QLocale.setDefault(before)


@pytest.mark.parametrize(
    ("said", "german"),
    [
        (
            "The settings in /home/a b/settings.json could not be read; the program starts with its own.",
            "Die Einstellungen in /home/a b/settings.json konnten nicht gelesen werden; das Programm beginnt mit seinen eigenen.",
        ),
        (
            "/tmp/x.jsonl is there already. Choose another name: a recording is never overwritten.",
            "/tmp/x.jsonl gibt es schon. Wählen Sie einen anderen Namen: Eine Aufnahme wird nie überschrieben.",
        ),
        (
            SourceError(Trouble.FILE_MISSING(file="1.5 {2} is damaged.txt"), "Choose another name."),
            "Es gibt keine Datei 1.5 {2} is damaged.txt. Wählen Sie einen anderen Namen.",
        ),
        (
            "calm.toml: line 3, minutes: is a number from 1 to 60; received 70.\nline 9, phase: is missing.",
            "calm.toml: Zeile 3, minutes: ist eine Zahl von 1 bis 60; hier steht 70.\nZeile 9, phase: fehlt.",
        ),
        ("Something nobody translated.", "Something nobody translated."),
        ("", ""),
    ],
)
def test_a_sentence_from_elsewhere_is_translated_with_the_names_in_it(
    app: object, said: str | SourceError, german: str
) -> None:
    from PySide6.QtCore import QLocale

    from outbreath_app.ui.words.i18n import Translation
    from outbreath_app.ui.words.reasons import problem_words

    before, translation = QLocale(), Translation()
    try:
        translation.use("de")
        assert problem_words(said) == german
        translation.use("en")
        assert problem_words(said) == str(said)
    finally:
        translation.use("en")
        QLocale.setDefault(before)


def test_the_sentences_kept_beside_the_translations_are_those_in_the_source() -> None:
    kept = json.loads((UI / "translations" / "sentences.json").read_text(encoding="utf-8"))
    assert kept == tool().sentences()
