"""Practices beside one another in the window: nothing before five days of two, then pairs in calm words with their bars."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from PySide6.QtWidgets import QLabel

from outbreath_app.trends.practices import practices_compared
from outbreath_app.ui.looks.drawing_look import Look
from outbreath_app.ui.review.sessions.session_words import Names
from outbreath_app.ui.review.trends.practices_card import PairBar, PracticesCard

NAMES = Names({"a": "Resonance", "b": "Box breathing", "c": "Grounding"})
DAY_NS = 86_400 * 10**9


def parts(
    days: int, effects: dict[str, float], rates: dict[str, float] | None = None
) -> list[dict[str, Any]]:
    random = np.random.default_rng(1)
    made = []
    for i in range(days):
        practice = list(effects)[i % len(effects)]
        made.append(
            {
                "id": str(i), "started_ns": i * DAY_NS, "zone_min": 0, "name": "practice", "practice": practice,
                "rsa_ms": 90 * math.exp(effects[practice] + random.normal(0, 0.05)), "ln_rmssd": None,
                "rate_per_min": (rates or {}).get(practice, 6.0), "measured_per_min": None, "measured_with": "",
                "quality": 1.0, "corrected_pct": 0.0, "interpretable": 1,
            }
        )  # fmt: skip
    return made


@pytest.fixture
def card(app: object) -> PracticesCard:
    return PracticesCard(Look(), NAMES)


def said(card: PracticesCard) -> list[str]:
    return [each.text() for each in card.findChildren(QLabel) if not each.isHidden()]


def test_before_five_days_of_two_it_says_what_is_needed(card: PracticesCard) -> None:
    card.show_compared(practices_compared("me", parts(8, {"a": 0.0, "b": 0.0})))
    assert not card.findChildren(PairBar)
    assert any("From 5 days of each" in text for text in said(card))
    assert any("Resonance: 4 of 5 days so far." in text for text in said(card))


def test_differences_come_first_each_with_its_interval(card: PracticesCard) -> None:
    card.show_compared(practices_compared("me", parts(45, {"a": 0.0, "b": 0.5, "c": 0.0})))
    bars = card.findChildren(PairBar)
    words = [bar.accessibleName() for bar in bars]
    assert len(bars) == 3
    assert words[0].startswith(
        ("Box breathing went with more swing than", "Grounding went with less swing than")
    )
    assert "no difference beyond what these sessions can tell" in words[2]
    text = " ".join(said(card)).lower()
    assert "all 3 pairs together" in text
    for never in ("failure", "better", "worse", "normal", "stress", "improve"):
        assert never not in text


def test_practices_at_different_rates_are_named_but_not_compared(card: PracticesCard) -> None:
    card.show_compared(practices_compared("me", parts(20, {"a": 0.0, "b": 0.5}, {"a": 6.0, "b": 4.5})))
    (bar,) = card.findChildren(PairBar)
    assert "different rates" in bar.accessibleName()
    card.resize(700, 300)
    card.grab()


def test_shown_anew_it_holds_only_the_latest(card: PracticesCard) -> None:
    for _ in range(2):
        card.show_compared(practices_compared("me", parts(45, {"a": 0.0, "b": 0.5, "c": 0.0})))
    assert sum(not bar.parentWidget().isHidden() for bar in card.findChildren(PairBar)) == 3
