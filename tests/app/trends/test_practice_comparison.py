"""Practices side by side across sessions: at one rate, from five days of each on, and rarely told apart when they are alike."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner

from outbreath_app.catalogue.indexing import index_recording
from outbreath_app.catalogue.sessions import Catalogue
from outbreath_app.cli import cli
from outbreath_app.stream.bundled import bundled_folder
from outbreath_app.trends.practices import Measure, practices_compared
from outbreath_app.words.codes import AppWhy

FIRST = date(2026, 1, 5)
Part = dict[str, Any]


def part(number: int, day: int, practice: str, ln_rsa: float, rate: float = 6.0, **values: Any) -> Part:
    started = (FIRST - date(1970, 1, 1) + timedelta(day)).days * 86_400 * 10**9
    return {
        "id": f"s{number}", "started_ns": started, "zone_min": 0, "name": "practice", "practice": practice,
        "start_s": 0.0, "end_s": 300.0, "rsa_ms": math.exp(ln_rsa), "ln_rmssd": None, "rate_per_min": rate,
        "measured_per_min": None, "measured_with": "", "quality": 1.0, "corrected_pct": 0.0, "interpretable": 1,
    } | values  # fmt: skip


def lived(
    random: np.random.Generator, practices: int, days: int, effect: float = 0.0, rates: bool = False
) -> list[Part]:
    """A practice by lot each day; days resemble their neighbours, and a slower breath swings wider."""
    parts, course = [], 0.0
    for day in range(days):
        course = 0.3 * course + random.normal(0, 0.14)
        which = int(random.integers(practices))
        rate = float(random.normal(6.0, 0.35)) if rates else 6.0
        value = 4.5 + course + random.normal(0, 0.2) - 0.25 * (rate - 6.0) + effect * (which == practices - 1)
        parts.append(part(day, day, f"p{which}", value, rate))
    return parts


@pytest.mark.parametrize(("practices", "days", "rates"), [(2, 24, False), (4, 40, False), (3, 40, True)])
def test_alike_practices_are_told_apart_in_at_most_one_person_in_twenty(
    practices: int, days: int, rates: bool
) -> None:
    random = np.random.default_rng(2)
    told = []
    for _ in range(200):
        found = practices_compared("me", lived(random, practices, days, rates=rates))
        told.append(any(pair.verdict in ("more", "less") for pair in found.pairs))
    assert np.mean(told) <= 0.05 + 2 * math.sqrt(0.05 * 0.95 / 200)


def test_a_clear_difference_is_found_with_an_interval_that_holds_it() -> None:
    random = np.random.default_rng(3)
    found = [practices_compared("me", lived(random, 2, 40, effect=0.4)).pairs[0] for _ in range(100)]
    assert np.mean([pair.verdict == "more" for pair in found]) >= 0.95
    held = [pair.low <= 0.4 <= pair.high for pair in found if pair.low is not None and pair.high is not None]
    assert np.mean(held) >= 0.88  # 95 % of 1500


def test_below_five_days_of_each_nothing_is_said() -> None:
    parts = [part(i, i, "a" if i % 2 else "b", 4.0) for i in range(9)]
    found = practices_compared("me", parts)
    assert found.pairs == ()
    assert dict(found.few) == {"a": 4}
    assert [level.practice for level in found.levels] == ["b"]
    same_day = [part(i, i // 4, "a" if i % 2 else "b", 4.0) for i in range(40)]
    assert practices_compared("me", same_day[:16]).pairs == (), "four days with many sessions stay four days"


def test_practices_at_different_rates_are_not_compared() -> None:
    parts = [part(i, i, "a" if i % 2 else "b", 4.0, 6.0 if i % 2 else 4.5) for i in range(20)]
    (pair,) = practices_compared("me", parts).pairs
    assert pair.verdict == "not enough data"
    assert pair.reason == AppWhy.DIFFERENT_RATES()


def test_practices_of_different_times_are_not_compared() -> None:
    random = np.random.default_rng(4)
    parts = [part(i, i, "a" if i < 10 else "b", float(random.normal(4, 0.1))) for i in range(20)]
    (pair,) = practices_compared("me", parts).pairs
    assert pair.reason == AppWhy.DIFFERENT_TIMES()


def test_the_measured_rate_is_what_is_equal() -> None:
    """Asked for one pace, but breathed much quicker in one of them: a sensor tells."""
    sensed = {"measured_per_min": 9.0, "measured_with": "accelerometer"}
    parts = [part(i, i, "a" if i % 2 else "b", 4.0, **(sensed if i % 2 else {})) for i in range(20)]
    assert practices_compared("me", parts).pairs[0].reason == AppWhy.DIFFERENT_RATES()


def test_a_rate_that_differs_little_is_taken_out_by_regression() -> None:
    random = np.random.default_rng(5)
    parts = []
    for i in range(60):
        slow = i % 2
        rate = float(random.normal(5.7 if slow else 6.3, 0.4))
        parts.append(part(i, i, "slow" if slow else "usual", 4.5 - 0.8 * (rate - 6), rate))
    pair = practices_compared("me", parts).pairs[0]
    assert pair.difference == pytest.approx(0.0, abs=0.12)


def test_change_is_from_the_same_sessions_rest() -> None:
    parts = []
    for i in range(20):
        rest = 3.0 + 0.1 * i
        parts.append(part(i, i, "", 0.0, name="baseline", rsa_ms=None, rate_per_min=None, ln_rmssd=rest))
        parts.append(part(i, i, "a" if i % 2 else "b", rest + (0.5 if i % 2 else 0.2)))
    parts.append(part(99, 21, "a", 4.0))
    found = practices_compared("me", parts, Measure.CHANGE)
    assert found.pairs[0].difference == pytest.approx(-0.3, abs=1e-6)
    assert found.left_out == 1, "a session without a baseline"


def test_doubtful_phases_are_left_out() -> None:
    parts = [part(i, i, "a" if i % 2 else "b", 4.0 + 0.01 * (i % 3), quality=0.5) for i in range(20)]
    found = practices_compared("me", parts)
    assert (found.left_out, found.pairs, found.levels) == (20, (), ())


def test_the_command_says_what_is_needed_and_never_judges(tmp_path: Any) -> None:
    folder = tmp_path / "recordings"
    folder.mkdir()
    source = bundled_folder() / "practice-6-per-min.jsonl"
    row = index_recording(source)
    with Catalogue(tmp_path) as catalogue:
        for i in range(12):
            path = folder / f"s{i:02d}.jsonl"
            path.write_bytes(source.read_bytes())
        catalogue.refresh()
        state = {key: (size, changed, side) for key, (size, changed, side) in catalogue._known().items()}
        for i, (key, found) in enumerate(sorted(state.items())):
            swing = 1.0 + 0.02 * (i % 5)
            parts = tuple(
                replace(
                    p, practice="resonance" if i % 2 else "box_breathing", rsa_ms=(p.rsa_ms or 1.0) * swing
                )
                for p in row.parts
            )
            moved = replace(row, parts=parts, started_ns=row.started_ns + i * 86_400 * 10**9)
            with catalogue._transaction():
                catalogue._put(key, found, moved)
    words = ["practices", "compare", "--data", str(tmp_path)]
    found = json.loads(CliRunner().invoke(cli, [*words, "--json"]).stdout)
    assert found["pairs"][0]["days"] == [6, 6]
    assert found["pairs"][0]["verdict"].startswith("no difference")
    said = CliRunner().invoke(cli, words).stdout
    assert "not less good" in said
    for word in ("normal", "stress", "better", "worse", "improve"):
        assert word not in said
    none = CliRunner().invoke(cli, [*words, "--until", "2000-01-01"]).stdout
    assert "five days of each" in none
