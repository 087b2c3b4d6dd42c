"""Lines of a phone's, whatever the bytes; and the faults of the benchmark with a few seeds."""

from __future__ import annotations

import os
import random
import runpy
from pathlib import Path

import pytest

from outbreath_devices.phone.discovery import Phone, parse_address, parse_reply
from outbreath_devices.phone.messages import LONGEST_LINE, LineFeed, MessageKind, packet_of, parse_message

FAULTS = runpy.run_path(str(Path(__file__).parents[3] / "benchmarks" / "phone_faults.py"), run_name="faults")
LOST = ("6 messages lost", "6 times several lost")
LINES = int(os.environ.get("OUTBREATH_EXAMPLES", "5000"))


def test_the_dialects_messages_are_read() -> None:
    interval = parse_message(b'{"type":"rr","rr_ms":812}')
    assert (interval.kind, interval.rr_ms) == (MessageKind.RR, 812.0)
    packet = packet_of(interval)
    assert packet is not None
    assert (packet.rr_1024, packet.exact_ms) == ((831,), (812.0,))
    gone = parse_message(b'{"type":"sensor_quality","contact_state":"no_contact","contact":false}')
    assert (gone.kind, gone.contact) == (MessageKind.CONTACT, False)
    assert parse_message(b'{"type":"sensor_quality","contact_state":"unknown"}').contact is None
    assert parse_message(b'{"type":"status","connected":false}').connected is False
    assert parse_message(b'{"type":"something_new","rr_ms":800}').kind is MessageKind.OTHER


@pytest.mark.parametrize(
    "line",
    [
        b"", b"null", b"[]", b'{"rr_ms":800}', b'{"type":7}', b'{"type":"rr"}', b'{"type":"rr","rr_ms":0}',
        b'{"type":"rr","rr_ms":-8}', b'{"type":"rr","rr_ms":"800"}', b'{"type":"rr","rr_ms":true}',
        b'{"type":"rr","rr_ms":NaN}', b'{"type":"rr","rr_ms":1e999}', b'{"type":"rr","rr_ms":60000}',
        b"\xff\xfe", b"[" * 3000, b'{"type":"rr","rr_ms":' + b"9" * 400 + b"}",
    ],
)  # fmt: skip
def test_what_is_no_message_gives_no_interval(line: bytes) -> None:
    message = parse_message(line)
    assert message.kind is MessageKind.BROKEN
    assert packet_of(message) is None


def test_any_bytes_are_read_without_an_error_and_no_interval_is_invented() -> None:
    chance = random.Random(5)
    whole = b'{"type":"rr","rr_ms":812}'
    for _ in range(LINES):
        line = bytearray(whole)
        for _ in range(chance.randrange(1, 4)):
            line[chance.randrange(len(line))] = chance.randrange(256)
        mutated = bytes(line[: chance.randrange(len(line) + 1)])
        message = parse_message(mutated)
        if message.rr_ms is not None:
            assert f"{message.rr_ms:g}".rstrip("0").encode()[:2] in mutated or b"e" in mutated.lower()


def test_lines_come_whole_however_they_are_cut_and_one_that_is_too_long_costs_itself_alone() -> None:
    chance = random.Random(1)
    lines = [b'{"type":"rr","rr_ms":%d}' % (600 + k) for k in range(400)]
    lines[200] = b"x" * (3 * LONGEST_LINE)
    wire, feed, got = b"\r\n".join(lines) + b"\n", LineFeed(), []
    while wire:
        cut = chance.randrange(1, 900)
        got += feed.feed(wire[:cut])
        wire = wire[cut:]
    assert got == [*lines[:200], *lines[201:]]
    assert feed.overlong == 1


@pytest.mark.parametrize("name", FAULTS["FAULTS"])
def test_no_beat_is_invented_or_missed_and_no_break_is_false(name: str) -> None:
    for verdict in FAULTS["run"](name, 2):
        assert (verdict.invented, verdict.missed, verdict.false_breaks) == (0, 0, 0)
        if name not in LOST:
            assert verdict.found_breaks == verdict.true_breaks


def test_fifteen_faults_and_the_quiet_session_are_played() -> None:
    assert len(FAULTS["FAULTS"]) == 16


def test_addresses_and_answers_are_read_or_refused() -> None:
    assert parse_address("phone.local") == Phone("phone.local", 8765)
    assert parse_address(" 192.168.1.9:9000 ") == Phone("192.168.1.9", 9000)
    assert parse_address("[fe80::1]:9000") == Phone("fe80::1", 9000)
    for wrong in ("", "a b", "host:0", "host:99999", "host:x"):
        with pytest.raises(ValueError):  # noqa: PT011
            parse_address(wrong)
    reply = b'{"app":"ECG-Phone-Bridge","role":"phone_bridge","hostname":"Pixel 7","port":8765}\n'
    assert parse_reply(reply, "10.0.0.2") == Phone("10.0.0.2", 8765, "Pixel 7")
    for other in (b"", b"{}", b'{"role":"printer"}', b'{"role":"phone_bridge","port":"x"}', b"\xff"):
        assert parse_reply(other, "10.0.0.2") is None
