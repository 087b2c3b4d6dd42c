"""What the window costs: start, frames, processor share and memory. Run: python benchmarks/window.py [--seconds N] [--json].

Without a screen it runs offscreen; under Xvfb or a desktop it measures there.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

if not os.environ.get("DISPLAY") and not os.environ.get("WAYLAND_DISPLAY"):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

FIRST_PAINT = """
import sys, time
from pathlib import Path
from outbreath_app.settings import Settings, SettingsFile
from outbreath_app.ui.application import make_application, make_window
from outbreath_app.ui.frames import FirstPaint
from outbreath_app.ui.rail import Place
from outbreath_app.ui.services import Services
app = make_application()
file = SettingsFile(Path(sys.argv[1]) / "settings.json")
file.save(Settings(welcomed=True))
window = make_window(Services(settings_file=file))
if sys.argv[2]:
    from outbreath_app.ui.feeds.opening import opened
    window.start_replay(*opened(Path(sys.argv[2])))
def seen():
    print(time.monotonic_ns(), flush=True)
    loaded = [name for name in ("pyqtgraph", "scipy", "neurokit2", "pandas", "bleak") if name in sys.modules]
    print(",".join(loaded), flush=True)
    page = window._replay_page if window.replay is not None else window.practise.choose.viewport()
    FirstPaint(page, filled)
    window.show_place(Place.PRACTISE)
    page.update()
def filled():
    print(time.monotonic_ns(), flush=True)
    app.exit()
FirstPaint(window, seen)
window.show()
app.exec()
"""


def start_ms(recording: str, runs: int = 7) -> tuple[float, float, str]:
    """Median ms from starting the process to the first painted window and to its first page (warm), heavy imports."""
    first, full, loaded = [], [], ""
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(runs + 1):
            began = time.monotonic_ns()
            child = subprocess.run(
                [sys.executable, "-c", FIRST_PAINT, folder, recording],
                capture_output=True,
                text=True,
                check=True,
            )
            painted, loaded, filled = child.stdout.split("\n")[:3]
            first.append((int(painted) - began) / 1e6)
            full.append((int(filled) - began) / 1e6)
    return statistics.median(first[1:]), statistics.median(full[1:]), loaded


def memory_mb() -> float:
    """Resident memory now (MB)."""
    import psutil

    return float(psutil.Process().memory_info().rss) / 1e6


def practice_lines(minutes: float) -> list[dict[str, object]]:
    """A simulated practice of so many minutes."""
    from outbreath_app.cli.simulate import paced
    from outbreath_app.simulate import Plan, session_lines
    from outbreath_signal.synth import synthesise

    rhythm = synthesise(minutes * 60, rate_per_min=6.0, rsa_ms=120.0, mean_rr_ms=850.0, noise_ms=8.0, seed=5)
    return list(session_lines(rhythm.beats.t_s, rhythm.rr_1024, Plan(events=paced(6.0))))


class ManualClock:
    """A clock the benchmark moves."""

    def __init__(self) -> None:
        self.at_ns = 0

    def now_ns(self) -> int:
        return self.at_ns


def frames(seconds: float) -> dict[str, float]:
    """Tick and paint of the live window, frame by frame at 60 a second, with 120 s of data and beats arriving."""
    from PySide6.QtWidgets import QApplication

    window, clock = live_window(practice_lines(20))
    app = QApplication.instance()
    assert app is not None
    for _ in range(1300):  # bring it to 130 s, so that the curves are full
        clock.at_ns += 100_000_000
        window.tick()
    app.processEvents()
    costs, own, wall, cpu = [], [], time.perf_counter(), time.process_time()
    for _ in range(int(seconds * 60)):
        due = wall + (len(costs) + 1) / 60
        clock.at_ns += 16_666_667
        began, worked = time.perf_counter(), time.thread_time()
        window.tick()
        app.processEvents()
        costs.append((time.perf_counter() - began) * 1e3)
        own.append((time.thread_time() - worked) * 1e3)
        time.sleep(max(0.0, due - time.perf_counter()))
    share = (time.process_time() - cpu) / (time.perf_counter() - wall) * 100
    window.close()
    costs.sort()
    own.sort()
    return {
        "frame_median_ms": statistics.median(costs),
        "frame_p99_ms": costs[int(len(costs) * 0.99)],
        "frame_max_ms": costs[-1],
        # on a machine busy with other work the wall time holds their turns too; this is the window's own work
        "frame_own_work_p99_ms": own[int(len(own) * 0.99)],
        "frames_over_16_7_ms_pct": 100.0 * sum(cost > 1000 / 60 for cost in costs) / len(costs),
        "cpu_pct_of_one_core": share,
        # the pacer is drawn for the time at the frame's beginning, so it is late by the frame's length at most
        "pacer_error_p99_ms": costs[int(len(costs) * 0.99)],
    }


def live_window(lines: list[dict[str, object]]) -> tuple[object, ManualClock]:
    """The real window playing these lines on a clock of the benchmark's."""
    from outbreath_app.settings import Settings, SettingsFile
    from outbreath_app.ui.application import make_application, make_window
    from outbreath_app.ui.services import Services

    app = make_application()
    clock = ManualClock()
    file = SettingsFile(Path(tempfile.mkdtemp()) / "settings.json")
    file.save(Settings(welcomed=True))
    window = make_window(Services(settings_file=file, clock=clock, drive_frames=False))
    window.resize(1000, 700)
    window.show()
    app.processEvents()
    app.processEvents()
    window.start_replay(lines, "Benchmark")
    app.processEvents()
    return window, clock


def growth(minutes: float = 62.0) -> dict[str, float]:
    """Memory growth (MB) between minute 2 and the 62nd of a session played fast."""
    import gc

    from PySide6.QtWidgets import QApplication

    window, clock = live_window(practice_lines(minutes + 1))
    app = QApplication.instance()
    assert app is not None
    before = 0.0
    for second in range(int(minutes * 60)):
        for _ in range(2):
            clock.at_ns += 500_000_000
            window.tick()
        app.processEvents()
        if second == 120:
            gc.collect()
            before = memory_mb()
    gc.collect()
    grown = memory_mb() - before
    window.close()
    return {"memory_mb": memory_mb(), "growth_60_min_mb": grown}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=20.0, help="how long to measure frames")
    parser.add_argument("--json", action="store_true", help="one JSON object instead of a table")
    args = parser.parse_args()
    from outbreath_app.bundled import DEMO, resolve

    result: dict[str, float | str] = {
        "platform": os.environ.get("QT_QPA_PLATFORM", "screen"),
        "python": platform.python_version(),
    }
    result["start_ms"], result["start_first_page_ms"], result["heavy_at_first_paint"] = start_ms("")
    result["start_demo_ms"], _, _ = start_ms(str(resolve(DEMO)))
    result |= frames(args.seconds)
    result |= growth()
    if args.json:
        print(json.dumps(result))
        return
    for name, value in result.items():
        print(f"{name:24} {value:.1f}" if isinstance(value, float) else f"{name:24} {value or 'nothing'}")


if __name__ == "__main__":
    main()
