"""Polar's measurement service: frames, control point and clock."""

from __future__ import annotations

import os
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outbreath_devices.pmd.clock import PmdClock
from outbreath_devices.pmd.control import (
    Setting,
    choose,
    parse_answer,
    parse_command,
    parse_features,
    query,
    start,
    stop,
)
from outbreath_devices.pmd.frames import PmdFrame, PmdKind, knows_form, parse_pmd_frame, unpack_deltas
from support.fake_pmd import (
    SETTINGS,
    acc_frame,
    compressed_acc_frame,
    compressed_ecg_frame,
    ecg_frame,
)

# OUTBREATH_EXAMPLES=100000 for the whole of it
EXAMPLES = int(os.environ.get("OUTBREATH_EXAMPLES", "1500"))

values = st.integers(-32768, 32767)
axes = st.tuples(values, values, values)


@given(st.lists(st.integers(-(1 << 23), (1 << 23) - 1), max_size=73), st.integers(0, 2**64 - 1))
def test_raw_ecg_comes_back(microvolts: list[int], last_ns: int) -> None:
    frame = parse_pmd_frame(ecg_frame(last_ns, microvolts))
    assert frame == PmdFrame(PmdKind.ECG, last_ns, tuple((value,) for value in microvolts))


@given(st.lists(axes, max_size=36))
def test_raw_acceleration_comes_back(samples: list[tuple[int, int, int]]) -> None:
    assert parse_pmd_frame(acc_frame(7, samples)).samples == tuple(samples)


@given(axes, st.lists(st.tuples(*[st.integers(-100, 100)] * 3), max_size=60), st.integers(8, 17))
def test_compressed_acceleration_comes_back(
    first: tuple[int, int, int], steps: list[tuple[int, int, int]], bits: int
) -> None:
    samples = [first]
    for step in steps:
        samples.append(tuple(a + b for a, b in zip(samples[-1], step, strict=True)))  # type: ignore[arg-type]
    assert parse_pmd_frame(compressed_acc_frame(7, samples, bits)).samples == tuple(samples)


def test_a_compressed_frame_by_hand() -> None:
    body = bytes([10, 0, 251, 255, 0, 0, 4, 1, 0b1111_0010, 0b0000_0011])
    assert unpack_deltas(body, 3, 16) == ((10, -5, 0), (12, -6, 3))


@settings(max_examples=300)
@given(
    st.integers(-20000, 20000),
    st.lists(st.integers(-500, 500), max_size=60),
    st.integers(11, 16),
    st.sampled_from([2, 3]),
)
def test_compressed_ecg_comes_back_or_is_not_believed(
    first: int, steps: list[int], bits: int, width: int
) -> None:
    microvolts = [first]
    for step in steps:
        microvolts.append(max(-32000, min(32000, microvolts[-1] + step)))
    frame = parse_pmd_frame(compressed_ecg_frame(7, microvolts, bits, width))
    if not frame.problem:
        assert frame == PmdFrame(PmdKind.ECG, 7, tuple((value,) for value in microvolts))
    else:
        assert "in 2 ways" in frame.problem


def test_a_whole_recording_of_compressed_ecg_is_read_but_for_chance() -> None:
    chance = random.Random(5)
    frames = [
        parse_pmd_frame(compressed_ecg_frame(k, [chance.randint(-900, 900) for _ in range(73)], 12, width))
        for k in range(500)
        for width in (2, 3)
    ]
    assert sum(bool(frame.problem) for frame in frames) <= 5


@pytest.mark.parametrize(
    ("form", "body", "microvolts"),
    [
        (1, "ff7f00 0180ff", (0x3FFF, 1)),
        (2, "8080fc ffff03", (32896, 262143)),
        (3, "ffffff 010203 80 00f0ff 000000 01", (-1, -4096)),
    ],
)
def test_ecg_with_flags_beside_it_is_read(form: int, body: str, microvolts: tuple[int, ...]) -> None:
    frame = parse_pmd_frame(bytes(9) + bytes([form]) + bytes.fromhex(body))
    assert frame.samples == tuple((value,) for value in microvolts)


def test_the_frame_types_that_can_be_read_are_known_beforehand() -> None:
    known = [
        (kind, form)
        for kind in range(4)
        for form in range(256)
        if knows_form(bytes([kind]) + bytes(8) + bytes([form]))
    ]
    assert [form for kind, form in known if kind == PmdKind.ECG] == [0, 1, 2, 3, 0x80]
    assert [form for kind, form in known if kind == PmdKind.ACC] == [0, 1, 2, 0x80, 0x81]


def test_values_in_g_are_scaled_by_the_factor_of_the_start_answer() -> None:
    payload = compressed_acc_frame(7, [(1000, -2000, 4096), (1001, -2001, 4095)], 4, form=0)
    assert parse_pmd_frame(payload, 0.000244).samples == ((244, -488, 999), (244, -488, 999))


@pytest.mark.parametrize(
    ("payload", "problem"),
    [
        (b"", "too few"),
        (bytes(9), "too few"),
        (b"\x01" + bytes(12), "neither"),
        (b"\x00" + bytes(8) + b"\x05" + bytes(3), "frame type 5"),
        (b"\x00" + bytes(8) + b"\x00" + bytes(4), "no whole number"),
        (b"\x02" + bytes(8) + b"\x81" + bytes(5), "reference"),
        (b"\x02" + bytes(8) + b"\x81" + bytes(6) + b"\x04", "no length"),
        (b"\x02" + bytes(8) + b"\x81" + bytes(6) + b"\x10\x09\x00", "does not fit"),
        (b"\x02" + bytes(8) + b"\x81" + bytes(6) + b"\x00\xff" * 300, "does not fit"),
    ],
)
def test_bytes_that_make_no_frame_are_named(payload: bytes, problem: str) -> None:
    frame = parse_pmd_frame(payload)
    assert problem in frame.problem
    assert frame.samples == ()


def test_commands_are_those_of_the_documents() -> None:
    assert query(PmdKind.ECG) == bytes.fromhex("0100")
    assert stop(PmdKind.ACC) == bytes.fromhex("0302")
    ecg = {Setting.RATE_HZ: 130, Setting.RESOLUTION_BITS: 14}
    assert start(PmdKind.ECG, ecg) == bytes.fromhex("02000001820001010e00")
    acc = {Setting.RATE_HZ: 200, Setting.RESOLUTION_BITS: 16, Setting.RANGE: 8}
    assert start(PmdKind.ACC, acc) == bytes.fromhex("02020001c8000101100002010800")
    assert parse_command(start(PmdKind.ACC, acc)) == (PmdKind.ACC, acc)
    assert parse_command(b"\xf0\x02\x02\x00\x00") is None


def test_settings_on_offer_are_read_and_chosen_from() -> None:
    answer = parse_answer(b"\xf0\x01\x02\x00\x00" + SETTINGS[2])
    assert answer.ok
    assert answer.settings[Setting.RATE_HZ] == (200, 100, 50, 25)
    chosen = choose(answer.settings, 50)
    assert chosen == {Setting.RATE_HZ: 50, Setting.RESOLUTION_BITS: 16, Setting.RANGE: 8}
    assert choose(answer.settings, 60)[Setting.RATE_HZ] == 50


def test_answers_tell_what_went_wrong() -> None:
    assert not parse_answer(b"\xf0\x02\x02\x08\x00").ok
    assert "rate" in parse_answer(b"\xf0\x02\x02\x08\x00").error
    assert parse_answer(b"\xf0\x02\x02\x06\x00").already
    assert not parse_answer(b"").ok
    factor = parse_answer(b"\xf0\x02\x02\x00\x00\x05\x01" + b"\x00\x00\x80\x39").factor
    assert factor == 2**-12
    assert parse_features(b"\x0f\x05") == {PmdKind.ECG, PmdKind.ACC}


def test_the_clock_maps_samples_despite_delay_drift_and_another_epoch() -> None:
    chance = random.Random(1)
    clock, rate_hz, drift = PmdClock(52.0), 50.0, 1.0001
    worst_ns = 0.0
    for k in range(1, 2000):
        true_ns = k * 36 / rate_hz * 1e9
        stamp_ns = round(599_616_000e9 + true_ns * drift)
        received_ns = round(5e12 + true_ns + 4e6 + chance.expovariate(1 / 2e7))
        frame = PmdFrame(PmdKind.ACC, stamp_ns, tuple((0, 0, 0) for _ in range(36)))
        times = clock.feed(received_ns, frame)
        if k > 30:
            worst_ns = max(
                worst_ns, abs(times[-1] - 5e12 - true_ns), abs(times[0] - times[-1] + 35 / 50 * 1e9)
            )
    assert worst_ns < 25e6
    assert clock.period_ns == pytest.approx(1e9 / rate_hz, rel=3e-4)
    assert clock.lost_samples == 0


def test_missing_frames_are_counted_and_a_restarted_strap_is_followed() -> None:
    clock = PmdClock(50.0)

    def frame(second: float, epoch_s: float = 0) -> tuple[int, PmdFrame]:
        stamp = round((second + epoch_s) * 1e9)
        return round((second + 100) * 1e9), PmdFrame(PmdKind.ACC, stamp, ((0, 0, 0),) * 50)

    for second in (1, 2, 3, 6):
        clock.feed(*frame(second))
    assert clock.lost_samples == 100
    assert clock.feed(*frame(7, epoch_s=9999))[-1] == 107 * 10**9
    assert not clock.lagging
    clock.feed(round(112.5 * 1e9), frame(8, epoch_s=9999)[1])
    assert clock.lagging


def fed(clock: PmdClock, made_s: float, late_s: float, epoch_s: float = 0.0) -> float:
    """How wrong the last sample of a frame of 0.72 s is placed (s), that was made and arrived then."""
    frame = PmdFrame(PmdKind.ACC, round((made_s + epoch_s) * 1e9), ((0, 0, 1000),) * 36)
    return clock.feed(round((made_s + late_s) * 1e9), frame)[-1] / 1e9 - made_s


def test_a_stream_that_falls_behind_is_late_however_far() -> None:
    clock = PmdClock(50.0)
    for k in range(1, 420):
        late_s = max(0.0, k * 0.72 - 60) * 0.05
        error_s = fed(clock, k * 0.72, 0.1 + late_s)
        assert clock.lagging or error_s < 3.2
    assert clock.lagging


def test_frames_that_were_held_up_for_long_and_then_came_at_once_are_late_and_not_a_set_clock() -> None:
    clock = PmdClock(50.0)
    for k in range(1, 100):
        fed(clock, k * 0.72, 0.1)
    for k in range(100, 125):
        assert fed(clock, k * 0.72, 0.1 + (125 - k) * 0.72) == pytest.approx(0.1, abs=0.02)
    assert fed(clock, 125 * 0.72, 0.1) == pytest.approx(0.1, abs=0.02)
    assert not clock.lagging


@pytest.mark.parametrize("by_s", [-4000.0, -5.0, 5.0, 4000.0])
def test_a_clock_that_was_set_is_followed_at_once(by_s: float) -> None:
    clock = PmdClock(50.0)
    for k in range(1, 100):
        fed(clock, k * 0.72, 0.1, 5000.0)
    assert fed(clock, 72.0, 0.1, 5000.0 + by_s) == pytest.approx(0.1, abs=0.02)
    assert not clock.lagging


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    """A notification of some form, sound at first, with bytes changed, cut off or added."""
    whole = bytearray(
        draw(
            st.sampled_from(
                [
                    ecg_frame(7, range(-30, 30)),
                    acc_frame(7, [(k, -k, 1000) for k in range(20)]),
                    compressed_acc_frame(7, [(k, -k, 1000) for k in range(20)], 6),
                    compressed_acc_frame(7, [(k, -k, 1000) for k in range(20)], 6, form=0),
                    compressed_ecg_frame(7, range(-30, 30), 5),
                    b"\xf0\x01\x02\x00\x00" + SETTINGS[2],
                    start(PmdKind.ACC, {Setting.RATE_HZ: 50, Setting.RESOLUTION_BITS: 16}),
                ]
            )
        )
    )
    for at, value in draw(st.lists(st.tuples(st.integers(0, 300), st.integers(0, 255)), max_size=6)):
        whole[at % len(whole)] = value
    return bytes(whole[: draw(st.integers(0, len(whole)))]) + draw(st.binary(max_size=8))


@settings(max_examples=EXAMPLES, deadline=None)
@given(st.one_of(st.binary(max_size=80), mutated()))
def test_any_bytes_are_read_without_an_error(payload: bytes) -> None:
    frame = parse_pmd_frame(payload)
    assert not (frame.problem and frame.samples)
    assert not frame.samples or knows_form(payload)
    parse_answer(payload)
    parse_command(payload)
    parse_features(payload)
