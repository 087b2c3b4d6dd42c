"""What a report says: gathered once, set out by the PDF and the HTML alike. Numbers with quality, nothing interpreted."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

import numpy as np
from numpy.typing import NDArray

from outbreath_app import __version__
from outbreath_app.beatstream import as_series, decode_beats
from outbreath_app.storage.by_hand import relabelled
from outbreath_app.storage.catalogue import SessionRow
from outbreath_app.storage.indexing import Part, index_recording
from outbreath_app.storage.sidefile import load_side
from outbreath_app.trends import PersonTrends, Trend
from outbreath_devices.recording import read_recording
from outbreath_signal.artifacts import label_beats

NOTICE = (
    "A practice log, shared by the person it is about. Estimates from a practice tool, not a medical device; not for "
    "diagnosis, treatment or emergencies. Nothing here is interpreted."
)
DEFINITIONS = (
    "RMSSD: root mean square of successive differences over accepted pairs of beats; a pair that touches a doubtful beat or a "
    "break is left out. RSA: peak-to-trough of a sinusoid fitted to each breath at the breathing rate asked for by the pacer, "
    "mean over breaths with its 95 % interval. Quality: share of the time that accepted intervals cover. Corrected: beats "
    "labelled missed, extra, ectopic or misplaced. RMSSD depends on breathing rate and is not compared across rates."
)
MOST_POINTS = 1500


@dataclass(frozen=True, slots=True)
class Table:
    """A table: header and rows of plain text."""

    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, eq=False)
class Plot:
    """A line or points over x. band: low and high of the person's own range. shaded: (from, to, name) along x."""

    title: str
    x_label: str
    y_label: str
    x: NDArray[np.float64]
    y: NDArray[np.float64]
    joined: bool = True
    band: tuple[float, float] | None = None
    shaded: tuple[tuple[float, float, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """A report, in the order in which it is read."""

    title: str
    facts: tuple[tuple[str, str], ...]
    plots: tuple[Plot, ...]
    tables: tuple[Table, ...]
    notes: tuple[str, ...]
    methods: str


def session_report(row: SessionRow, person: str = "") -> Report:
    """One session. Raises RecordingError when its file cannot be read."""
    found = index_recording(row.path)
    recording = read_recording(row.path)
    beats = as_series(decode_beats(recording.lines))
    plots: tuple[Plot, ...] = ()
    if len(beats):
        labelling = relabelled(label_beats(beats), load_side(row.path).labels)
        t, rr = beats.t_s / 60, np.where(labelling.accepted, beats.rr_ms, np.nan)
        rr = np.where(beats.joined | (np.arange(len(rr)) == 0), rr, np.nan)
        shaded = tuple((p.start_s / 60, p.end_s / 60, p.title or p.name) for p in found.parts if p.name)
        plots = (
            Plot(
                "R-R intervals, accepted beats",
                "min",
                "ms",
                *_thinned(np.asarray(t, dtype=np.float64), rr),
                shaded=shaded,
            ),
        )
    strap = recording.header.get("strap")
    name = strap.get("name", "") if isinstance(strap, dict) else ""
    facts = (
        ("Person", person or "-"),
        ("Started", _when(row)),
        ("Duration", f"{row.duration_s / 60:.1f} min"),
        ("Beats", f"{row.beats} ({row.corrected_pct:.1f} % corrected)"),
        ("Quality", f"{row.quality:.2f} of 1"),
        ("Source", f"{str(name)[:60] or '-'} ({row.source_format})"),
        ("Posture", row.posture or "not recorded"),
    )
    notes = [row.damage] if row.damage else []
    if row.corrected_pct > 5:
        notes.append(
            f"{row.corrected_pct:.1f} % of the beats were corrected: more than 5 %, the numbers are unreliable."
        )
    notes += [
        f"{p.title or p.name}: this rhythm cannot be interpreted, so its variability is withheld."
        for p in found.parts
        if not p.interpretable
    ]
    if row.note:
        notes.append(f"Note: {row.note}")
    tables = (Table("Phases", _PART_HEADER, tuple(_part_row(part) for part in found.parts)),)
    checkin = _checkin_table(row)
    return Report(
        "Session",
        facts,
        plots,
        (*tables, *checkin),
        tuple(notes),
        methods_paragraph(row, found.parts, bool(found.side.labels)),
    )


_PART_HEADER = ("Phase", "min", "Pace /min", "HR bpm", "RMSSD ms", "RSA ms (95 %)", "Corrected %", "Quality")


def _part_row(part: Part) -> tuple[str, ...]:
    rsa = "-"
    if part.rsa_ms is not None and part.rsa_low_ms is not None and part.rsa_high_ms is not None:
        rsa = f"{part.rsa_ms:.0f} ({part.rsa_low_ms:.0f} to {part.rsa_high_ms:.0f})"
    return (
        part.title or part.name or "whole recording",
        f"{(part.end_s - part.start_s) / 60:.1f}",
        "own" if part.rate_per_min is None else f"{part.rate_per_min:g}",
        "-" if part.mean_hr_bpm is None else f"{part.mean_hr_bpm:.1f}",
        "-" if part.ln_rmssd is None else f"{math.exp(part.ln_rmssd):.1f}",
        rsa,
        f"{part.corrected_pct:.1f}",
        f"{part.quality:.2f}",
    )


def _checkin_table(row: SessionRow) -> tuple[Table, ...]:
    from outbreath_app.checkin import ALL_ITEMS

    before, after = row.checkins.get("before", {}), row.checkins.get("after", {})
    keys = [key for key in ALL_ITEMS if key in before or key in after]
    if not keys:
        return ()
    rows = tuple((ALL_ITEMS[k].text, str(before.get(k, "-")), str(after.get(k, "-"))) for k in keys)
    return (
        Table(
            "Check-in, 0 to 10 (the program's own items, not validated)", ("Item", "before", "after"), rows
        ),
    )


def person_report(trends: PersonTrends, person: str, rows: list[SessionRow]) -> Report:
    """Trends of one person."""
    shown = [
        ("Resting RMSSD", trends.rest),
        *((f"RSA at {t.rate_per_min:g}/min", t) for t in trends.practice),
    ]
    plots = tuple(_trend_plot(title, trend) for title, trend in shown if trend.days)[:4]
    facts = (
        ("Person", person or "-"),
        ("Sessions", str(len(rows))),
        (
            "Practised",
            f"{trends.practice_days} {'day' if trends.practice_days == 1 else 'days'}, {trends.practice_minutes:.0f} min in all",
        ),
        ("Left out", f"{trends.left_out} phases with too many doubtful beats or too little signal"),
    )
    weeks = tuple(
        (
            title,
            week.end.isoformat(),
            "-" if week.mean is None else f"{math.exp(week.mean):.1f}",
            str(week.days),
            f"{week.quality:.2f}",
        )
        for title, trend in shown
        for week in [each for each in trend.weeks if each.days][-8:]
    )
    notes = tuple(f"{title}: {trend.sentence}" for title, trend in shown)
    table = Table(
        "Seven-day means (three days or more)", ("Measure", "Week to", "ms", "Days", "Quality"), weeks
    )
    methods = (
        "Values are geometric means of one value a day. Resting and practice are kept apart, and practice is compared only at a "
        "like breathing rate. The latest seven days are held against the eight weeks before; a difference is called beyond "
        "measurement error when it exceeds t(.975, m-1) s sqrt(1/n + 1/m), s being the day-to-day standard deviation in the "
        f"reference (m days). Own band: reference +- 0.5 s. Outbreath {__version__}."
    )
    return Report("Practice over time", facts, plots, (table,), notes, methods)


def _trend_plot(title: str, trend: Trend) -> Plot:
    first = trend.days[0].day
    x = np.array([(day.day - first).days for day in trend.days], dtype=np.float64)
    y = np.exp(np.array([day.value for day in trend.days], dtype=np.float64))
    known = trend.band_low is not None and trend.band_high is not None
    band = (math.exp(trend.band_low or 0), math.exp(trend.band_high or 0)) if known else None
    return Plot(title, f"days from {first.isoformat()}", "ms", x, y, joined=False, band=band)


def methods_paragraph(row: SessionRow, parts: tuple[Part, ...], by_hand: bool = False) -> str:
    """The paragraph a study can paste: duration, rate, posture, breathing control, device, artifacts, definitions."""
    paced = [p for p in parts if p.rate_per_min is not None]
    pace = ", ".join(f"{(p.end_s - p.start_s) / 60:.1f} min at {p.rate_per_min:g} breaths/min" for p in paced)
    breathing = f"Breathing was paced by a visual pacer ({pace})" if pace else "Breathing was not paced"
    return (
        f"R-R intervals were recorded for {row.duration_s / 60:.1f} min (posture: {row.posture or 'not recorded'}; source: "
        f"{row.source_format}). {breathing}; whether it was followed was not measured unless stated. Beats were labelled "
        f"automatically{' and by hand' if by_hand else ''}; {row.corrected_pct:.1f} % were doubtful and left out of all measures, without "
        f"interpolation. {DEFINITIONS} Analysis: Outbreath {__version__}."
    )


def _thinned(
    x: NDArray[np.float64], y: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """At most so many points that the outline stays: the lowest and highest of each piece."""
    if len(x) <= MOST_POINTS:
        return x, y
    pieces = np.array_split(np.arange(len(x)), MOST_POINTS // 2)
    keep = []
    for piece in pieces:
        if np.isnan(y[piece]).all():
            keep.append(int(piece[0]))
            continue
        keep += sorted({int(piece[np.nanargmin(y[piece])]), int(piece[np.nanargmax(y[piece])])})
    return x[keep], y[keep]


def _when(row: SessionRow) -> str:
    zone = timezone(timedelta(minutes=row.zone_min))
    return (
        datetime.fromtimestamp(row.started_ns / 1e9, UTC).astimezone(zone).strftime("%Y-%m-%d %H:%M (UTC%z)")
    )
