"""The link-fault benchmark with a few seeds: every delivered beat kept, no false break."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest

BENCHMARK = runpy.run_path(
    str(Path(__file__).parents[2] / "benchmarks" / "link_faults.py"), run_name="faults"
)


@pytest.mark.parametrize("name", [name for name in BENCHMARK["FAULTS"] if name != "6 notifications lost"])
def test_every_delivered_beat_is_kept_and_no_break_is_false(name: str) -> None:
    for verdict in BENCHMARK["run"](name, 4):
        assert verdict.exact
        assert verdict.kept == verdict.delivered
        assert verdict.false_breaks == 0
        assert verdict.found_breaks == verdict.true_breaks


def test_beats_of_lost_notifications_are_mostly_missed() -> None:
    verdicts = BENCHMARK["run"]("6 notifications lost", 8)
    assert all(verdict.exact for verdict in verdicts)
    found = sum(verdict.found_breaks for verdict in verdicts)
    assert found > 0.4 * sum(verdict.true_breaks for verdict in verdicts)
