"""EDF+ (every beat exactly, as an annotation, beside a resampled tachogram) and BIDS physio (the tachogram)."""

from __future__ import annotations

import gzip
import json
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from outbreath_app import __version__
from outbreath_app.stream.sources import BeatSource, SourceError

RATE_HZ = 4.0


def tachogram(source: BeatSource) -> tuple[float, NDArray[np.float64], NDArray[np.bool_]]:
    """Start (s), R-R (ms, shape (n,)) at 4 Hz by linear interpolation, and where it stands on measured beats.

    Across breaks the value before is held and marked as not measured.
    """
    beats = source.beats
    start = float(beats.t_s[0])
    even = start + np.arange(max(1, int((beats.t_s[-1] - start) * RATE_HZ) + 1)) / RATE_HZ
    rr = np.interp(even, beats.t_s, beats.rr_ms)
    following = np.clip(np.searchsorted(beats.t_s, even, side="left"), 0, len(beats) - 1)
    measured = beats.joined[following] | (beats.t_s[following] == even)
    before = np.clip(following - 1, 0, None)
    rr = np.where(measured, rr, beats.rr_ms[before])
    return start, np.asarray(rr, dtype=np.float64), np.asarray(measured, dtype=np.bool_)


def edf_plus(source: BeatSource) -> bytes:
    """EDF+ with a 4 Hz channel for looking at, and an annotation 'R-R 812.5 ms' at every beat for computing with.

    No name, address or birth date of anyone is written.
    """
    try:
        import edfio
    except ImportError as error:
        raise SourceError(
            "EDF+ needs a library that is not installed: pip install 'outbreath[formats]'."
        ) from error
    start, rr, _ = tachogram(source)
    ahead = np.full(int(start * RATE_HZ), rr[0])
    whole = np.concatenate([ahead, rr])
    seconds = int(np.ceil(len(whole) / RATE_HZ))
    whole = np.concatenate([whole, np.full(int(seconds * RATE_HZ) - len(whole), whole[-1])])
    top = float(min(99_999, max(2000, np.ceil(whole.max()))))
    channel = edfio.EdfSignal(
        np.clip(whole, 0, top), RATE_HZ, label="RR", physical_dimension="ms", physical_range=(0, top)
    )
    beats = source.beats
    notes = [
        edfio.EdfAnnotation(round(float(t), 6), None, f"R-R {_plain(rr)} ms{'' if joined or i == 0 else ' after a break'}")
        for i, (t, rr, joined) in enumerate(zip(beats.t_s, beats.rr_ms, beats.joined, strict=True))
    ]  # fmt: skip
    about = {}
    head = source.lines[0] if source.lines else {}
    wall = head.get("wall")
    if isinstance(wall, int) and 5e17 < wall < 3e18:
        began = datetime.fromtimestamp(wall / 1e9, UTC)
        about = {"starttime": began.time(), "recording": edfio.Recording(startdate=began.date())}
    return bytes(edfio.Edf([channel], annotations=notes, data_record_duration=1, **about).to_bytes())


def _plain(rr: float) -> str:
    return f"{rr:.10f}".rstrip("0").rstrip(".")


def bids_physio(source: BeatSource, out: Path) -> dict[Path, bytes]:
    """`NAME_physio.tsv.gz` without a header, and NAME_physio.json that tells its columns."""
    name = out.name.removesuffix(".gz").removesuffix(".tsv").removesuffix(".json")
    name = name if name.endswith("_physio") else name + "_physio"
    start, rr, measured = tachogram(source)
    rows = "".join(f"{value:.4f}\t{int(known)}\n" for value, known in zip(rr, measured, strict=True))
    about = {
        "SamplingFrequency": RATE_HZ,
        "StartTime": start,
        "Columns": ["rr", "measured"],
        "rr": {"Description": "R-R interval, linear interpolation of beat-to-beat intervals", "Units": "ms"},
        "measured": {"Description": "1 where the value stands between two measured beats, 0 across a break"},
        "SoftwareName": "Outbreath",
        "SoftwareVersion": __version__,
    }
    return {
        out.with_name(f"{name}.tsv.gz"): gzip.compress(rows.encode(), mtime=0),
        out.with_name(f"{name}.json"): json.dumps(about, indent=1).encode(),
    }
