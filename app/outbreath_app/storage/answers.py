"""What an assessment or a comparison found, as it is kept in the index: a small JSON object, or nothing."""

from __future__ import annotations

import json
from collections.abc import Sequence

from outbreath_app.sources import BeatSource, SourceKind
from outbreath_devices.errors import DeviceError
from outbreath_devices.recording.line import Line
from outbreath_signal.beats import BeatSeries
from outbreath_signal.errors import SignalError

ASSESSMENT = "assessment"
ANSWERING = frozenset({ASSESSMENT})
_ASSESSED = ("protocol", "minutes", "resonance_per_min", "low_per_min", "high_per_min", "flat", "reasons")


def answer_of(name: str, lines: Sequence[Line], beats: BeatSeries) -> str:
    """The answer of a recorded assessment as JSON; '' when it cannot be scored."""
    from outbreath_app.assess.reading import assess_recording

    source = BeatSource(name, SourceKind.RECORDING, beats, None, lines=tuple(lines))
    try:
        found = assess_recording(source).as_dict()
    except (DeviceError, SignalError):
        return ""
    return json.dumps({key: found[key] for key in _ASSESSED})
