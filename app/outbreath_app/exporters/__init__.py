"""Beats in the formats of other programs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from outbreath_app.exporters.cells import beats_csv
from outbreath_app.exporters.resampled import bids_physio, edf_plus
from outbreath_app.stream.sources import BeatSource


def kubios_text(source: BeatSource) -> bytes:
    """R-R in ms, one a line. A strap's 1/1024 s is a finite decimal in ms, so nothing is rounded; text is given back as read."""
    return "".join(f"{rr:.10f}".rstrip("0").rstrip(".") + "\n" for rr in source.beats.rr_ms).encode()


# format -> what turns a source into files: their names' endings (the first is the file asked for) and bytes
Writer = Callable[[BeatSource, Path], dict[Path, bytes]]
FORMATS: dict[str, Writer] = {
    "kubios": lambda source, out: {out: kubios_text(source)},
    "csv": lambda source, out: {out: beats_csv(source)},
    "edf+": lambda source, out: {out: edf_plus(source)},
    "bids": bids_physio,
}
