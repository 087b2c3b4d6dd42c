"""Repairing a recording: its sound lines go to a new file, and the damaged one is left as it is."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from outbreath_devices.errors import RecordingError
from outbreath_devices.recording.line import NEW_FILE, Line, seal
from outbreath_devices.recording.locked import LineCipher, envelope
from outbreath_devices.recording.reader import DamageReport, LineReader, foreign, open_lines


def repair_recording(path: Path, out: Path, cipher: LineCipher | None = None) -> DamageReport:
    """Write the sound lines of `path` to `out`, a file that is not there yet; returns what was wrong with `path`.

    Lines are written as they were, under their own numbers, so that what is missing stays visible. A recording that was
    never ended gets a foot line whose `repaired` says what was found. cipher locks what is written. Raises RecordingError when `path` holds no sealed
    line or `out` cannot be written; then `out` is not left behind.
    """
    with open_lines(path) as reader:
        try:
            handle = os.open(out, NEW_FILE, 0o600)
        except FileExistsError as error:
            raise RecordingError(f"{out} is there already.", "Choose another name.") from error
        except OSError as error:
            raise RecordingError(f"{out} cannot be made: {error.strerror or error}.") from error
        done = False
        try:
            with os.fdopen(handle, "wb") as target:
                for number, sealed in enumerate(_sound(reader), start=1):
                    target.write(sealed if cipher is None else envelope(cipher, number, sealed))
                target.flush()
                os.fsync(target.fileno())
            done = reader.report.lines > 0
        except OSError as error:
            raise RecordingError(f"{out} cannot be written: {error.strerror or error}.") from error
        finally:
            if not done:
                out.unlink(missing_ok=True)
    if not done:
        raise foreign(path)
    return reader.report


def _sound(reader: LineReader) -> Iterator[bytes]:
    kinds: Counter[str] = Counter()
    last: Line = {}
    for last in reader:
        kinds[last["k"]] += 1
        yield seal(last)
    report = reader.report
    if report.lines and not report.closed:
        yield seal(
            {
                "n": last["n"] + 1,
                "t": last["t"],
                "k": "foot",
                "lines": report.lines + 1,
                "counts": dict(kinds),
                "dropped": 0,
                "repaired": {**asdict(report), "bad_lines": report.bad_lines[:100]},
            }
        )
