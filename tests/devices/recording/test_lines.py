"""A line's type: what is read is of its type, what is written is what was read, and nothing in a line is lost."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outbreath_devices.errors import RecordingError
from outbreath_devices.recording.line import MAX_LINE_BYTES, seal, unseal
from outbreath_devices.recording.lines import (
    KINDS,
    CheckinLine,
    ClockLine,
    EventLine,
    FootLine,
    HeadLine,
    LinkLine,
    MarkLine,
    NotificationLine,
    PaceLine,
    PhaseLine,
    Ramp,
    RrLine,
    TopUp,
    UnknownLine,
    When,
)
from outbreath_devices.recording.parsing import line_object, parse_line, read_line, write_line
from outbreath_devices.recording.schema import recording_schema
from outbreath_devices.strap.events import LinkState, StrapInfo

ROOT = Path(__file__).parents[3]
BUNDLED = sorted((ROOT / "recordings").glob("*.jsonl"))

# Any JSON value, and objects that look like lines as often as not.
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=6,
)
keys = sorted({key for kind in recording_schema()["$defs"].values() for key in kind["properties"]})
objects = st.builds(
    lambda kind, rest: {"n": 1, "t": 2, "k": kind, **rest},
    st.sampled_from([kind.KIND for kind in KINDS]) | st.text(max_size=8),
    st.dictionaries(st.sampled_from(keys) | st.text(min_size=2, max_size=8), values, max_size=6),
)


@pytest.mark.parametrize("path", BUNDLED, ids=lambda path: path.stem)
def test_a_bundled_recording_is_written_again_byte_for_byte(path: Path) -> None:
    for raw in path.read_bytes().splitlines(keepends=True):
        line = read_line(raw)
        assert line is not None
        assert not isinstance(line, UnknownLine)
        assert not line.extra
        assert write_line(line) == raw


def test_every_kind_is_read_into_its_type() -> None:
    assert parse_line({"n": 7, "t": 9, "k": "n", "s": "hr", "b": "Fjw="}) == NotificationLine(
        "hr", b"\x16<", number=7, t_ns=9
    )
    assert parse_line({"k": "clk", "wall": 5, "slept_s": 3}) == ClockLine(5, slept_s=3.0)
    strap = {"name": "A", "rssi_dbm": -60}
    assert parse_line({"k": "link", "state": "lost", "strap": strap}) == LinkLine(
        LinkState.LOST, strap=StrapInfo("", "A", rssi_dbm=-60)
    )
    pace = {"k": "pace", "rate_per_min": 6, "at": 4, "shares": [0.4, 0, 0.6, 0]}
    more = {"top_up": {"share": 0.1, "level": 0.7}, "ramp": {"to_rate_per_min": 5, "per_min": 0.5}}
    assert parse_line(pace | more) == PaceLine(
        6.0, 4, shares=(0.4, 0.0, 0.6, 0.0), top_up=TopUp(0.1, 0.7), ramp=Ramp(5.0, 0.5)
    )
    assert parse_line({"k": "session", "event": "a new one"}) == EventLine("a new one")
    assert parse_line({"k": "checkin", "when": "after", "items": {"calm": 4}}) == CheckinLine(
        When.AFTER, {"calm": 4}
    )
    rr = {"k": "rr", "at_s": 0, "rr_ms": [800, 810.5], "rr_1024": [819, 830]}
    assert parse_line(rr) == RrLine(0.0, (800.0, 810.5), False, (819, 830))


def test_what_happened_did_so_when_the_line_says_or_when_it_was_stamped() -> None:
    assert PhaseLine("practice", at_ns=3, t_ns=9).happened_ns == 3
    assert PhaseLine("practice", t_ns=9).happened_ns == 9
    assert ClockLine(1, t_ns=9).happened_ns == 9


def test_unknown_kinds_and_keys_are_kept_as_they_came() -> None:
    later = {"n": 3, "t": 4, "k": "weather", "rain": [1, {"mm": 2}]}
    line = parse_line(later)
    assert line == UnknownLine("weather", number=3, t_ns=4, extra={"rain": [1, {"mm": 2}]})
    assert unseal(write_line(line)) == later
    mark = parse_line({"n": 3, "t": 4, "k": "mark", "text": "a", "colour": "red"})
    assert mark == MarkLine("a", number=3, t_ns=4, extra={"colour": "red"})
    assert line_object(mark) == {"k": "mark", "text": "a", "colour": "red"}


def test_a_value_of_the_wrong_type_is_as_if_it_lacked_and_is_kept() -> None:
    line = parse_line({"k": "phase", "name": "practice", "title": ["x"], "seconds": "60"})
    assert line == PhaseLine("practice", extra={"title": ["x"], "seconds": "60"})


@pytest.mark.parametrize(
    "wrong",
    [
        {"k": "n", "s": "hr", "b": "not base64"},
        {"k": "n", "s": "hr"},
        {"k": "clk", "wall": 1 << 62},
        {"k": "clk", "wall": True},
        {"k": "link", "state": "gone"},
        {"k": "pace", "rate_per_min": 6, "phase0": "x"},
        {"k": "pace", "rate_per_min": float("nan")},
        {"k": "pace", "rate_per_min": 6, "ramp": {"per_min": 0.5}},
        {"k": "rr", "at_s": 0, "rr_ms": [800, "x"]},
        {"k": "rr", "at_s": 0, "rr_ms": [800], "rr_1024": [1.5]},
        {"k": ["n"]},
        {},
    ],
)
def test_a_line_that_does_not_hold_what_its_kind_must_is_unknown_and_whole(wrong: dict[str, Any]) -> None:
    line = parse_line(wrong)
    assert isinstance(line, UnknownLine)
    assert line.extra == {key: value for key, value in wrong.items() if key != "k"}


@given(objects)
def test_any_object_is_read_and_what_was_read_is_written(found: dict[str, Any]) -> None:
    line = parse_line(found)
    again = parse_line({"n": 1, "t": 2, **line_object(line)})
    assert repr(replace(again, extra={})) == repr(replace(line, extra={}))  # of like content, NaN included
    assert repr(sorted(again.extra.items(), key=lambda item: item[0])) == repr(
        sorted(line.extra.items(), key=lambda item: item[0])
    )
    assert set(line.extra) <= set(found)


@given(
    st.integers(1, 1 << 62),
    st.integers(-(1 << 61), 1 << 61),
    st.sampled_from(["hr", "a_b"]),
    st.binary(max_size=300),
)
def test_a_notification_is_the_same_read_with_and_without_the_decoder(
    number: int, t_ns: int, source: str, payload: bytes
) -> None:
    line = NotificationLine(source, payload, number=min(number, (1 << 62) - 1), t_ns=t_ns)
    raw = write_line(line)
    found = unseal(raw)
    assert found is not None
    assert read_line(raw) == read_line(raw[:-1]) == parse_line(found) == line


def test_a_damaged_line_is_none() -> None:
    raw = write_line(NotificationLine("hr", b"abc", number=1, t_ns=2))
    for place in range(len(raw) - 1):
        assert read_line(raw[:place] + bytes([raw[place] ^ 1]) + raw[place + 1 :]) is None
    assert read_line(seal({"n": 0, "t": 1, "k": "mark"})) is None
    assert read_line(seal({"n": 1, "t": 1.5, "k": "mark"})) is None
    assert read_line(seal({"n": 1, "t": 1})) is None


def test_a_notification_whose_base64_is_cut_is_unknown() -> None:
    assert read_line(seal({"n": 1, "t": 1, "k": "n", "s": "hr", "b": "Fjx"})) == UnknownLine(
        "n", number=1, t_ns=1, extra={"s": "hr", "b": "Fjx"}
    )


def test_what_is_too_long_or_no_json_is_not_written() -> None:
    with pytest.raises(RecordingError, match="longer than"):
        write_line(MarkLine("x" * MAX_LINE_BYTES))
    with pytest.raises(RecordingError, match="JSON"):
        write_line(ClockLine(1, slept_s=float("nan")))


def test_a_line_is_written_under_the_number_and_time_it_is_given() -> None:
    raw = write_line(FootLine(3, number=1, t_ns=2), number=5, t_ns=6)
    assert read_line(raw) == replace(FootLine(3), number=5, t_ns=6)


def test_what_is_asked_for_in_a_file_is_written_even_where_it_is_the_default() -> None:
    assert line_object(PaceLine(None, 5)) == {"k": "pace", "rate_per_min": None, "at": 5, "phase0": 0.0}
    head = HeadLine(1, 5, 60, "p", StrapInfo("AA", kind="none"))
    assert line_object(head) == {
        "k": "head", "v": 1, "wall": 5, "zone": 60, "program": "p",
        "strap": {"address": "AA", "name": "", "kind": "none"}, "settings": {},
    }  # fmt: skip
