"""Binary formats through kept libraries: Garmin FIT (fitdecode) and EDF+ (edfio).

The libraries raise all manner of errors on damaged files (146 untyped ones in 3000 mutated FIT files were counted), so
each is called in one place that turns whatever it raises into ours.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from outbreath_app.importers.beat_times import session_of_times
from outbreath_app.importers.clock import unix_ns
from outbreath_app.importers.limits import MOST_BEATS, WorkLimit, read_capped
from outbreath_app.importers.model import (
    FileImportError,
    ImportedSession,
    Importer,
    LeftOut,
    LeftOutReason,
    Mark,
    Stretch,
)
from outbreath_app.importers.rows import Rows, session_of
from outbreath_app.importers.units import Unit
from outbreath_app.importers.wfdb_annotations import BEATS


def _guarded(what: str, read: Callable[[], list[ImportedSession]]) -> list[ImportedSession]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return read()
    except (FileImportError, OSError):
        raise
    except ImportError as error:
        raise FileImportError(
            f"needs a library that is not installed: pip install 'outbreath[formats]' ({error})"
        ) from error
    except MemoryError as error:
        raise FileImportError(f"is no {what}, or damaged: it asks for more memory than there is") from error
    except Exception as error:  # the library's errors have no common type
        raise FileImportError(f"is no {what}, or damaged ({type(error).__name__})") from error


# --- Garmin FIT -------------------------------------------------------------------------------------------------


def recognises_fit(head: bytes, name: str) -> bool:
    return head[8:12] == b".FIT"


def read_fit(path: Path, unit: Unit | None) -> list[ImportedSession]:
    """R-R from `hrv` messages (78), swimming straps' `hr` messages (132) or `beat_intervals` (290).

    The messages bear no time of their own, or a rough one: the stamps of the records between them tell pauses, a silent
    strap and one put on late. Activities chained in one file are sessions of their own.
    """
    return _guarded("FIT file", lambda: _fit(path))


def _fit(path: Path) -> list[ImportedSession]:
    import io

    import fitdecode

    content = read_capped(path)
    limit = WorkLimit(len(content))
    activities = [_FitActivity()]
    damaged = fitdecode.CrcCheck.RAISE
    with fitdecode.FitReader(io.BytesIO(content), check_crc=damaged) as reader:
        for frame in reader:
            limit.check()
            if isinstance(frame, fitdecode.FitHeader) and activities[-1].begun:
                activities.append(_FitActivity())
            elif isinstance(frame, fitdecode.FitDataMessage):
                activities[-1].add(frame)
                if len(activities[-1].values) > MOST_BEATS:
                    raise FileImportError(f"holds more than {MOST_BEATS} beats")
    sessions = [session for each in activities if (session := each.session()) is not None]
    if not sessions:
        raise FileImportError("is a FIT file without R-R intervals; switch on 'log HRV' on the watch")
    return sessions


class _FitActivity:
    """One activity of a FIT file as its messages come."""

    def __init__(self) -> None:
        self.values: list[float] = []
        self.begun = False
        self._stamps: list[datetime | None] = []
        self._beats_s: list[float] = []
        self._zeros: list[int] = []
        self._started: datetime | None = None
        self._latest: datetime | None = None

    def add(self, frame: Any) -> None:
        self.begun = True
        at = frame.get_value("start_time" if frame.name == "session" else "timestamp", fallback=None)
        if isinstance(at, datetime) and frame.name in _FIT_TIMED:
            self._started = self._started or at
            if frame.name != "session":
                self._latest = at
        if frame.name == "hrv":
            self._intervals(frame.get_value("time", fallback=None), 1.0)
        elif frame.name == "beat_intervals":
            # stamped at the message's own pace, not at the beats': only a long silence could be told, so nothing is
            self._intervals(frame.get_value("time", fallback=None), 0.001, stamped=False)
        elif frame.name == "hr":
            self._beats_s += [
                float(each.value)
                for each in frame.fields
                if each.name == "event_timestamp" and isinstance(each.value, int | float)
            ]

    def _intervals(self, found: Any, in_s: float, stamped: bool = True) -> None:
        """Intervals of one message; what pads it (nothing, or zeros) is none, and zeros are told."""
        for each in found if isinstance(found, list | tuple) else (found,):
            if not isinstance(each, int | float) or each * in_s >= _FIT_PADDING_S:
                continue
            if each == 0:
                self._zeros.append(len(self.values) + len(self._zeros) + 1)
                continue
            self.values.append(float(each) * in_s)
            self._stamps.append(self._latest if stamped else None)

    def session(self) -> ImportedSession | None:
        started = unix_ns(self._started) if self._started else None
        if self.values:
            found = session_of(Rows(self.values, None, self._seconds()), Unit.S)
            zeros = (LeftOut(LeftOutReason.ZERO, tuple(self._zeros), of_lines=False),) if self._zeros else ()
            found = replace(found, left_out=(*found.left_out, *zeros))
            return replace(_moved(found, self._first_s()), started_ns=started, zone_min=0)
        if len(self._beats_s) > 1:
            return replace(
                session_of_times(np.array(self._beats_s) - self._beats_s[0]), started_ns=started, zone_min=0
            )
        return None

    def _seconds(self) -> list[float] | None:
        if self._started is None or any(at is None for at in self._stamps):
            return None
        return [(at - self._started).total_seconds() for at in self._stamps if at is not None]

    def _first_s(self) -> float:
        """How long after the activity's start its first interval began: it was received when it was over."""
        seconds = self._seconds()
        return max(0.0, seconds[0] - self.values[0]) if seconds else 0.0


_FIT_TIMED = ("session", "record", "event", "beat_intervals", "hr")
# 65.535 s is what a FIT file writes where it has no value
_FIT_PADDING_S = 65.0


def _moved(session: ImportedSession, by_s: float) -> ImportedSession:
    return replace(session, stretches=tuple(replace(s, start_s=s.start_s + by_s) for s in session.stretches))


# --- EDF+ -------------------------------------------------------------------------------------------------------

_OURS = re.compile(r"^R-R (\d{1,6}(?:\.\d{1,12})?) ms( after a break)?$")
# a strap's beats may be placed by up to 0.4 % of an interval off its length
_ONSET_S = 0.025
_BEAT_WORDS = frozenset({"beat", "r-peak", "rpeak", "qrs", "r peak", "heartbeat"}) | {
    symbol.lower() for symbol in BEATS.values()
}


def recognises_edf(head: bytes, name: str) -> bool:
    return head.startswith(b"0       ") and b"EDF+" in head[192:240]


def read_edf(path: Path, unit: Unit | None) -> list[ImportedSession]:
    """Beats as annotations: our own exports exactly, others by the time between beats."""
    return _guarded("EDF+ file", lambda: _edf(path))


def _edf(path: Path) -> list[ImportedSession]:
    import edfio

    file = edfio.read_edf(read_capped(path))
    annotations = file.annotations
    started = _edf_started(file)
    ours = [(a.onset, found) for a in annotations if (found := _OURS.match(a.text))]
    marks = tuple(
        Mark(max(0.0, float(a.onset)), a.text[:1000])
        for a in annotations
        if not _OURS.match(a.text) and a.text.lower() not in _BEAT_WORDS
    )[:10_000]
    if ours:
        stretches = _edf_ours([(float(onset), float(m[1]), bool(m[2])) for onset, m in ours])
        notes: tuple[str, ...] = ()
    else:
        t_s = np.array(sorted(float(a.onset) for a in annotations if a.text.lower() in _BEAT_WORDS))
        if len(t_s) < 2:
            raise FileImportError(
                "holds no annotations of beats; R-R cannot be had back from resampled channels"
            )
        timed = session_of_times(t_s)
        stretches, notes = timed.stretches, timed.notes
    at = started.replace(tzinfo=UTC) if started and ours else started
    return [ImportedSession(stretches, unix_ns(at) if at else None, 0 if ours else None, marks, notes=notes)]


def _edf_started(file: Any) -> datetime | None:
    try:
        return datetime.combine(file.startdate, file.starttime)
    except ValueError:  # the date was left out to make the file anonymous
        return None


def _edf_ours(beats: list[tuple[float, float, bool]]) -> tuple[Stretch, ...]:
    session_of(Rows([rr for _, rr, _ in beats]), Unit.MS)
    for (before_s, _, _), (at_s, rr, after_break) in pairwise(beats):
        if at_s <= before_s or (not after_break and abs(at_s - before_s - rr / 1000) > _ONSET_S):
            raise FileImportError(
                "is damaged: its intervals and the times of its beats contradict each other"
            )
    stretches: list[Stretch] = []
    first = 0
    for i in range(1, len(beats) + 1):
        if i == len(beats) or beats[i][2]:
            run = np.array([each for _, each, _ in beats[first:i]], dtype=np.float64)
            stretches.append(Stretch(max(0.0, beats[first][0] - beats[first][1] / 1000), run))
            first = i
    return tuple(stretches)


GARMIN_FIT = Importer("fit", "Garmin FIT with HRV logged", recognises_fit, read_fit)
EDF_PLUS = Importer("edf+", "EDF+ with beat annotations", recognises_edf, read_edf)
