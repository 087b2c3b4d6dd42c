"""Trends: false alarms and power by simulation, rest and practice kept apart, too little data said."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from click.testing import CliRunner

from outbreath_app.cli import cli
from outbreath_app.stream.bundled import bundled_folder
from outbreath_app.trends.daily import Day, compare_periods, day_likeness, trend_of, worth_days
from outbreath_app.trends.over_time import person_trends

FIRST = date(2026, 1, 5)
DAY_TO_DAY_SD = 0.20  # ln RMSSD, seated rest; within one person


def weeks_of(random, weeks, change=0.0, days_a_week=3, alike=0.0):
    """Days drawn at random from a course in which each day resembles the one before by `alike`."""
    course = np.empty(7 * weeks)
    course[0] = random.normal(0.0, DAY_TO_DAY_SD)
    for i in range(1, len(course)):
        course[i] = alike * course[i - 1] + random.normal(0.0, DAY_TO_DAY_SD * math.sqrt(1 - alike**2))
    days = []
    for week in range(weeks):
        for place in sorted(random.choice(7, days_a_week, replace=False)):
            value = 3.6 + course[7 * week + place] + (change if week == weeks - 1 else 0.0)
            days.append(Day(FIRST + timedelta(7 * week + int(place)), float(value), 1, 1.0))
    return days, FIRST + timedelta(7 * weeks - 1)


def flagged_share(change, runs=1000, weeks=9, days_a_week=3, alike=0.0):
    random = np.random.default_rng(11)
    flags = [
        trend_of(days, "ln_rmssd", "rest", until=until).beyond_error
        for days, until in (weeks_of(random, weeks, change, days_a_week, alike) for _ in range(runs))
    ]
    return float(np.mean(flags))


@pytest.mark.parametrize(("weeks", "days_a_week"), [(9, 3), (4, 3), (9, 7)])
def test_when_nothing_changed_at_most_one_in_twenty_is_flagged(weeks, days_a_week):
    share = flagged_share(0.0, weeks=weeks, days_a_week=days_a_week)
    assert share <= 0.05 + 2 * math.sqrt(0.05 * 0.95 / 1000)


@pytest.mark.parametrize("days_a_week", [3, 7])
def test_days_that_resemble_their_neighbours_are_flagged_hardly_more_often(days_a_week):
    """About 6 % with a likeness of 0.3 (3000 courses); without reckoning with it, 13 % at seven days a week."""
    assert flagged_share(0.0, days_a_week=days_a_week, alike=0.3) <= 0.075


@pytest.mark.parametrize("change", [0.38, -0.38])
def test_a_change_of_point_38_is_found_four_times_in_five_with_three_days_a_week(change):
    assert flagged_share(change) >= 0.80


@pytest.mark.parametrize("alike", [0.0, 0.3])
def test_two_periods_differ_with_an_interval_that_holds_the_truth(alike):
    random = np.random.default_rng(3)
    held = 0
    for _ in range(500):
        days, _ = weeks_of(random, 8, 0.0, 5, alike)
        found = compare_periods(days[:15], [replace(day, value=day.value + 0.2) for day in days[15:]])
        held += found.low <= 0.2 <= found.high
    assert 0.92 <= held / 500 <= 0.985


def test_days_far_apart_are_worth_all_and_days_in_a_row_less():
    apart = [Day(FIRST + timedelta(20 * i), 0.0, 1, 1.0) for i in range(5)]
    in_a_row = [Day(FIRST + timedelta(i), 0.0, 1, 1.0) for i in range(5)]
    assert worth_days(apart, 0.3) == pytest.approx(5.0)
    assert worth_days(in_a_row, 0.0) == 5.0
    assert worth_days(in_a_row, 0.3) == pytest.approx(
        25 / (5 + 2 * (4 * 0.3 + 3 * 0.09 + 2 * 0.027 + 0.0081))
    )


def test_how_alike_days_are_is_learnt_from_neighbours():
    random = np.random.default_rng(5)
    found = [
        np.mean([day_likeness([weeks_of(random, 20, 0.0, 7, alike)[0]]) for _ in range(40)])
        for alike in (0.0, 0.3, 0.6)
    ]
    assert found[0] < 0.1 < 0.2 < found[1] < 0.38 < 0.45 < found[2] < 0.65


def test_too_few_days_in_a_period_are_said():
    found = compare_periods([Day(FIRST, 1.0, 1, 1.0)] * 2, [Day(FIRST, 1.0, 1, 1.0)] * 9)
    assert found.beyond_error is None
    assert found.as_dict()["reason"] == "days_in_each_needed"


def test_it_says_what_is_missing_rather_than_flag():
    random = np.random.default_rng(1)
    days, until = weeks_of(random, 9, days_a_week=2)
    trend = trend_of(days, "ln_rmssd", "rest", until=until)
    assert trend.beyond_error is None
    assert trend.sentence == "3 days in the last seven are needed; there are 2."
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


def test_practice_is_grouped_by_the_rate_that_was_breathed():
    sensed = {"rsa_ms": 80.0, "rate_per_min": 6.0, "measured_per_min": 9.1, "measured_with": "accelerometer"}
    told = {"rsa_ms": 80.0, "rate_per_min": 6.0, "measured_per_min": 6.2, "measured_with": "rr"}
    away = {"rsa_ms": 80.0, "rate_per_min": 6.0, "measured_per_min": 11.9, "measured_with": "rr"}
    found = person_trends("me", [part(FIRST, "practice", **each) for each in (sensed, told, away)])
    assert [(t.rate_per_min, t.days[0].rate_per_min, t.days[0].sensed) for t in found.practice] == [
        (6.0, 6.0, False), (9.0, 9.1, True), (12.0, 11.9, False),
    ]  # fmt: skip


def test_rests_of_an_assessment_are_no_resting_baseline():
    assert person_trends("me", [part(FIRST, "rest")]).rest.days == ()


def test_a_simulated_heart_is_not_the_persons():
    own = [part(FIRST + timedelta(i), "baseline", id=f"a{i}") for i in range(3)]
    made_up = [
        part(FIRST, "baseline", id="b", ln_rmssd=9.0, simulated=1),
        part(FIRST, "practice", id="b", simulated=1),
    ]
    found = person_trends("me", [*own, *made_up])
    assert not found.simulated
    assert {day.value for day in found.rest.days} == {3.6}
    assert found.practice_minutes == 5.0, "the breathing was one's own"
    alone = person_trends("me", made_up)
    assert alone.simulated
    assert alone.as_dict()["simulated"] is True
    assert [day.value for day in alone.rest.days] == [9.0]


def test_dose_and_schedule_say_what_was_done():
    parts = [
        part(
            FIRST + timedelta(i), "practice", id=f"s{i}", practice="resonance", rsa_ms=80.0, rate_per_min=6.0
        )
        for i in (0, 1, 9)
    ]
    dose = person_trends("me", parts, until=FIRST + timedelta(9)).dose
    assert [(week.minutes, week.days, week.sessions) for week in dose.weeks] == [(10.0, 2, 2), (5.0, 1, 1)]
    assert (dose.by_hour_min[9], sum(dose.by_hour_min)) == (15.0, 15.0)
    assert dose.by_weekday_min[FIRST.weekday()] == 5.0
    assert [(one.practice, one.sessions, one.minutes) for one in dose.practices] == [("resonance", 3, 15.0)]


def test_check_ins_stand_beside_what_the_heart_did():
    parts = [
        part(FIRST, "baseline", id="a", ln_rmssd=math.log(40.0)),
        part(FIRST, "practice", id="a", practice="resonance", rsa_ms=80.0, rate_per_min=6.0),
        part(FIRST, "practice", id="b", practice="resonance", rsa_ms=80.0, rate_per_min=6.0),
    ]
    found = person_trends("me", parts, checkins={"a": {"before": {"calm": 3}, "after": {"calm": 6}}})
    (one,) = found.as_dict()["checkins"]
    assert (one["session"], one["before"], one["after"]) == ("a", {"calm": 3}, {"calm": 6})
    assert (one["rest_rmssd_ms"], one["rsa_ms"]) == (pytest.approx(40.0), pytest.approx(80.0))
    assert one["breaths_per_min"] == 6.0


def test_comparisons_stay_with_their_intervals():
    way = {"key": "x", "shares": [0.5, 0, 0.5, 0]}
    answer = {
        "session": "a", "started_ns": int((FIRST - date(1970, 1, 1)).total_seconds() * 1e9), "zone_min": 0,
        "verdict": "more", "difference_pct": 12.0, "low_pct": 3.0, "high_pct": 22.0, "minutes": 20, "reasons": [],
        "design": {"a": way | {"title": "Even"}, "b": way | {"title": "Longer"}, "rate_per_min": 6.0},
    }  # fmt: skip
    (one,) = person_trends("me", [], answers=[answer]).as_dict()["comparisons"]
    assert (one["first"], one["second"], one["low_pct"], one["high_pct"]) == ("Even", "Longer", 3.0, 22.0)
    assert person_trends("me", [], until=FIRST - timedelta(1), answers=[answer]).comparisons == ()


def test_assessments_stay_with_their_intervals():
    answer = {
        "session": "a", "started_ns": int((FIRST - date(1970, 1, 1)).total_seconds() * 1e9), "zone_min": 0,
        "protocol": "stepped", "resonance_per_min": 5.5, "low_per_min": 5.1, "high_per_min": 5.9, "flat": False,
    }  # fmt: skip
    found = person_trends("me", [], answers=[answer, {"session": "b", "started_ns": 0, "zone_min": 0}])
    assert [(v.day, v.low_per_min, v.high_per_min) for v in found.resonance] == [(FIRST, 5.1, 5.9)]
    assert found.as_dict()["resonance"][0]["day"] == FIRST.isoformat()


def test_the_command_prints_one_object_without_judging(tmp_path):
    folder = tmp_path / "recordings"
    folder.mkdir()
    for name in ("quiet-rest", "practice-6-per-min", "resonance-stepped"):
        (folder / f"{name}.jsonl").write_bytes((bundled_folder() / f"{name}.jsonl").read_bytes())
    result = CliRunner().invoke(cli, ["trends", "--json", "--data", str(tmp_path)])
    found = json.loads(result.stdout)
    assert found["person"] == "me"
    assert found["simulated"] is True
    assert found["rest"]["days"][0]["n"] == 1
    assert found["practice"][0]["rate_per_min"] == 6.0
    assert found["dose"]["minutes"] == pytest.approx(5.0, abs=0.1)
    assert found["practice"][0]["days"][0]["rate_per_min"] == 6.0
    assert found["resonance"][0]["low_per_min"] < found["resonance"][0]["high_per_min"]
    asked = [
        "trends",
        "--periods",
        "2026-01-01",
        "2026-01-31",
        "2026-02-01",
        "2026-02-28",
        "--data",
        str(tmp_path),
    ]
    assert "3 days in each period are needed" in CliRunner().invoke(cli, asked).stdout
    said = CliRunner().invoke(cli, ["trends", "--data", str(tmp_path)]).stdout
    for word in ("normal", "stress", "failure", "better", "worse", "improve"):
        assert word not in said
