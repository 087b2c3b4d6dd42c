"""A small step in pace is put forward only where earlier sessions give a reason, and never against what the person said."""

from __future__ import annotations

import math

import pytest

from outbreath_app.assess.proposing import PaceSeen, Why, paces_seen, proposal
from outbreath_app.flow.engine import SessionFlow
from outbreath_app.flow.plan import plan_practice
from outbreath_app.practices.library import Library

SECOND = 1_000_000_000


def days(*rates: float, slope: float = 0.0) -> list[PaceSeen]:
    """Swings that differ a little by chance and by the slope (ln a breath a minute)."""
    return [PaceSeen(rate, 4.5 + slope * (rate - 6.0) + 0.02 * (-1) ** i) for i, rate in enumerate(rates)]


def test_nothing_is_put_forward_before_three_days() -> None:
    assert proposal(6.0, days(6.0, 6.0)) is None
    assert proposal(6.0, days(8.0, 8.0, 8.0, 8.0)) is None, "far from the present pace"


def test_with_one_pace_only_the_slower_side_is_tried_then_the_other() -> None:
    found = proposal(6.0, days(6.0, 6.0, 6.0))
    assert found is not None
    assert (found.rate_per_min, found.why, found.days) == (5.9, Why.UNTRIED, 3)
    other = proposal(6.0, days(6.0, 6.0, 6.0), [5.9])
    assert other is not None
    assert other.rate_per_min == 6.1
    assert proposal(6.0, days(6.0, 6.0, 6.0), [5.9, 6.1]) is None


@pytest.mark.parametrize(("slope", "rate"), [(-0.5, 5.9), (0.5, 6.1)])
def test_the_step_goes_where_the_heart_swung_wider(slope: float, rate: float) -> None:
    found = proposal(6.0, days(6.0, 5.8, 6.2, 6.0, 5.8, 6.2, slope=slope))
    assert found is not None
    assert (found.rate_per_min, found.why) == (pytest.approx(rate), Why.WIDER)


def test_it_stays_among_the_slow_paces() -> None:
    assert proposal(4.5, days(4.5, 4.5, 4.5, 4.7, 4.7, 4.7, slope=-0.8)) is None
    assert proposal(7.0, days(7.0, 7.0, 7.0, 6.8, 6.8, 6.8, slope=0.8)) is None


def test_each_practices_own_level_is_taken_out() -> None:
    parts = [
        {
            "id": str(i), "started_ns": i * 86_400 * SECOND, "zone_min": 0, "name": "practice",
            "practice": "a" if i % 2 else "b", "rsa_ms": 200.0 if i % 2 else 50.0,
            "rate_per_min": 5.8 if i % 2 else 6.2, "measured_per_min": None, "measured_with": "", "quality": 1.0,
            "corrected_pct": 0.0, "interpretable": 1, "ln_rmssd": None,
        }
        for i in range(8)
    ]  # fmt: skip
    assert {round(math.exp(one.ln_rsa)) for one in paces_seen(parts)} == {100}
    assert paces_seen([part | {"simulated": 1} for part in parts]) == []


def test_the_flow_records_yes_no_and_no_answer() -> None:
    lines: list[dict[str, object]] = []
    practice = Library().get("compassionate_action")
    assert practice is not None
    flow = SessionFlow(plan_practice(practice, 14.0), lines.append, own_rate_per_min=5.6)
    assert flow.proposal_fits
    flow.start(0)
    for accepted, unanswered in ((False, True), (False, False), (True, False)):
        flow.propose_rate(5.5)
        flow.answer_proposal(SECOND, accepted, unanswered)
    told = [line for line in lines if line.get("event") == "proposal"]
    assert [(line["accepted"], line["unanswered"]) for line in told] == [
        (False, True), (False, False), (True, False),
    ]  # fmt: skip
    assert all((line["from_per_min"], line["rate_per_min"]) == (5.6, 5.5) for line in told)
    assert flow.own_per_min == 5.5


def test_after_strain_nothing_fits() -> None:
    practice = Library().get("resonance")
    assert practice is not None
    flow = SessionFlow(plan_practice(practice, 15.0), lambda line: None)
    flow.start(0)
    flow.discomfort(SECOND)
    flow.go_on_easier(2 * SECOND)
    assert not flow.proposal_fits
