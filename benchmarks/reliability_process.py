"""The recorder's process beside a window that stalls or is killed: stamps, losses and how soon the file is ended."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

from outbreath_devices.recording import read_recording

STALL_S = 5.0
STAMPS_WITHIN_MS = 50.0
END_WITHIN_S = 2.0
# A window in small: it starts the recorder, reads some of its lines, and then stands still for ever.
_WINDOW = """
import subprocess, sys, time
recorder = subprocess.Popen([sys.executable, "-P", "-m", "outbreath_app", "record", "--simulate", "--lines", "--out", sys.argv[1]],
                            stdin=subprocess.PIPE, stdout=subprocess.PIPE)
for _ in range(6):
    recorder.stdout.readline()
print("reading", flush=True)
time.sleep(600)
"""


def stalled_window(folder: Path) -> bool:
    """A window that reads nothing for five seconds: how far stamps are from the strap's own beat of one second."""
    path = folder / "stalled.jsonl"
    with _window(path) as window:
        time.sleep(STALL_S)
        window.send_signal(signal.SIGKILL)
    _ended(path)
    recording = read_recording(path)
    stamps = [line["t"] / 1e6 for line in recording.lines if line["k"] == "n" and line["s"] == "hr"]
    late_ms = [(stamp - stamps[0] + 500) % 1000 - 500 for stamp in stamps]
    spread_ms = max(late_ms) - min(late_ms)
    print(
        f"stalled window: {len(stamps)} notifications, stamps within {spread_ms:.1f} ms; {recording.report.sentence}"
    )
    return recording.report.whole and spread_ms <= STAMPS_WITHIN_MS


def killed_window(folder: Path) -> bool:
    """A window that is killed: how long until the recorder has ended the file."""
    slowest_s = 0.0
    whole = 0
    for number in range(5):
        path = folder / f"killed-{number}.jsonl"
        with _window(path) as window:
            window.send_signal(signal.SIGKILL)
            killed = time.monotonic()
        _ended(path)
        slowest_s = max(slowest_s, time.monotonic() - killed)
        whole += read_recording(path).report.whole
    print(f"killed window: {whole} of 5 recordings whole, ended within {slowest_s:.2f} s")
    return whole == 5 and slowest_s <= END_WITHIN_S


def _window(path: Path) -> subprocess.Popen[bytes]:
    window = subprocess.Popen([sys.executable, "-c", _WINDOW, str(path)], stdout=subprocess.PIPE)
    assert window.stdout is not None
    window.stdout.readline()
    return window


def _ended(path: Path) -> None:
    until = time.monotonic() + 20
    while time.monotonic() < until and not read_recording(path).report.closed:
        time.sleep(0.01)
