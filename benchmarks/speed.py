"""How fast the core is beside its peers, in one run: medians, ratios, memory and import time.

Run with `python benchmarks/speed.py` where the peers are installed (pip install 'outbreath[benchmarks]').
Differences under 1.5 times are noise on a busy machine.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import peers
import series

from outbreath_signal.artifacts.labelling import label_beats
from outbreath_signal.beats import BeatSeries
from outbreath_signal.breathing.from_rr import BreathTrack
from outbreath_signal.live.engine import LiveEngine
from outbreath_signal.measures.analysis import analyse
from outbreath_signal.measures.rolling import rolling
from outbreath_signal.spectra.time_varying import time_varying_spectrum

SECONDS_PER_ROW = 2.0
# Given to a row that times a spectrum alone: else the breathing rate is found first, which says whether HF may be given.
UNKNOWN = BreathTrack(np.zeros(0), np.zeros(0), np.zeros(0), 60.0)
MOST_REPEATS = 200


def median_ms(work: Callable[[], Any]) -> float:
    """Median time of one call, after one to warm up, within about two seconds."""
    work = peers.quiet(work)
    work()
    times: list[float] = []
    began = time.perf_counter()
    while len(times) < 3 or (len(times) < MOST_REPEATS and time.perf_counter() - began < SECONDS_PER_ROW):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return 1000 * statistics.median(times)


def row(title: str, ours_ms: float, theirs: dict[str, float], names: list[str], limit: str = "") -> None:
    cells = [
        f"{theirs[name]:9.3g} ({theirs[name] / ours_ms:6.1f}x)" if name in theirs else f"{'-':>19}"
        for name in names
    ]
    print(f"{title:<44} {ours_ms:9.3g}  {'  '.join(cells)}  {limit}", flush=True)


def peer_times(rr: np.ndarray, names: list[str], groups: tuple[str, ...]) -> dict[str, float]:
    """Time of each peer for the groups it has, all of them in one call; a peer that cannot do it is left out."""
    times: dict[str, float] = {}
    for name in names:
        work = peers.GROUPS[name](rr)
        if not all(group in work for group in groups):
            continue

        def run(work: dict[str, Any] = work) -> None:
            for group in groups:
                work[group]()

        try:
            times[name] = median_ms(run)
        except Exception as error:  # whatever a peer raises, its cell is empty and the table goes on
            print(f"# {name} {groups}: {error!r}")
    return times


def live_update_us() -> float:
    """Median time of one beat through the live engine with two minutes behind it."""
    rr = series.made(1200)
    t_s = np.cumsum(rr) / 1000
    engine = LiveEngine()
    engine.set_pace(6.0, 0.0)
    times: list[float] = []
    for i in range(len(rr)):
        start = time.perf_counter()
        engine.push(float(t_s[i]), float(rr[i]), i > 0)
        times.append(time.perf_counter() - start)
    return 1e6 * statistics.median(times[200:])


# VmHWM starts anew with the program; getrusage would count the parent that started it.
_PEAK = "print(next(int(line.split()[1]) // 1024 for line in open('/proc/self/status') if line.startswith('VmHWM')))"


def peak_mb(code: str) -> float:
    """Peak resident memory (MB) of a fresh Python that runs the code."""
    here = str(Path(__file__).parent)
    script = f"import sys; sys.path.insert(0, {here!r})\n{code}\n{_PEAK}"
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", script], capture_output=True, text=True, check=True
    )
    return float(done.stdout.split()[-1])


def import_s(module: str) -> float:
    """Median wall time of a fresh Python that imports the module, less one that imports nothing."""

    def once(code: str) -> float:
        start = time.perf_counter()
        subprocess.run([sys.executable, "-W", "ignore", "-c", code], check=True, capture_output=True)
        return time.perf_counter() - start

    times = [once(f"import {module}") - once("pass") for _ in range(5)]
    return statistics.median(times)


DAY_SERIES = "import series, numpy as np\nrr = series.real(series.DAY)\nrr = series.made(100_000) if rr is None else rr[:100_000]\n"
OURS_DAY = (
    "from outbreath_signal.measures.analysis import analyse\nfrom outbreath_signal.beats import BeatSeries\n"
    "beats = BeatSeries.from_rr(rr)\n"
)


def five_minutes(names: list[str]) -> None:
    rr = series.real(series.FIVE_MINUTES)
    rr = series.made(340) if rr is None else rr
    beats = BeatSeries.from_rr(rr)
    everything = {group.value for group in analysis_groups()}
    print(f"\n## 5 minutes, {len(rr)} beats (ms)")
    for title, ours, groups in (
        ("time domain and histogram", ["time", "geometric"], ("time",)),
        ("Welch", ["frequency"], ("welch",)),
        ("Lomb-Scargle", ["lomb"], ("lomb",)),
        ("Poincare, DFA, entropies", ["poincare", "dfa", "entropy"], ("nonlinear",)),
    ):
        ours_ms = median_ms(lambda ours=ours: analyse(beats, correct=False, measures=ours, breathing=UNKNOWN))
        row(title, ours_ms, peer_times(rr, names, groups), names)
    row(
        "all without entropy, artifacts labelled",
        median_ms(lambda: analyse(beats, measures=everything - {"entropy"})),
        peer_times(rr, names, ("time", "welch", "lomb")),
        names,
        "goal: 3",
    )
    row(
        "all, artifacts labelled",
        median_ms(lambda: analyse(beats)),
        peer_times(rr, names, ("time", "welch", "lomb", "nonlinear")),
        names,
        "goal: 8",
    )


def analysis_groups() -> list[Any]:
    from outbreath_signal.measures.registry import Group

    return list(Group)


def day(names: list[str]) -> None:
    rr = series.real(series.DAY)
    rr = series.made(100_000) if rr is None else rr[:100_000]
    beats = BeatSeries.from_rr(rr)
    print(f"\n## 24 hours, {len(rr)} beats (ms)")
    slow = [name for name in names if name != "pyhrv"]  # 8 s a call
    row(
        "time domain",
        median_ms(lambda: analyse(beats, correct=False, measures=["time"])),
        peer_times(rr, slow, ("time",)),
        names,
    )
    row(
        "Welch",
        median_ms(lambda: analyse(beats, correct=False, measures=["frequency"], breathing=UNKNOWN)),
        peer_times(rr, names, ("welch",)),
        names,
    )
    row(
        "Lomb-Scargle",
        median_ms(lambda: analyse(beats, correct=False, measures=["lomb"], breathing=UNKNOWN)),
        {},
        names,
    )
    row("DFA", median_ms(lambda: analyse(beats, correct=False, measures=["dfa"])), {}, names)
    wanted = ["time", "frequency", "lomb", "dfa"]
    row(
        "time, both spectra, DFA",
        median_ms(lambda: analyse(beats, correct=False, measures=wanted)),
        {},
        names,
        "goal: 150",
    )
    row("artifact labelling", median_ms(lambda: label_beats(beats)), {}, names, "goal: 60")
    row("rolling 5 min every min, time and bands", median_ms(lambda: rolling(beats)), {}, names)
    row(
        "time-varying spectrum, 64 s every 8 s",
        median_ms(lambda: time_varying_spectrum(beats, 64, 8)),
        {},
        names,
    )


def memory(names: list[str]) -> None:
    print("\n## peak memory of a fresh Python, 24 hours (MB)")
    if not Path("/proc/self/status").is_file():
        print("only measured on Linux")
        return
    bare = peak_mb(DAY_SERIES)
    ours = peak_mb(
        DAY_SERIES + OURS_DAY + "analyse(beats, correct=False, measures=['time', 'frequency', 'lomb', 'dfa'])"
    )
    print(f"NumPy and the series alone {bare:.0f}; ours, all of the above {ours:.0f}  goal: 150")
    for name in names:
        if name != "pyhrv":
            code = f"{DAY_SERIES}import peers\nwork = peers.GROUPS[{name!r}](rr)\nwork['welch']()"
            print(f"{name}, Welch alone {peak_mb(code):.0f}")


def imports(names: list[str]) -> None:
    print("\n## import (s)")
    numpy_s, ours_s = (
        import_s("numpy"),
        import_s("outbreath_signal.measures.analysis, outbreath_signal.live.engine"),
    )
    print(f"numpy {numpy_s:.2f}; ours {ours_s:.2f}, {ours_s / numpy_s:.2f} times numpy  goal: 1.5")
    for name in names:
        print(f"{name} {import_s(peers.PEERS[name]):.2f}")


def main() -> None:
    names = peers.installed()
    print(f"{'median of many':<44} {'ours':>9}  {'  '.join(f'{name:>19}' for name in names)}")
    update_us = live_update_us()
    print(f"\n## live, one beat with two minutes behind it: {update_us:.0f} microseconds  goal: 250")
    five_minutes(names)
    day(names)
    memory(names)
    imports(names)


if __name__ == "__main__":
    main()
