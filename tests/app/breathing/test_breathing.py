"""The breathing along a recording is read from motion, else from ECG, else from the beats alone."""

from __future__ import annotations

import numpy as np
import pytest

from outbreath_app.breathing.along import breath_along, measured_breath
from outbreath_app.stream.beats import as_series, decode_beats, payload_of
from outbreath_app.stream.sources import BeatSource, SourceKind
from outbreath_devices.pmd.frames import PmdKind
from outbreath_devices.recording.line import Line
from outbreath_signal.estimate import BreathSource
from outbreath_signal.measures.analysis import analyse
from support.simulated_session import simulated_lines


def source_of(lines: list[Line]) -> BeatSource:
    return BeatSource("made", SourceKind.RECORDING, as_series(decode_beats(lines)), None, lines=tuple(lines))


def without_motion(lines: list[Line]) -> list[Line]:
    """The same session from a strap that sends ECG but no motion (a motion frame's first byte is 2)."""
    return [
        line for line in lines if line.get("s") != "pmd_data" or payload_of(line)[:1] != bytes([PmdKind.ACC])
    ]


def test_the_chests_motion_comes_first() -> None:
    source = source_of(simulated_lines(150, 7.0))
    track = breath_along(source)
    assert track.source is BreathSource.ACCELEROMETER
    assert np.nanmedian(track.rate_per_min) == pytest.approx(7.0, abs=0.3)
    found = analyse(source.beats, breathing=measured_breath(source)).as_dict()
    assert found["breath_source"] == "accelerometer"
    assert found["breath_rate_per_min"] == pytest.approx(7.0, abs=0.3)


def test_ecg_is_used_where_it_covers_the_recording() -> None:
    with_ecg = breath_along(source_of(without_motion(simulated_lines(150, 7.0))))
    assert with_ecg.source is BreathSource.ECG
    assert np.nanmedian(with_ecg.rate_per_min) == pytest.approx(7.0, abs=0.4)


def test_without_ecg_or_with_little_of_it_the_beats_tell() -> None:
    lines = simulated_lines(150, 7.0)
    few = [line for line in lines if line.get("s") != "pmd_data" or int(line["t"]) < lines[0]["t"] + 50e9]
    none = [line for line in lines if line.get("s") != "pmd_data"]
    for kept in (few, none):
        track = breath_along(source_of(kept))
        assert track.source is BreathSource.RR
        assert np.nanmedian(track.rate_per_min) == pytest.approx(7.0, abs=0.4)
