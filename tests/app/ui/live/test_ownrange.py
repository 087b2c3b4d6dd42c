"""The band behind the trace: from at least three sessions at a like pace, else from today's breaths, else none."""

from __future__ import annotations

from pathlib import Path

import pytest

from outbreath_app.ui.live.ownrange import OwnRange, OwnRanges, openness, own_range
from support.desk import Desk

BREATHS = [float(value) for value in range(80, 120, 2)]


def test_the_range_is_the_middle_four_fifths() -> None:
    made = own_range([float(v) for v in range(101)], so_far=True)
    assert made == OwnRange(10.0, 90.0, 101, True)
    assert own_range(BREATHS[:5], so_far=True) is None


def test_three_sessions_at_a_like_pace_make_a_range(tmp_path: Path) -> None:
    ranges = OwnRanges(tmp_path / "ranges.json")
    for _ in range(2):
        ranges.add(6.0, BREATHS)
    assert ranges.near(6.0) is None
    ranges.add(5.8, [value + 10 for value in BREATHS])
    found = ranges.near(6.0)
    assert found is not None
    assert not found.so_far
    assert found.low_ms == pytest.approx(own_range(BREATHS, so_far=True).low_ms)  # type: ignore[union-attr]
    assert ranges.near(4.5) is None, "another pace is another range"


@pytest.mark.parametrize("raw", ["", "[", "{}", '[{"rate_per_min": "x"}]', "[1]", "null"])
def test_a_damaged_file_is_as_good_as_none(tmp_path: Path, raw: str) -> None:
    path = tmp_path / "ranges.json"
    path.write_text(raw)
    ranges = OwnRanges(path)
    assert ranges.near(6.0) is None
    ranges.add(6.0, BREATHS)
    assert path.read_text().startswith("[{")


def test_openness_is_silent_without_a_range() -> None:
    own = OwnRange(80.0, 120.0, 30, False)
    assert openness(own, 100.0) == pytest.approx(0.5)
    assert openness(own, 500.0) == 1.0
    assert openness(None, 100.0) is None
    assert openness(OwnRange(80.0, 80.0, 30, False), 100.0) is None


def test_the_chord_follows_the_breaths_and_the_range_is_kept(desk: Desk) -> None:
    from outbreath_app.ui.practise.session.practising import Silence

    heard: list[float | None] = []

    class Chord(Silence):
        def feed_back(self, openness: float | None) -> None:
            heard.append(openness)

    desk.sound = Chord()
    desk.begin()
    desk.run(305)
    assert any(value is not None for value in heard)
    assert all(value is None or 0.0 <= value <= 1.0 for value in heard)
    assert (desk.folder / "own-ranges.json").exists()
