"""Every field the program says of a bundled recording, and every number of made-up inputs, is as known; tools/make_golden.py
writes them anew."""

from __future__ import annotations

import json
from types import ModuleType
from typing import Any

import pytest

from outbreath_app.stream.bundled import bundled_names
from support.drawn_numbers import AREAS
from support.tools import load_tool

TOLERANCE = 1e-9


@pytest.fixture(scope="module")
def make_golden() -> ModuleType:
    return load_tool("make_golden")


def differences(known: Any, found: Any, place: str = "") -> list[str]:
    """Where two JSON values differ, in words; floats may differ by one part in a thousand million."""
    if isinstance(known, dict) and isinstance(found, dict):
        lines = [f"{place}/{key}: only in one of them" for key in sorted(known.keys() ^ found.keys())]
        for key in sorted(known.keys() & found.keys()):
            lines += differences(known[key], found[key], f"{place}/{key}")
        return lines
    if isinstance(known, float) and isinstance(found, float | int) and not isinstance(found, bool):
        near = found == pytest.approx(known, rel=TOLERANCE, abs=TOLERANCE)
        return [] if near else [f"{place}: known {known!r}, found {found!r}"]
    return [] if known == found else [f"{place}: known {known!r}, found {found!r}"]


@pytest.mark.parametrize("name", bundled_names())
def test_every_field_of_a_bundled_recording_is_as_known(name: str, make_golden: ModuleType) -> None:
    known = json.loads((make_golden.FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    assert len(known["estimates"]) >= 20
    assert not differences(known, make_golden.golden(name))


@pytest.mark.parametrize("area", AREAS)
def test_every_number_of_made_up_inputs_is_as_known(area: str, make_golden: ModuleType) -> None:
    known = json.loads((make_golden.FOLDER / f"drawn-{area}.json").read_text(encoding="utf-8"))
    assert not differences(known, make_golden.golden(f"drawn-{area}"))


def test_a_moved_number_a_lost_field_and_another_reason_are_each_seen() -> None:
    known = {"a": 1.0, "b": {"c": 2.0, "reasons": ["x"]}, "d": None}
    assert differences(known, {"a": 1.0 + 1e-12, "b": {"c": 2.0, "reasons": ["x"]}, "d": None}) == []
    moved = differences(known, {"a": 1.00001, "b": {"c": 2.0, "reasons": ["y"]}, "e": None})
    assert [line.split(":")[0] for line in moved] == ["/d", "/e", "/a", "/b/reasons"]
