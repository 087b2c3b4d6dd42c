"""What an assessment or a comparison found, as it is kept in the index: a small JSON object, or nothing."""

from __future__ import annotations

import json
from collections.abc import Sequence

from outbreath_app.stream.sources import BeatSource, SourceKind
from outbreath_devices.errors import DeviceError
from outbreath_devices.recording.line import Line
from outbreath_signal.beats import BeatSeries
from outbreath_signal.errors import SignalError

ASSESSMENT, COMPARED = "assessment", "comparison"
ANSWERING = frozenset({ASSESSMENT, COMPARED})
_COMPARED = ("verdict", "difference_pct", "low_pct", "high_pct", "design", "minutes")
_ASSESSED = ("protocol", "minutes", "resonance_per_min", "low_per_min", "high_per_min", "flat")


def answer_of(name: str, lines: Sequence[Line], beats: BeatSeries) -> str:
    """The answer of a recorded assessment or comparison as JSON; '' when it cannot be scored."""
    from outbreath_app.assess.reading import assess_recording
    from outbreath_app.compare.reading import compare_recording, is_comparison

    source = BeatSource(name, SourceKind.RECORDING, beats, None, lines=tuple(lines))
    comparison = is_comparison(lines)
    try:
        found = (compare_recording(source) if comparison else assess_recording(source)).as_dict()
    except (DeviceError, SignalError):
        return ""
    return json.dumps({key: found[key] for key in (_COMPARED if comparison else _ASSESSED)})
