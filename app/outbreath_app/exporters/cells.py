"""CSV whose cells are data and nothing else: quoted where needed, and never a formula to a spreadsheet."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterable, Sequence

import numpy as np

from outbreath_app.stream.sources import BeatSource
from outbreath_signal.artifacts.labelling import label_beats
from outbreath_signal.labels import Label

_LIVE = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")


def cell(value: object) -> str:
    """One cell. Text that a spreadsheet would run gets an apostrophe before it; control characters become spaces."""
    if value is None or (isinstance(value, float) and not math.isfinite(value)):
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    text = "".join(c if c.isprintable() else " " for c in str(value))
    lead = text.lstrip("\u00a0 \u200b\ufeff")
    return f"'{text}" if lead.startswith(_LIVE) or str(value)[:1] in _LIVE else text


def table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """A CSV table as UTF-8 with CRLF line ends (RFC 4180)."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(header)
    for row in rows:
        writer.writerow([cell(value) for value in row])
    return out.getvalue().encode()


def beats_csv(source: BeatSource) -> bytes:
    """t_s, rr_ms, rr_1024, label and joined of every beat, raw."""
    beats = source.beats
    words = [label.word for label in Label]
    integers = source.rr_1024 if source.rr_1024 is not None else np.full(len(beats), -1)
    codes = label_beats(beats).codes
    rows = (
        (float(t), float(rr), int(n) if n >= 0 else None, words[code], bool(joined))
        for t, rr, n, code, joined in zip(beats.t_s, beats.rr_ms, integers, codes, beats.joined, strict=True)
    )
    return table(("t_s", "rr_ms", "rr_1024", "label", "joined"), rows)
