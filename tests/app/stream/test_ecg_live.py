"""The strap's ECG, live: it tells the breathing where motion does not, and whether the strap's intervals are the heart's."""

from __future__ import annotations

import base64
import random

import pytest

from outbreath_app.stream.beats import payload_of
from outbreath_app.stream.session import Session, SessionState
from outbreath_devices.pmd.frames import HEADER_BYTES, PmdKind
from outbreath_devices.recording.line import Line
from outbreath_devices.simulated.strap import Fault, FaultKind
from outbreath_signal.ecg.watch import EcgVerdict
from outbreath_signal.estimate import BreathSource, Estimate
from outbreath_signal.reasons import Why
from support.simulated_session import simulated_lines


def run(lines: list[Line]) -> tuple[list[Estimate], SessionState]:
    session, estimates, state = Session(), list[Estimate](), SessionState()
    for line in lines:
        update = session.feed(line)
        estimates += update.estimates
        state = update.state
    return estimates, state


def of_kind(line: Line, kind: PmdKind) -> bool:
    return line.get("s") == "pmd_data" and payload_of(line)[:1] == bytes([kind])


def without(lines: list[Line], kind: PmdKind) -> list[Line]:
    return [line for line in lines if not of_kind(line, kind)]


@pytest.mark.parametrize("rate_per_min", [6.0, 13.0])
def test_the_straps_ecg_tells_the_breathing_where_there_is_no_motion(rate_per_min: float) -> None:
    lines = without(simulated_lines(110, rate_per_min), PmdKind.ACC)
    estimates, state = run(lines)
    last = estimates[-1]
    assert last.breath_source is BreathSource.ECG
    assert last.breath_rate_per_min == pytest.approx(rate_per_min, abs=0.5)
    assert last.breath_quality is not None
    assert last.breath_quality > 0.6
    assert not any(reason.kind is Why.RATE_FROM_HEARTBEAT for reason in last.reasons)
    first = next(e for e in estimates if e.breath_source is BreathSource.ECG)
    assert first.t_s < 50
    assert state.ecg is EcgVerdict.AGREES
    assert run(lines)[0] == estimates


def test_motion_comes_before_ecg_and_ecg_before_the_beats() -> None:
    lines = simulated_lines(150, 6.0)
    start_ns = int(lines[0]["t"])
    # motion ends after 70 s, ECG after 100 s
    cut = [
        line
        for line in lines
        if not (of_kind(line, PmdKind.ACC) and line["t"] > start_ns + 70e9)
        and not (of_kind(line, PmdKind.ECG) and line["t"] > start_ns + 100e9)
    ]
    sources = [(e.t_s, e.breath_source) for e in run(cut)[0]]
    assert {source for t_s, source in sources if 60 < t_s < 69} == {BreathSource.ACCELEROMETER}
    assert {source for t_s, source in sources if 85 < t_s < 99} == {BreathSource.ECG}
    # from beats alone a slow rate rests on two minutes of evidence
    assert [source for t_s, source in sources if t_s > 125][-1] is BreathSource.RR


def test_a_lost_link_and_missing_or_damaged_frames_begin_the_ecg_anew() -> None:
    whole = without(simulated_lines(150, 6.0, (Fault(FaultKind.LINK_LOST, 55, 60),)), PmdKind.ACC)
    assert run(whole)[0][-1].breath_source is BreathSource.ECG
    frames = [i for i, line in enumerate(whole) if of_kind(line, PmdKind.ECG)]
    damaged = [
        {**line, "b": base64.b64encode(payload_of(line)[:-2]).decode()} if i in frames[5::20] else line
        for i, line in enumerate(whole)
    ]
    lost = [line for i, line in enumerate(whole) if i not in frames[5::20]]
    for lines in (damaged, lost):
        estimates, _ = run(lines)
        assert {e.breath_source for e in estimates} <= {BreathSource.RR, BreathSource.PACER, None}
        assert estimates[-1].hr_bpm is not None


def test_intervals_that_are_not_those_of_the_ecg_are_said_to_disagree() -> None:
    lines = without(simulated_lines(110, 13.0), PmdKind.ACC)
    # the same session with the ECG of another heart
    foreign = [line for line in simulated_lines(110, 6.0) if of_kind(line, PmdKind.ECG)]
    beats = [line for line in lines if not of_kind(line, PmdKind.ECG)]
    mixed = sorted([*beats, *foreign], key=lambda line: int(line["t"]))
    estimates, state = run(mixed)
    assert state.ecg is EcgVerdict.DISAGREES
    assert any(reason.kind is Why.ECG_DISAGREES for reason in estimates[-1].reasons)


def test_an_ecg_that_is_noise_says_nothing_of_breath_or_strap() -> None:
    lines, chance = without(simulated_lines(110, 13.0), PmdKind.ACC), random.Random(5)
    noise = [
        {**line, "b": base64.b64encode(with_noise(payload_of(line), chance)).decode()}
        if of_kind(line, PmdKind.ECG)
        else line
        for line in lines
    ]
    estimates, state = run(noise)
    assert state.ecg is EcgVerdict.UNKNOWN
    assert BreathSource.ECG not in {e.breath_source for e in estimates}


def with_noise(frame: bytes, chance: random.Random) -> bytes:
    """The frame with a few microvolts of nothing in place of its samples."""
    samples = (len(frame) - HEADER_BYTES) // 3
    return frame[:HEADER_BYTES] + b"".join(
        chance.randint(-4, 4).to_bytes(3, "little", signed=True) for _ in range(samples)
    )
