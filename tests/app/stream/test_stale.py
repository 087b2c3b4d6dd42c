"""Numbers do not outlive the beats they rest on: seconds after the last beat nothing is said to be so now."""

from __future__ import annotations

import pytest

from outbreath_app.stream.beats import payload_of
from outbreath_app.stream.session import Session
from outbreath_devices.recording.line import Line
from outbreath_signal.live.engine import STALE_S
from support.simulated_session import simulated_lines

_NS = 1_000_000_000


def hushed(lines: list[Line], from_ns: int) -> list[Line]:
    """The same session from a strap that goes on sending packets but, from a time on, no intervals."""
    return [
        {**line, "b": "AEY="} if line.get("s") == "hr" and int(line["t"]) >= from_ns else line
        for line in lines
    ]


def test_what_is_known_is_the_last_estimate_while_its_beats_are_news() -> None:
    session, latest = Session(), None
    for line in simulated_lines(60, 6.0):
        update = session.feed(line)
        latest = update.estimate or latest
        if latest is not None and update.estimate is not None:
            assert session.at(int(line["t"])) == latest
    assert latest is not None


@pytest.mark.parametrize("silence", ["no packets", "packets without a beat"])
def test_after_some_seconds_without_a_beat_nothing_is_known(silence: str) -> None:
    lines = simulated_lines(70, 6.0)
    start_ns = int(lines[0]["t"])
    stop_ns = start_ns + 50 * _NS
    lines = (
        [line for line in lines if int(line["t"]) < stop_ns]
        if silence == "no packets"
        else hushed(lines, stop_ns)
    )
    session, last_s = Session(), 0.0
    for line in lines:
        for estimate in session.feed(line).estimates:
            last_s = estimate.t_s
    assert 45 < last_s < 53
    before, after = (session.at(start_ns + round((last_s + STALE_S + d) * _NS)) for d in (-0.1, 0.1))
    assert not before.stale
    assert before.hr_bpm is not None
    assert after.stale
    assert (after.hr_bpm, after.rmssd_ms, after.rsa_ms, after.breath_rate_per_min) == (None,) * 4
    assert [reason.code for reason in after.reasons] == ["no_beat_for"]


def test_a_packet_without_intervals_is_what_it_is_taken_for() -> None:
    (packet,) = hushed([{"n": 1, "t": 5, "k": "n", "s": "hr", "b": ""}], 0)
    assert payload_of(packet) == bytes([0, 70])
