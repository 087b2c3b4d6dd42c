"""The link-fault benchmark with a few seeds: every delivered beat kept, no false break."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest

BENCHMARK = runpy.run_path(
    str(Path(__file__).parents[3] / "benchmarks" / "link_faults.py"), run_name="faults"
)
LOST, DAY, HELD = "6 notifications lost", "24 h with 143 faults", "held 8 times, up to 4 s"
HALF_A_DAY_MINUTES = 720


def test_the_agreed_faults_are_fifteen() -> None:
    assert BENCHMARK["AGREED"] == 15
    assert list(BENCHMARK["FAULTS"])[14] == DAY


@pytest.mark.parametrize("name", [name for name in BENCHMARK["FAULTS"] if name != LOST])
def test_every_delivered_beat_is_kept_and_no_break_is_false(name: str) -> None:
    for verdict in BENCHMARK["run"](name, 1 if name == DAY else 4, day_minutes=HALF_A_DAY_MINUTES):
        assert verdict.exact
        assert verdict.kept == verdict.delivered
        assert verdict.false_breaks == 0
        assert verdict.found_breaks == verdict.true_breaks


def test_lost_notifications_are_nearly_all_found_and_none_where_nothing_is_missing() -> None:
    verdicts = BENCHMARK["run"](LOST, 12)
    assert all(verdict.exact for verdict in verdicts)
    assert sum(verdict.false_breaks for verdict in verdicts) == 0
    found = sum(verdict.found_breaks for verdict in verdicts)
    assert found > 0.9 * sum(verdict.true_breaks for verdict in verdicts)


@pytest.mark.parametrize("habit", BENCHMARK["HABITS"])
@pytest.mark.parametrize("name", [LOST, HELD])
def test_no_habit_of_sending_makes_a_break_of_nothing(name: str, habit: str) -> None:
    for verdict in BENCHMARK["run"](name, 2, BENCHMARK["HABITS"][habit]):
        assert verdict.exact
        assert verdict.false_breaks == 0
