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
from outbreath_app.ui.shell.application import make_application, make_window
from outbreath_app.ui.parts.frames import FirstPaint
from outbreath_app.ui.shell.rail import Place
from outbreath_app.ui.shell.services import Services
app = make_application()
file = SettingsFile(Path(sys.argv[1]) / "settings.json")
file.save(Settings(welcomed=True))
window = make_window(Services(settings_file=file))
if sys.argv[2]:
    from outbreath_app.ui.feeds.opening import opened
    window.start_replay(*opened(Path(sys.argv[2])))
def seen():
    print(time.monotonic_ns(), flush=True)
    loaded = [name for name in ("numpy", "pyqtgraph", "scipy", "neurokit2", "pandas", "bleak") if name in sys.modules]
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


QT_ALONE = """
import sys, time
from PySide6.QtWidgets import QApplication, QLabel
class Window(QLabel):
    def paintEvent(self, event):
        super().paintEvent(event)
        print(time.monotonic_ns(), "", time.monotonic_ns(), sep="\\n", flush=True)
        app.exit()
app = QApplication(sys.argv)
window = Window("Hello")
window.resize(1000, 700)
window.show()
app.exec()
"""


def start_ms(recording: str, runs: int = 9) -> dict[str, float | str]:
    """From starting the process to the first painted window and to its first page (ms, warm), and heavy imports.

    A bare Qt window is started in turn with ours: on a busy machine the difference says more than either figure.
    """
    times: dict[str, list[float]] = {"first": [], "page": [], "qt": []}
    loaded = ""
    with tempfile.TemporaryDirectory() as folder:
        for run in range(runs + 1):
            for code in (FIRST_PAINT, QT_ALONE):
                began = time.monotonic_ns()
                child = subprocess.run(
                    [sys.executable, "-c", code, folder, recording],
                    capture_output=True,
                    text=True,
                    check=True,
                )
                painted, heavy, filled = child.stdout.split("\n")[:3]
                if not run:
                    continue  # the first of each warms the files
                if code is QT_ALONE:
                    times["qt"].append((int(painted) - began) / 1e6)
                else:
                    loaded = heavy
                    times["first"].append((int(painted) - began) / 1e6)
                    times["page"].append((int(filled) - began) / 1e6)
    return {
        "start_ms": statistics.median(times["first"]),
        "start_least_ms": min(times["first"]),
        "start_first_page_ms": statistics.median(times["page"]),
        "start_qt_alone_ms": statistics.median(times["qt"]),
        "start_qt_alone_least_ms": min(times["qt"]),
        "heavy_at_first_paint": loaded,
    }


def memory_mb() -> float:
    """Resident memory now (MB)."""
    import psutil

    return float(psutil.Process().memory_info().rss) / 1e6


def practice_lines(minutes: float) -> list[dict[str, object]]:
    """A simulated practice of so many minutes."""
    from outbreath_app.cli.recording.simulate import paced
    from outbreath_app.simulate.recording import Plan, session_lines
    from outbreath_signal.synthetic.rhythm import synthesise

    rhythm = synthesise(minutes * 60, rate_per_min=6.0, rsa_ms=120.0, mean_rr_ms=850.0, noise_ms=8.0, seed=5)
    return list(session_lines(rhythm.beats.t_s, rhythm.rr_1024, Plan(events=paced([(0.0, 6.0)]))))


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
    }


def pacer_positions(seconds: float) -> dict[str, float]:
    """How far the pacer on screen is from the clock, on the machine's own clock and the window's own frame timer.

    After every paint of the pacer: the age of the moment it shows, and how far its level is from what the pacing says
    for that instant (per cent of a whole breath's travel); just before the next paint the same, when it is worst.
    """
    from PySide6.QtCore import QEvent, QObject
    from PySide6.QtWidgets import QApplication

    from outbreath_app.ui.parts.timebase import SystemClock

    window = any_window(SystemClock(), drive_frames=True)
    window.start_replay(practice_lines(20), "Benchmark")
    app = QApplication.instance()
    assert app is not None
    replay = window.replay
    assert replay is not None
    view, clock = replay.page.pacer.view, replay.feed.replay_clock
    clock.move_to(clock.now_ns() + 130_000_000_000)
    late_ms: list[float] = []
    off_pct: list[float] = []
    worst_ms: list[float] = []
    shown = {"ns": 0}

    def look(into: list[float]) -> None:
        now_ns = clock.now_ns()
        into.append((now_ns - shown["ns"]) / 1e6)
        off_pct.append(100 * abs(view.pacer.position(now_ns).level - view.pacer.position(shown["ns"]).level))

    class Painted(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Paint:
                if shown["ns"]:
                    look(worst_ms)
                watched.removeEventFilter(self)
                watched.event(event)
                watched.installEventFilter(self)
                shown["ns"] = view.now_ns
                look(late_ms)
                return True
            return False

    until = time.monotonic() + 3.0
    while time.monotonic() < until:  # the jump to 130 s is over, and the curves are full
        app.processEvents()
        time.sleep(0.001)
    painted = Painted()
    view.installEventFilter(painted)
    until = time.monotonic() + seconds
    cpu, wall = time.process_time(), time.perf_counter()
    from PySide6.QtCore import QTimer

    QTimer.singleShot(round(seconds * 1000), app.quit)
    app.exec()
    share = (time.process_time() - cpu) / (time.perf_counter() - wall) * 100
    view.removeEventFilter(painted)
    window.close()
    for values in (late_ms, worst_ms, off_pct):
        values.sort()
    return {
        "pacer_frames_a_second": len(late_ms) / seconds,
        "pacer_error_at_paint_median_ms": statistics.median(late_ms),
        "pacer_error_at_paint_p99_ms": late_ms[int(len(late_ms) * 0.99)],
        "pacer_error_at_paint_max_ms": late_ms[-1],
        "pacer_paints_within_a_frame_pct": 100 * sum(late <= 1000 / 60 for late in late_ms) / len(late_ms),
        "pacer_age_before_next_paint_p99_ms": worst_ms[int(len(worst_ms) * 0.99)],
        "pacer_level_error_max_pct_of_a_breath": off_pct[-1],
        "pacer_level_error_p99_pct_of_a_breath": off_pct[int(len(off_pct) * 0.99)],
        "cpu_pct_of_one_core_real_time": share,
    }


def live_window(lines: list[dict[str, object]]) -> tuple[object, ManualClock]:
    """The real window playing these lines on a clock of the benchmark's."""
    from PySide6.QtWidgets import QApplication

    clock = ManualClock()
    window = any_window(clock, drive_frames=False)
    window.start_replay(lines, "Benchmark")
    app = QApplication.instance()
    assert app is not None
    app.processEvents()
    return window, clock


def any_window(clock: object, drive_frames: bool) -> object:
    """The real window on a clock, shown."""
    from outbreath_app.settings import Settings, SettingsFile
    from outbreath_app.ui.shell.application import make_application, make_window
    from outbreath_app.ui.shell.services import Services

    app = make_application()
    file = SettingsFile(Path(tempfile.mkdtemp()) / "settings.json")
    file.save(Settings(welcomed=True))
    window = make_window(Services(settings_file=file, clock=clock, drive_frames=drive_frames))
    window.resize(1000, 700)
    window.show()
    app.processEvents()
    app.processEvents()
    return window


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
    from outbreath_app.stream.bundled import DEMO, resolve

    result: dict[str, float | str] = {
        "platform": os.environ.get("QT_QPA_PLATFORM", "screen"),
        "python": platform.python_version(),
    }
    result |= start_ms("")
    result["start_demo_ms"] = start_ms(str(resolve(DEMO)))["start_ms"]
    result |= frames(args.seconds)
    result |= pacer_positions(args.seconds)
    result |= growth()
    if args.json:
        print(json.dumps(result))
        return
    for name, value in result.items():
        print(f"{name:38} {value:.1f}" if isinstance(value, float) else f"{name:38} {value or 'nothing'}")


if __name__ == "__main__":
    main()
