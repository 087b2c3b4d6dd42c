"""Binary formats through kept libraries: Garmin FIT (fitdecode) and EDF+ (edfio).

The libraries raise all manner of errors on damaged files (146 untyped ones in 3000 mutated FIT files were counted), so
each is called in one place that turns whatever it raises into ours.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from outbreath_app.importers.clock import unix_ns
from outbreath_app.importers.limits import MOST_BEATS, Deadline, checked_rr, read_capped
from outbreath_app.importers.model import FileImportError, ImportedSession, Importer, Mark, Stretch
from outbreath_app.importers.rr_text import Unit


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
    """R-R from the `hrv` messages: each holds up to five times in s, padded."""
    return _guarded("FIT file", lambda: _fit(path))


def _fit(path: Path) -> list[ImportedSession]:
    import io

    import fitdecode

    deadline = Deadline()
    values: list[float] = []
    started: datetime | None = None
    damaged = fitdecode.CrcCheck.RAISE
    with fitdecode.FitReader(io.BytesIO(read_capped(path)), check_crc=damaged) as reader:
        for frame in reader:
            deadline.check()
            if not isinstance(frame, fitdecode.FitDataMessage):
                continue
            if frame.name == "hrv":
                values += _fit_times(frame.get_value("time", fallback=None))
                if len(values) > MOST_BEATS:
                    raise FileImportError(f"holds more than {MOST_BEATS} beats")
            elif started is None and frame.name in ("session", "record", "event"):
                at = frame.get_value("timestamp" if frame.name != "session" else "start_time", fallback=None)
                started = at if isinstance(at, datetime) else None
    if not values:
        raise FileImportError("is a FIT file without R-R intervals; switch on 'log HRV' on the watch")
    rr_ms, _, notes = checked_rr(values, Unit.S)
    return [ImportedSession((Stretch(0.0, rr_ms),), unix_ns(started) if started else None, 0, notes=notes)]


def _fit_times(times: Any) -> list[float]:
    found = times if isinstance(times, list | tuple) else (times,)
    return [float(t) for t in found if isinstance(t, int | float) and t < 65.0]


# --- EDF+ -------------------------------------------------------------------------------------------------------

_OURS = re.compile(r"^R-R (\d{1,6}(?:\.\d{1,12})?) ms( after a break)?$")
# a strap's beats may be placed by up to 0.4 % of an interval off its length
_ONSET_S = 0.025
_BEAT_WORDS = frozenset({"beat", "r", "r-peak", "rpeak", "n", "qrs", "r peak", "heartbeat"})


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
        rr_ms, _, notes = checked_rr(np.diff(t_s) * 1000, Unit.MS)
        stretches = (Stretch(max(0.0, float(t_s[0])), rr_ms),)
    at = started.replace(tzinfo=UTC) if started and ours else started
    return [ImportedSession(stretches, unix_ns(at) if at else None, 0 if ours else None, marks, notes=notes)]


def _edf_started(file: Any) -> datetime | None:
    try:
        return datetime.combine(file.startdate, file.starttime)
    except ValueError:  # the date was left out to make the file anonymous
        return None


def _edf_ours(beats: list[tuple[float, float, bool]]) -> tuple[Stretch, ...]:
    checked_rr([rr for _, rr, _ in beats], Unit.MS)
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
