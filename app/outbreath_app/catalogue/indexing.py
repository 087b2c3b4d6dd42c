"""One recording to one row of the index: a pure reading of the file and its side file."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from outbreath_app.breathing.of_parts import BreathingRate, rate_breathed, rates_of
from outbreath_app.catalogue.answers import ANSWERING, ASSESSMENT, COMPARED, answer_of
from outbreath_app.flow.checkin import answers_in
from outbreath_app.pacing import Pacer, pacer_from_lines
from outbreath_app.storage.errors import StorageError
from outbreath_app.storage.sidefile import Side, load_side
from outbreath_app.stream.beats import as_series, decode_with_origin
from outbreath_app.summaries.breathing import Followed, PartBreathing
from outbreath_app.summaries.hand_labels import labels_of_part, relabelled
from outbreath_app.summaries.of_session import mean_rsa
from outbreath_devices.errors import RecordingError
from outbreath_devices.recording import read_recording
from outbreath_devices.recording.line import Line
from outbreath_signal.artifacts.labelling import Labelling, label_beats
from outbreath_signal.artifacts.origin import ORIGIN_REASONS
from outbreath_signal.beats import BeatSeries
from outbreath_signal.errors import SignalError

RESTING = frozenset({"baseline", "rest"})
PRACTISING = frozenset({"practice"})
MIN_REST_S = 60.0
_OWN = "outbreath"
_NOTHING = Side()


@dataclass(frozen=True, slots=True)
class Part:
    """One phase with what was measured in it. None: the data do not support the number.

    rate_per_min: the pace asked for. measured_per_min: how fast was breathed, measured_with a sensor or told by the beats
    (`rr`, circular beside RSA). RSA is measured at the pace where it was followed, else at the measured rate.
    """

    name: str
    practice: str
    title: str
    start_s: float
    end_s: float
    beats: int = 0
    quality: float = 0.0
    mean_hr_bpm: float | None = None
    ln_rmssd: float | None = None
    rsa_ms: float | None = None
    rsa_low_ms: float | None = None
    rsa_high_ms: float | None = None
    rate_per_min: float | None = None
    corrected_pct: float = 0.0
    interpretable: bool = True
    measured_per_min: float | None = None
    measured_with: str = ""


@dataclass(frozen=True, slots=True)
class Indexed:
    """A recording read for the index. problem: a sentence when it cannot be used, else ''.

    answer: what an assessment or a comparison found, as JSON; '' for other sessions. simulated: the heart was made up.
    """

    started_ns: int = 0
    zone_min: int = 0
    duration_s: float = 0.0
    beats: int = 0
    kind: str = "unknown"
    practice: str = ""
    quality: float = 0.0
    corrected_pct: float = 0.0
    source_format: str = _OWN
    parts: tuple[Part, ...] = ()
    checkins: str = "{}"
    marks: str = ""
    side: Side = _NOTHING
    damage: str = ""
    problem: str = ""
    answer: str = ""
    simulated: bool = False


def index_recording(path: Path) -> Indexed:
    """Read one recording for the index. Never raises on what is in the file."""
    try:
        side = load_side(path)
        recording = read_recording(path)
    except (StorageError, RecordingError) as error:
        return Indexed(problem=str(error))
    lines = recording.lines
    heard, origin = decode_with_origin(lines)
    beats = as_series(heard)
    labelling = relabelled(label_beats(beats, origin), side.labels) if len(beats) else None
    first_ns = _integer(lines[0].get("t")) or 0
    rates = rates_of(lines, beats, labelling)
    pacer = pacer_from_lines(line for line in lines if line.get("k") == "pace")
    parts = tuple(
        _part(span, beats, labelling, rates.within(span.start_s, span.end_s), pacer, first_ns)
        for span in spans(lines, first_ns, side)
    )
    started_ns, zone = _when(recording.header, lines, first_ns)
    end_s = max(((_integer(line.get("t")) or first_ns) - first_ns) / 1e9 for line in lines)
    duration_s = max(end_s, beats.duration_s)
    covered = float(beats.rr_ms[labelling.accepted].sum()) / 1000 if labelling is not None else 0.0
    return Indexed(
        started_ns=started_ns,
        zone_min=zone,
        duration_s=duration_s,
        beats=len(beats),
        kind=_kind(parts),
        practice=next((p.practice for p in parts if p.practice), ""),
        quality=min(1.0, covered / duration_s) if duration_s > 0 else 0.0,
        corrected_pct=labelling.corrected_pct if labelling is not None else 0.0,
        source_format=_plain(recording.header.get("source_format", _OWN))[:40],
        parts=parts,
        checkins=json.dumps(_checkins(lines), sort_keys=True),
        marks=" ".join(_plain(line.get("text", "")) for line in lines if line.get("k") in ("mark", "note"))[
            :2000
        ],
        side=side,
        damage="" if recording.report.whole else recording.report.sentence,
        problem="" if len(beats) else "holds no heart beats",
        answer=answer_of(path.name, lines, beats) if _kind(parts) in ANSWERING else "",
        simulated=_simulated(recording.header),
    )


@dataclass(frozen=True, slots=True)
class Span:
    """A phase in time, seconds from the recording's first line, with the pace asked for at its end."""

    name: str
    practice: str
    title: str
    start_s: float
    end_s: float
    rate_per_min: float | None
    pace_start_s: float | None


def spans(lines: tuple[Line, ...], first_ns: int, side: Side = _NOTHING) -> list[Span]:
    """The phases of a recording. A recording that names none is one phase of the kind its side file tells."""
    found: list[Span] = []
    name = practice = title = ""
    start_s, rate, pace_s = 0.0, None, None
    last_s = 0.0
    stopped_s: float | None = None
    begun = False
    for line in lines:
        t_ns = _integer(line.get("t"))
        last_s = last_s if t_ns is None else max(last_s, (t_ns - first_ns) / 1e9)
        kind = line.get("k")
        if kind == "pace":
            rate, pace_s = _asked(line), last_s
        elif kind == "phase":
            if begun:
                found.append(Span(name, practice, title, start_s, last_s, rate, pace_s))
            elif rate is not None:
                rate, pace_s = (rate, pace_s) if pace_s == last_s else (None, None)
            name, practice, title = (_plain(line.get(key, "")) for key in ("name", "practice", "title"))
            start_s, begun, stopped_s = last_s, True, None
        elif kind == "session" and line.get("event") == "stop":
            stopped_s = (
                last_s  # the strap is heard on while the person looks back: that is no part of the phase
            )
    if not begun:
        name = {"rest": "baseline", "practice": "practice"}.get(side.kind, "")
    end_s = last_s if stopped_s is None or not begun else stopped_s
    found.append(Span(name, practice, title, start_s, end_s, rate, pace_s))
    return [span for span in found if span.end_s > span.start_s]


def _asked(line: Line) -> float | None:
    ramp = line.get("ramp")
    rate = ramp.get("to_rate_per_min") if isinstance(ramp, dict) else line.get("rate_per_min")
    return (
        float(rate)
        if isinstance(rate, int | float) and not isinstance(rate, bool) and 0 < rate < 100
        else None
    )


def _part(
    span: Span,
    beats: BeatSeries,
    labelling: Labelling | None,
    measured: BreathingRate | None,
    pacer: Pacer,
    first_ns: int,
) -> Part:
    plain = Part(
        span.name, span.practice, span.title, span.start_s, span.end_s, rate_per_min=span.rate_per_min
    )
    if labelling is None:
        return plain
    first, last = np.searchsorted(beats.t_s, (span.start_s, span.end_s + 1e-6), side="right")
    inside = slice(int(first), int(last))
    own, part = beats[inside], labels_of_part(labelling, inside, span.start_s, span.end_s)
    use, rr = part.accepted, own.rr_ms
    if use.sum() < 2:
        return plain
    # a phase is a stretch of the series; whether its rhythm can be interpreted is asked of it alone. Where intervals come
    # from shows better in many of them: what is so of all is so of each phase
    trusted = label_beats(own).interpretable and not set(labelling.reasons) & set(ORIGIN_REASONS.values())
    rmssd = _rmssd(rr, part.pairs) if trusted else None
    breathing = PartBreathing(own, part, pacer, first_ns)
    rsa = _rsa(breathing, span, measured) if trusted else (None, None, None)
    return Part(
        span.name,
        span.practice,
        span.title,
        span.start_s,
        span.end_s,
        beats=len(own),
        quality=min(1.0, float(rr[use].sum()) / 1000 / (span.end_s - span.start_s)),
        mean_hr_bpm=60000.0 / float(rr[use].mean()),
        ln_rmssd=float(np.log(rmssd)) if rmssd else None,
        rsa_ms=rsa[0],
        rsa_low_ms=rsa[1],
        rsa_high_ms=rsa[2],
        rate_per_min=span.rate_per_min,
        corrected_pct=100.0 * (1 - float(use.mean())),
        interpretable=trusted,
        measured_per_min=None if measured is None else measured.rate_per_min,
        measured_with="" if measured is None else str(measured.source),
    )


def _rmssd(rr: NDArray[np.float64], pairs: NDArray[np.bool_]) -> float | None:
    at = np.flatnonzero(pairs)
    if len(at) < 20:
        return None
    return float(np.sqrt(np.mean((rr[at] - rr[at - 1]) ** 2)))


def _rsa(
    part: PartBreathing, span: Span, measured: BreathingRate | None
) -> tuple[float | None, float | None, float | None]:
    """Mean RSA (ms) with its 95 % interval: at the pace where it was followed, else at the rate breathed.

    The same breaths and the same mean as in the session's own summary and page.
    """
    rate = rate_breathed(span.rate_per_min, measured)
    if rate is None or span.name not in PRACTISING | {"step"}:
        return None, None, None
    away = measured is not None and rate != span.rate_per_min
    followed = Followed(0.0, measured.source) if away and measured is not None else None
    try:
        found = mean_rsa(part.breath_rsa_ms(followed))
    except SignalError:
        return None, None, None
    return (None, None, None) if found is None else (found.value, found.low, found.high)


def _kind(parts: tuple[Part, ...]) -> str:
    names = {part.name for part in parts}
    if "step" in names:
        return COMPARED if any(part.practice == COMPARED for part in parts) else ASSESSMENT
    if names & PRACTISING:
        return "practice"
    return "rest" if names & RESTING else "unspecified"


def _simulated(header: Line) -> bool:
    strap = header.get("strap")
    return isinstance(strap, dict) and strap.get("kind") == "simulated"


def _when(header: Line, lines: tuple[Line, ...], first_ns: int) -> tuple[int, int]:
    wall = _integer(header.get("wall"))
    if wall is None:  # a lost head: any clock line tells the same
        for line in lines:
            at, clock = _integer(line.get("t")), _integer(line.get("wall"))
            if line.get("k") == "clk" and at is not None and clock is not None:
                wall = clock - (at - first_ns)
                break
    zone = _integer(header.get("zone"))
    wall = wall if wall is not None and 0 <= wall < 1 << 62 else 0
    return wall, zone if zone is not None and abs(zone) <= 16 * 60 else 0


def _checkins(lines: tuple[Line, ...]) -> dict[str, Any]:
    return {_plain(line.get("when"))[:10]: answers_in(line) for line in lines if line.get("k") == "checkin"}


def _plain(value: object, longest: int = 200) -> str:
    """Text that can be kept and shown: no lone surrogates, no control characters, not too long."""
    text = str(value)[:longest].encode("utf-8", "replace").decode()
    return "".join(c if c.isprintable() else " " for c in text)


def _integer(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 1 << 63 else None
