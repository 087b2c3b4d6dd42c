"""Reasons are data: every code has words in every language, with the same places, and each is said with its values."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest
from click.testing import CliRunner

from outbreath_app.cli import cli
from outbreath_app.stream.sources import SourceError, open_source
from outbreath_app.words import language
from outbreath_app.words.codes import AppWhy, Trouble
from outbreath_app.words.language import DECIMAL_MARKS, error_text, reason_text, reasons_json, table_of
from outbreath_signal.reasons import Reason, ReasonKind, Why

KINDS: list[ReasonKind] = [*Why, *AppWhy, *Trouble]
DOCS = Path(__file__).resolve().parents[3] / "docs"


@pytest.fixture(autouse=True)
def english_afterwards() -> Iterator[None]:
    before = language.language_in_use()
    yield
    language.use_language(before)


def places(sentence: str) -> list[tuple[str, str]]:
    return sorted((name, spec or "") for _, name, spec, _ in Formatter().parse(sentence) if name)


def test_no_two_kinds_share_a_code_and_each_is_snake_case() -> None:
    codes = [kind.code for kind in KINDS]
    assert len(set(codes)) == len(codes)
    assert all(re.fullmatch(r"[a-z0-9]+(_[a-z0-9]+)*", code) for code in codes)


@pytest.mark.parametrize("name", [one for one in DECIMAL_MARKS if one != "en"])
def test_every_code_has_words_in_the_language_with_the_same_values_and_none_is_left_over(name: str) -> None:
    table = table_of(name)
    assert set(table) == {kind.code for kind in KINDS}
    assert {kind.code: places(table[kind.code]) for kind in KINDS} == {
        kind.code: places(kind.value) for kind in KINDS
    }


def test_every_code_is_in_the_documentation_and_no_other() -> None:
    text = (DOCS / "reasons.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^\| `(\w+)` \|", text, re.MULTILINE)) == {kind.code for kind in KINDS}


def test_a_reason_is_said_with_its_values_and_the_languages_own_decimal_mark() -> None:
    doubtful = Why.UNRELIABLE(corrected_pct=8.33)
    assert str(doubtful) == "8.3 % of the beats had to be corrected: unreliable"
    assert reason_text(doubtful, "de") == "8,3 % der Schläge mussten korrigiert werden: unzuverlässig"


def test_reasons_within_a_reason_are_said_in_the_same_language() -> None:
    whole = Why.NOT_INTERPRETABLE(why=(Why.BEATS_OUT_OF_TURN(early_pct=12.0), Why.RHYTHM_IRREGULAR()))
    assert str(whole) == (
        "not interpretable: many beats come out of turn (12 %); "
        "the rhythm changes from beat to beat without a pattern"
    )
    assert reason_text(whole, "de") == (
        "nicht auswertbar: viele Schläge kommen außer der Reihe (12 %); "
        "der Rhythmus wechselt von Schlag zu Schlag ohne Muster"
    )


def test_json_has_codes_and_beside_them_the_sentences_of_the_language_in_use() -> None:
    told: list[Reason] = [Why.NO_BEAT_FOR(silence_s=14.0)]
    assert reasons_json(told) == {"reasons": ["no_beat_for"], "reason_texts": ["no beat for 14 s"]}
    assert language.use_language("de") == "de"
    assert reasons_json(told)["reason_texts"] == ["seit 14 s kein Herzschlag"]
    assert reasons_json(told)["reasons"] == ["no_beat_for"]
    assert language.use_language("xx") == "en"


def test_the_kind_is_asked_for_by_code_and_not_by_its_words() -> None:
    assert Why.NO_BEAT_FOR(silence_s=3.0).kind is Why.NO_BEAT_FOR
    assert Why.NO_BEAT_FOR(silence_s=3.0) != Why.NO_BEAT_FOR(silence_s=4.0)
    assert hash(Why.NO_BEAT_FOR(silence_s=3.0)) == hash(Why.NO_BEAT_FOR(silence_s=3.0))


def test_the_command_line_says_reasons_in_the_language_asked_for_and_in_english_unasked() -> None:
    command = ["assess", "practice-6-per-min"]
    english = CliRunner().invoke(cli, command)
    german = CliRunner().invoke(cli, ["--language", "de", *command])
    assert "this was a practice, not an assessment" in english.output
    assert "das war eine Übung, keine Ermittlung" in german.output
    assert language.language_in_use() == "en"


def test_an_error_carries_its_code_and_its_sentence_in_either_language(tmp_path: Path) -> None:
    with pytest.raises(SourceError) as caught:
        open_source(str(tmp_path / "gone.txt"))
    name = str(tmp_path / "gone.txt")
    assert caught.value.code == "file_missing"
    assert caught.value.reason == Trouble.FILE_MISSING(file=name)
    assert str(caught.value) == error_text(caught.value) == f"There is no file {name}."
    german = CliRunner().invoke(cli, ["--language", "de", "beats", name])
    assert german.stderr.strip().endswith(f"Es gibt keine Datei {name}.")
    assert SourceError("told in words alone.").code == ""
