"""What is true of a simulated session, as a file: how it was made, every breath, every fault, every beat."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from numpy.typing import NDArray

from outbreath_signal.labels import Label
from outbreath_signal.synthetic.rhythm import SyntheticRhythm


def truth_lines(rhythm: SyntheticRhythm, made: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """One object a line, told apart by `k`.

    made: how the session was made. breath: when each inhalation begins, its rate and depth. fault: what was put in and the first beat
    it spoils (counted from 0). beat: as the strap had it (t_s, rr_1024), what is wrong with its interval, and the truth there:
    breath phase (cycles, whole numbers where an inhalation begins), rate, RSA as a sinusoid and as the whole wave (ms).
    """
    yield {"k": "made", **made}
    breathing = rhythm.breathing
    end_s = float(rhythm.beats.t_s[-1])
    for start_s, rate, depth in zip(
        breathing.breath_start_s.tolist(),
        breathing.breath_rate_per_min.tolist(),
        breathing.breath_depth.tolist(),
        strict=True,
    ):
        if start_s < end_s:
            yield {"k": "breath", "start_s": start_s, "rate_per_min": rate, "depth": depth}
    for label, index in zip(rhythm.event_labels.tolist(), rhythm.event_index.tolist(), strict=True):
        yield {"k": "fault", "label": Label(label).word, "beat": index}
    columns: dict[str, NDArray[Any]] = {
        "t_s": rhythm.beats.t_s,
        "rr_1024": rhythm.rr_1024,
        "label": rhythm.labels,
        "breath_phase_cycles": rhythm.breath_phase_cycles,
        "breath_rate_per_min": rhythm.breath_rate_per_min,
        "rsa_ms": rhythm.rsa_ms,
        "rsa_wave_ms": rhythm.rsa_wave_ms,
    }
    for values in zip(*(column.tolist() for column in columns.values()), strict=True):
        row = dict(zip(columns, values, strict=True))
        yield {"k": "beat", **row, "label": Label(row["label"]).word}


def write_truth(path: Path, rhythm: SyntheticRhythm, made: Mapping[str, Any]) -> None:
    """The lines of `truth_lines` in a new file. Raises FileExistsError rather than write over one."""
    with path.open("x", encoding="utf-8") as file:
        for line in truth_lines(rhythm, made):
            file.write(json.dumps(line, allow_nan=False) + "\n")
