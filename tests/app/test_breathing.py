"""The breathing along a recording is read from its ECG where it holds one, and from the beats alone where not."""

from __future__ import annotations

import numpy as np
import pytest

from outbreath_app.beatstream import as_series, decode_beats
from outbreath_app.breathing import breath_along
from outbreath_app.sources import BeatSource, SourceKind
from outbreath_devices.recording.line import Line
from outbreath_signal.estimate import BreathSource
from support.simulated_session import simulated_lines


def source_of(lines: list[Line]) -> BeatSource:
    return BeatSource("made", SourceKind.RECORDING, as_series(decode_beats(lines)), None, lines=tuple(lines))


def test_ecg_is_used_where_it_covers_the_recording() -> None:
    lines = simulated_lines(150, 7.0)
    with_ecg = breath_along(source_of(lines))
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
