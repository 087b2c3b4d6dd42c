"""Trends: false alarms and power by simulation, rest and practice kept apart, too little data said."""

from __future__ import annotations

import json
import math
from datetime import date, timedelta

import numpy as np
import pytest
from click.testing import CliRunner

from outbreath_app.bundled import bundled_folder
from outbreath_app.cli import cli
from outbreath_app.trends import Day, compare_periods, person_trends, trend_of

FIRST = date(2026, 1, 5)
DAY_TO_DAY_SD = 0.20  # ln RMSSD, seated rest; within one person


def weeks_of(random, weeks, change=0.0, days_a_week=3):
    days = []
    for week in range(weeks):
        for place in sorted(random.choice(7, days_a_week, replace=False)):
            value = random.normal(3.6 + (change if week == weeks - 1 else 0.0), DAY_TO_DAY_SD)
            days.append(Day(FIRST + timedelta(7 * week + int(place)), float(value), 1, 1.0))
    return days, FIRST + timedelta(7 * weeks - 1)


def flagged_share(change, runs=1000, weeks=9, days_a_week=3):
    random = np.random.default_rng(11)
    flags = [
        trend_of(days, "ln_rmssd", "rest", until=until).beyond_error
        for days, until in (weeks_of(random, weeks, change, days_a_week) for _ in range(runs))
    ]
    return float(np.mean(flags))


def test_when_nothing_changed_at_most_one_in_twenty_is_flagged():
    assert flagged_share(0.0) <= 0.05 + 2 * math.sqrt(0.05 * 0.95 / 1000)
    assert flagged_share(0.0, weeks=4) <= 0.05 + 2 * math.sqrt(0.05 * 0.95 / 1000)


@pytest.mark.parametrize("change", [0.38, -0.38])
def test_a_change_of_point_38_is_found_four_times_in_five_with_three_days_a_week(change):
    assert flagged_share(change) >= 0.80


def test_it_says_what_is_missing_rather_than_flag():
    random = np.random.default_rng(1)
    days, until = weeks_of(random, 9, days_a_week=2)
    trend = trend_of(days, "ln_rmssd", "rest", until=until)
    assert trend.beyond_error is None
    assert "3 days in the last seven" in trend.reason
    assert trend_of(days[:4], "ln_rmssd", "rest").beyond_error is None
    assert trend_of([], "ln_rmssd", "rest").sentence == "Nothing that can be used was recorded."


def part(day, name, **values):
    started = int((day - date(1970, 1, 1)).total_seconds() * 1e9) + 9 * 3600 * 10**9
    plain = {
        "started_ns": started, "zone_min": 0, "start_s": 0.0, "end_s": 300.0, "name": name, "quality": 1.0,
        "corrected_pct": 0.0, "interpretable": 1, "ln_rmssd": 3.6, "rsa_ms": None, "rate_per_min": None,
    }  # fmt: skip
    return plain | values


def test_rest_and_practice_and_rates_are_never_mixed():
    parts = []
    for i in range(30):
        day = FIRST + timedelta(i)
        parts.append(part(day, "baseline"))
        parts.append(part(day, "practice", ln_rmssd=9.0, rsa_ms=80.0, rate_per_min=6.1))
        parts.append(part(day, "practice", ln_rmssd=9.0, rsa_ms=50.0, rate_per_min=5.0))
    found = person_trends("me", parts)
    assert found.rest.reference == pytest.approx(3.6)
    assert {t.rate_per_min: round(math.exp(t.reference)) for t in found.practice} == {5.0: 50, 6.0: 80}
    assert found.practice_minutes == 300


def test_doubtful_phases_are_left_out_and_counted():
    parts = [
        part(FIRST, "baseline", quality=0.5),
        part(FIRST, "baseline", corrected_pct=9.0),
        part(FIRST, "baseline"),
    ]
    found = person_trends("me", parts)
    assert (found.left_out, found.rest.days[0].n) == (2, 1)


def test_two_periods_differ_with_an_interval_that_holds_the_truth():
    random = np.random.default_rng(3)
    held = 0
    for _ in range(500):
        _, low, high = compare_periods(random.normal(3.5, 0.2, 8), random.normal(3.7, 0.3, 12))
        held += low <= 0.2 <= high
    assert 0.93 <= held / 500 <= 0.975


def test_the_command_prints_one_object_without_judging(tmp_path):
    folder = tmp_path / "recordings"
    folder.mkdir()
    for name in ("quiet-rest", "practice-6-per-min"):
        (folder / f"{name}.jsonl").write_bytes((bundled_folder() / f"{name}.jsonl").read_bytes())
    result = CliRunner().invoke(cli, ["trends", "--json", "--data", str(tmp_path)])
    found = json.loads(result.stdout)
    assert found["person"] == "me"
    assert found["rest"]["days"][0]["n"] == 1
    assert found["practice"][0]["rate_per_min"] == 6.0
    assert found["dose"]["minutes"] == pytest.approx(5.0, abs=0.1)
    said = CliRunner().invoke(cli, ["trends", "--data", str(tmp_path)]).stdout
    for word in ("normal", "stress", "failure", "better", "worse", "improve"):
        assert word not in said
