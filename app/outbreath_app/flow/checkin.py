"""The optional check-in before and after a session: own 0 to 10 items, made for this program and not validated."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from outbreath_app.practices.model import Flow

LOWEST, HIGHEST = 0, 10
NOTICE = "These questions are the program's own and have not been validated. Leave out any you like."


class When(StrEnum):
    BEFORE = "before"
    AFTER = "after"


@dataclass(frozen=True, slots=True)
class Item:
    """One statement to be rated from 0 (not at all) to 10 (very much)."""

    key: str
    text: str
    low: str = "not at all"
    high: str = "very much"


# The everyday items, in the order they are shown.
ITEMS = (
    Item("calm", "I feel calm"),
    Item("safe", "I feel safe"),
    Item("connected", "I feel connected with others"),
    Item("kind_to_self", "I feel kind towards myself"),
    Item("able_to_receive", "I could let kindness from others in"),
    Item("courage", "I have the courage to face something hard"),
    Item("distress", "I feel distressed"),
    Item("harsh_self_talk", "I talk harshly to myself"),
    Item("air_hunger_or_dizziness", "I feel short of air, or dizzy"),
)

# Fears, blocks and resistances, for each flow of compassion.
FLOW_ITEMS: dict[Flow, tuple[Item, ...]] = {
    Flow.TO_OTHERS: (
        Item("fear_to_others", "Feeling for others worries me"),
        Item("block_to_others", "Something gets in the way of feeling for others"),
        Item("resistance_to_others", "I would rather not feel for others just now"),
    ),
    Flow.FROM_OTHERS: (
        Item("fear_from_others", "Being cared for worries me"),
        Item("block_from_others", "Something gets in the way of letting care in"),
        Item("resistance_from_others", "I would rather not be cared for just now"),
    ),
    Flow.TO_SELF: (
        Item("fear_to_self", "Being kind to myself worries me"),
        Item("block_to_self", "Something gets in the way of being kind to myself"),
        Item("resistance_to_self", "I would rather not be kind to myself just now"),
    ),
}

ALL_ITEMS = {item.key: item for item in (*ITEMS, *(item for items in FLOW_ITEMS.values() for item in items))}


def items_for(flow: Flow, *, fears: bool = True) -> tuple[Item, ...]:
    """The items to show for a practice of that flow; fears False leaves out fears, blocks and resistances.

    Practices about the compassionate self or about action touch all three flows and show the items of each.
    """
    if not fears:
        return ITEMS
    if flow in (Flow.COMPASSIONATE_SELF, Flow.ACTION):
        return (*ITEMS, *(item for items in FLOW_ITEMS.values() for item in items))
    return (*ITEMS, *FLOW_ITEMS.get(flow, ()))


def checkin_line(when: When, answers: Mapping[str, int]) -> dict[str, Any]:
    """The recording's line. Raises ValueError on an item that does not exist or an answer outside 0 to 10."""
    for key, answer in answers.items():
        if key not in ALL_ITEMS:
            raise ValueError(f"there is no check-in item {key!r}.")
        is_whole = isinstance(answer, int) and not isinstance(answer, bool)
        if not is_whole or not LOWEST <= answer <= HIGHEST:
            raise ValueError(f"{key} is a whole number from {LOWEST} to {HIGHEST}; received {answer!r}.")
    return {"k": "checkin", "when": when.value, "items": dict(answers)}


def answers_in(line: Mapping[str, Any]) -> dict[str, int]:
    """The usable answers of a check-in line; anything else in it is left out."""
    items = line.get("items")
    if not isinstance(items, Mapping):
        return {}
    return {
        str(key): answer
        for key, answer in items.items()
        if isinstance(answer, int) and not isinstance(answer, bool) and LOWEST <= answer <= HIGHEST
    }
