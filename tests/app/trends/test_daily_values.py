"""The numbers of daily statistics against their formulas, written out for few days, and each limit from both its sides."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from scipy import stats

from outbreath_app.trends.daily import (
    Day,
    compare_periods,
    daily,
    day_likeness,
    trend_of,
    weeks_of,
    worth_days,
)

FIRST = date(2026, 3, 2)
VALUES = (3.1, 3.4, 3.3, 3.7, 3.2, 3.5, 3.6, 3.9)


def days(*numbers: int, values: tuple[float, ...] = VALUES) -> list[Day]:
    """One value on each of these days, counted from the first."""
    return [
        Day(FIRST + timedelta(n), values[i % len(values)], 1, 0.5 + 0.05 * i) for i, n in enumerate(numbers)
    ]


def t95(degrees: int) -> float:
    return float(stats.t.ppf(0.975, degrees))


def worth(at: list[int], alike: float) -> float:
    return len(at) ** 2 / sum(alike ** abs(i - j) for i in at for j in at)


def test_likeness_of_few_days_is_the_usual_a_quarter() -> None:
    assert day_likeness([days(0, 1, 2)]) == 0.25
    assert day_likeness([]) == 0.25
    assert day_likeness([days(0, 5, 10, 15, 20)]) == 0.25, "no two lie near each other"
    assert day_likeness([days(0, 1, 2, 3, values=(2.0,))]) == 0.25, "days that do not differ tell nothing"


def test_likeness_weighs_each_pair_by_its_nearness() -> None:
    """Six days, pairs at 1, 2 and 3 days: twelve believed pairs of .25 beside the pairs seen, .25 ** 2 less for each day more."""
    at, value = [0, 1, 2, 4, 5, 9], np.array(VALUES[:6])
    apart = value - value.mean()
    power = float(apart @ apart) / 5
    products = weights = 0.0
    for gap in (1, 2, 3):
        pairs = [(i, j) for i in range(6) for j in range(i + 1, 6) if at[j] - at[i] == gap]
        shown = sum(apart[i] * apart[j] for i, j in pairs) / power + len(pairs) / 6
        each = math.copysign(abs(shown / len(pairs)) ** (1 / gap), shown)
        weight = 0.25 ** (2 * (gap - 1)) * len(pairs)
        products, weights = products + weight * each, weights + weight
    expected = (12 * 0.25 + products) / (12 + weights)
    assert 0 < expected < 0.8
    assert day_likeness([days(*at)]) == pytest.approx(expected, rel=1e-12)
    # two spans, each about its own mean, are gathered together
    far = [replace(day, value=day.value + 7) for day in days(*at)]
    assert day_likeness([days(*at), far]) == pytest.approx((3 + 2 * products) / (12 + 2 * weights), rel=1e-12)


def test_likeness_stays_between_none_and_point_eight() -> None:
    rising = [Day(FIRST + timedelta(i), 0.1 * (i // 20), 1, 1.0) for i in range(120)]
    assert day_likeness([rising]) == 0.8
    swinging = [Day(FIRST + timedelta(i), float(i % 2), 1, 1.0) for i in range(120)]
    assert day_likeness([swinging]) == 0.0


def test_days_are_worth_less_the_more_they_are_alike() -> None:
    assert worth_days(days(0, 1, 4), 0.5) == pytest.approx(worth([0, 1, 4], 0.5))
    assert worth_days(days(0, 1, 4), 0.0) == 3.0
    assert worth_days(days(0, 1, 4), 1.0) == pytest.approx(1.0)


BEFORE = (0, 2, 3, 7, 8, 12, 30, 49)
LATELY = (56, 58, 62)


def test_a_trend_is_its_formula() -> None:
    found = trend_of(days(*BEFORE, *LATELY), "ln_rmssd", "rest", 6.0)
    before, lately = np.array(VALUES), np.array(VALUES[:3])
    alike = day_likeness([days(*BEFORE)])
    sd = before.std(ddof=1)
    n, m = worth([56, 58, 62], alike), worth(list(BEFORE), alike)
    assert found.alike == alike
    assert (found.reference, found.reference_days) == (pytest.approx(before.mean()), 8)
    assert found.sd == pytest.approx(sd)
    assert (found.band_low, found.band_high) == pytest.approx(
        (before.mean() - sd / 2, before.mean() + sd / 2)
    )
    assert found.latest == pytest.approx(lately.mean())
    assert found.change == pytest.approx(lately.mean() - before.mean())
    assert found.mdc95 == pytest.approx(t95(math.floor(m) - 1) * sd * math.sqrt(1 / n + 1 / m), rel=1e-4)
    assert found.beyond_error is False
    assert (found.measure, found.setting, found.rate_per_min) == ("ln_rmssd", "rest", 6.0)


@pytest.mark.parametrize(("up", "flagged"), [(0.99, False), (1.01, True), (-0.99, False), (-1.01, True)])
def test_a_change_is_beyond_error_where_it_is_larger_than_the_smallest_detectable(
    up: float, flagged: bool
) -> None:
    plain = trend_of(days(*BEFORE, *LATELY), "ln_rmssd", "rest")
    by = up * plain.mdc95 - plain.change
    moved = [*days(*BEFORE), *(replace(day, value=day.value + by) for day in days(*BEFORE, *LATELY)[8:])]
    assert trend_of(moved, "ln_rmssd", "rest").beyond_error is flagged


@pytest.mark.parametrize(
    ("at", "until", "recent", "before"),
    [
        (
            (0, 1, 2, 3, 4, 5, 56, 57, 62),
            62,
            3,
            5,
        ),  # the reference begins 62 days back: the first is 62 days away
        ((0, 1, 2, 3, 4, 5, 55, 57, 61), 62, 2, 6),  # the 55th is seven days ago and so before
        ((1, 2, 3, 4, 5, 6, 56, 57, 62), 62, 3, 6),
    ],
)
def test_seven_days_and_the_eight_weeks_before_them_are_counted_to_the_day(
    at: tuple[int, ...], until: int, recent: int, before: int
) -> None:
    found = trend_of(days(*at), "m", "rest", until=FIRST + timedelta(until))
    first = until - 7 - 56 + 1
    assert sum(first <= n <= until - 7 for n in at) == found.reference_days or found.reference is None
    told = found.sentence
    if sum(first <= n <= until - 7 for n in at) < 6:
        assert found.reference is None
        assert "there are" in told
    elif recent < 3:
        assert (found.reference_days, found.latest) == (sum(first <= n <= until - 7 for n in at), None)
    else:
        assert found.latest is not None


def test_days_after_the_day_looked_at_do_not_count() -> None:
    at = (*BEFORE, *LATELY)
    found = trend_of(days(*at, 63), "m", "rest", until=FIRST + timedelta(62))
    assert found.change == trend_of(days(*at), "m", "rest").change
    assert len(found.weeks) == 9
    assert found.weeks[-1].end == FIRST + timedelta(62)


def test_what_is_lacking_is_said_with_its_number() -> None:
    few = trend_of(days(0, 1, 2, 3, 4, 56, 57, 58), "m", "rest")
    assert few.reason is not None
    assert dict(few.reason.values) == {"least": 6, "days": 5}
    lately = trend_of(days(0, 1, 2, 3, 4, 5, 56, 57), "m", "rest")
    assert lately.reason is not None
    assert dict(lately.reason.values) == {"least": 3, "days": 2}
    assert lately.reference_days == 6


def test_the_sentence_gives_percent_with_its_interval() -> None:
    plain = trend_of(days(*BEFORE, *LATELY), "m", "rest")
    found = replace(plain, change=math.log(1.3), mdc95=math.log(1.2), beyond_error=True)
    assert found.sentence == (
        "The last seven days differ by +30 % from the weeks before (95 % interval +8 to +56 %): beyond measurement error."
    )
    assert replace(found, beyond_error=False).sentence.endswith("): within measurement error.")


def test_weeks_are_counted_back_from_their_end_with_empty_ones_between() -> None:
    weeks = weeks_of(days(0, 1, 3, 4, 18, 20), FIRST + timedelta(20))
    assert [(week.end - FIRST).days for week in weeks] == [6, 13, 20]
    assert [week.days for week in weeks] == [4, 0, 2]
    assert weeks[0].mean == pytest.approx(np.mean(VALUES[:4]))
    assert (weeks[1].mean, weeks[2].mean) == (None, None)
    assert [week.quality for week in weeks] == pytest.approx(
        [np.mean([0.5, 0.55, 0.6, 0.65]), 0.0, np.mean([0.7, 0.75])]
    )
    assert weeks_of([], FIRST) == ()
    assert weeks_of(days(5), FIRST) == ()
    assert weeks_of(days(0, 1, 2), FIRST + timedelta(2))[0].mean == pytest.approx(np.mean(VALUES[:3]))


def test_phases_of_one_day_are_their_mean() -> None:
    day = FIRST + timedelta(4)
    one, two, three = (
        Day(day, 3.0, 1, 0.8, 6.0, True),
        Day(day, 4.0, 1, 0.9, None, True),
        Day(day, 8.0, 1, 1.0, 5.0, False),
    )
    (found,) = daily([one, two, three])
    assert found == Day(day, 5.0, 3, pytest.approx(0.9), 5.5, False)
    assert daily([one, two])[0].sensed is True
    assert daily([two, two])[0].rate_per_min is None
    assert daily([one]) == [one]
    assert [each.day for each in daily([one, *days(0)])] == [FIRST, day]


def test_two_periods_are_welchs_interval_with_days_as_many_as_they_are_worth() -> None:
    one, other = (
        days(0, 1, 2, 5, 9),
        [replace(day, value=1.4 * day.value) for day in days(40, 41, 43, 50, 57, 58)],
    )
    alike = day_likeness([one, other])
    parts = []
    for span in (one, other):
        at = [(day.day - FIRST).days for day in span]
        n, w = len(span), worth(at, alike)
        variance = np.var([day.value for day in span], ddof=1) * (n - 1) / (n - n / w)
        parts.append((variance / w, max(w - 1, 1.0)))
    total = sum(square for square, _ in parts)
    freedom = total**2 / sum(square**2 / degrees for square, degrees in parts)
    half = t95(math.floor(freedom)) * math.sqrt(total)
    found = compare_periods(one, other)
    means = [np.mean([day.value for day in span]) for span in (one, other)]
    assert found.days == (5, 6)
    assert found.means == pytest.approx(means)
    assert found.difference == pytest.approx(means[1] - means[0])
    assert (found.low, found.high) == pytest.approx(
        (found.difference - half, found.difference + half), rel=1e-4
    )
    assert found.as_dict()["high_pct"] == pytest.approx(100 * (math.exp(found.high) - 1))
    assert found.beyond_error is (not found.low <= 0 <= found.high)


def test_two_periods_without_scatter_differ_by_exactly_so_much() -> None:
    found = compare_periods(days(0, 1, 2, values=(3.0,)), days(20, 21, 22, values=(3.5,)))
    assert (found.difference, found.low, found.high, found.beyond_error) == (0.5, 0.5, 0.5, True)
    same = compare_periods(days(0, 1, 2, values=(3.0,)), days(20, 21, 22, values=(3.0,)))
    assert (same.low, same.high, same.beyond_error) == (0.0, 0.0, False)


@pytest.mark.parametrize(
    ("one", "other", "told"), [(2, 5, False), (5, 2, False), (3, 3, True), (0, 4, False)]
)
def test_a_period_needs_three_days(one: int, other: int, told: bool) -> None:
    found = compare_periods(days(*range(one)), days(*range(30, 30 + other)))
    assert (found.difference is not None) is told
    assert (found.reason is None) is told
    assert found.means[0] == (None if one == 0 else pytest.approx(np.mean(VALUES[:one])))


def test_three_days_that_are_nearly_one_have_wide_and_finite_limits() -> None:
    found = compare_periods(days(0, 1, 2, values=(3.0, 3.1, 3.2)), days(3, 4, 5, values=(3.0, 3.05, 3.3)))
    assert found.low < found.difference < found.high
    assert found.high - found.low < 20
