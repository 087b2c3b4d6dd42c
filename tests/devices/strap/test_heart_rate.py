"""Heart Rate Measurement: known bytes, then any bytes."""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from outbreath_devices.pmd.control import parse_answer, parse_command, parse_features
from outbreath_devices.pmd.frames import parse_pmd_frame
from outbreath_devices.strap.gatt import parse_battery_level, parse_body_location, parse_device_text
from outbreath_devices.strap.heart_rate import HeartRatePacket, is_beat, parse_heart_rate
from support.strap_bytes import heart_rate

# OUTBREATH_EXAMPLES=100000 for the whole of it
EXAMPLES = int(os.environ.get("OUTBREATH_EXAMPLES", "1500"))
whatever = settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.mark.parametrize(
    ("payload", "packet"),
    [
        ("0048", HeartRatePacket(72)),
        ("01 4801", HeartRatePacket(328)),
        ("06 48", HeartRatePacket(72, True)),
        ("04 48", HeartRatePacket(72, False)),
        ("02 48", HeartRatePacket(72, None)),
        ("08 48 0201", HeartRatePacket(72, None, 258)),
        ("10 48 0004", HeartRatePacket(72, None, None, (1024,))),
        ("10 48", HeartRatePacket(72)),
        ("1f 4800 ffff 0004 0104 0000 ffff", HeartRatePacket(72, True, 65535, (1024, 1025, 0, 65535))),
        ("f0 48 0004", HeartRatePacket(72, None, None, (1024,))),
    ],
)
def test_the_format_is_read_as_the_specification_says(payload: str, packet: HeartRatePacket) -> None:
    assert parse_heart_rate(bytes.fromhex(payload)) == packet


def test_nine_intervals_in_a_packet_are_all_kept_in_order() -> None:
    rr = [900 + k for k in range(9)]
    assert parse_heart_rate(heart_rate(66, rr, contact=True)).rr_1024 == tuple(rr)


def test_intervals_that_no_heart_makes_are_kept_apart() -> None:
    packet = parse_heart_rate(heart_rate(66, [0, 204, 205, 4096, 4097, 65535]))
    assert packet.rejected == (0, 204, 4097, 65535)
    assert [rr for rr in packet.rr_1024 if is_beat(rr)] == [205, 4096]


@pytest.mark.parametrize("payload", ["", "00", "01 48", "08 48 01", "10 48 01", "00 48 0004"])
def test_bytes_that_break_the_format_give_no_interval_and_a_problem(payload: str) -> None:
    packet = parse_heart_rate(bytes.fromhex(payload))
    assert packet.problem
    assert packet.rr_1024 == ()


def test_one_byte_too_many_costs_no_interval_and_is_remarked_on() -> None:
    packet = parse_heart_rate(bytes.fromhex("16 48 0004 0104 01"))
    assert (packet.hr_bpm, packet.contact, packet.rr_1024, packet.problem) == (72, True, (1024, 1025), "")
    assert packet.remark
    rate_only = parse_heart_rate(bytes.fromhex("06 48 01"))
    assert (rate_only.hr_bpm, rate_only.problem) == (72, "")
    assert rate_only.remark
    assert not parse_heart_rate(heart_rate(60, [1024])).remark


rates, intervals = st.integers(0, 65535), st.lists(st.integers(0, 65535), max_size=9)


@whatever
@given(rates, intervals, st.sampled_from([None, True, False]), st.one_of(st.none(), st.integers(0, 65535)))
def test_what_was_packed_comes_back(
    bpm: int, rr: list[int], contact: bool | None, energy: int | None
) -> None:
    packet = parse_heart_rate(heart_rate(bpm, rr, contact=contact, energy_kj=energy))
    assert packet == HeartRatePacket(bpm, contact, energy, tuple(rr))


@whatever
@given(rates, intervals, st.data())
def test_a_mutated_packet_never_gives_an_interval_that_is_not_in_its_bytes(
    bpm: int, rr: list[int], data: st.DataObject
) -> None:
    payload = bytearray(heart_rate(bpm, rr))
    at = data.draw(st.integers(0, len(payload) - 1))
    payload[at] = data.draw(st.integers(0, 255))
    mutated = bytes(payload[: data.draw(st.integers(0, len(payload)))])
    packet = parse_heart_rate(mutated)
    tail = mutated[:-1] if packet.remark else mutated
    for interval in reversed(packet.rr_1024):
        assert int.from_bytes(tail[-2:], "little") == interval
        tail = tail[:-2]
    assert len(tail) >= 2 or not parse_heart_rate(mutated).rr_1024


@whatever
@given(st.binary(max_size=64))
def test_any_bytes_are_read_by_every_parser(payload: bytes) -> None:
    packet = parse_heart_rate(payload)
    assert not (packet.problem and packet.rr_1024)
    assert parse_battery_level(payload) in {None, *range(101)}
    assert isinstance(parse_body_location(payload), str)
    assert parse_device_text(payload).isprintable()
    frame = parse_pmd_frame(payload)
    assert not (frame.problem and frame.samples)
    parse_answer(payload)
    parse_command(payload)
    parse_features(payload)


def test_small_values_are_read_or_left_out() -> None:
    assert parse_battery_level(b"\x64") == 100
    assert parse_battery_level(b"\x65") is None
    assert parse_body_location(b"\x01") == "chest"
    assert parse_body_location(b"\x07") == ""
    assert parse_device_text(b"3.1.1\x00\x00") == "3.1.1"
    assert parse_device_text(b"\xff\x1b[31mH10\n") == "\ufffd[31mH10"
