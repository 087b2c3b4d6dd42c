"""Many recordings on one worker and on two, taken in turns, through the same code as `outbreath analyse FOLDER`.

Run: python benchmarks/batch.py [--files 600] [--turns 3]
"""

from __future__ import annotations

import argparse
import resource
import shutil
import statistics
import tempfile
import time
from pathlib import Path

from outbreath_app.batch.files import analyse_many, files_in, in_flight_for
from outbreath_app.batch.workers import process_pool
from outbreath_app.stream.bundled import bundled_folder


def run(names: list[str], workers: int) -> tuple[float, float]:
    """Wall time and the workers' processor time, seconds, of every file analysed once."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    begun = time.perf_counter()
    rows = list(analyse_many(names, lambda: process_pool(workers), in_flight=in_flight_for(workers)))
    taken = time.perf_counter() - begun
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if len(rows) != len(names) or any(row["error"] for row in rows):
        raise SystemExit("a file was not analysed")
    return taken, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--files", type=int, default=600)
    parser.add_argument("--turns", type=int, default=3)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        sources = sorted(bundled_folder().glob("*.jsonl"))
        for number in range(wanted.files):
            shutil.copy(sources[number % len(sources)], Path(name) / f"{number:05d}.jsonl")
        names = files_in(Path(name))
        ratios = []
        for _ in range(wanted.turns):
            (one, one_cpu), (two, two_cpu) = run(names, 1), run(names, 2)
            ratios.append(one / two)
            print(
                f"1 worker {one:6.2f} s ({one_cpu:.2f} s CPU)   2 workers {two:6.2f} s ({two_cpu:.2f} s CPU)",
                flush=True,
            )
    print(f"{len(names)} files of 6 to 19 min: 2 workers {statistics.median(ratios):.2f} times one (median)")


if __name__ == "__main__":
    main()
