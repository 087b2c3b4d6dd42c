"""Times the catalogue: opening, rescanning without change, listing, trends, rebuilding, and kills while it is written.

Run: python benchmarks/catalogue.py [--sessions 10000] [--rebuild 300] [--kills 100]
Sessions are links to one bundled recording, indexed once and entered with dates of their own, so that only the
catalogue is timed; the rebuild reads real files and is given per session.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from outbreath_app.catalogue.indexing import index_recording
from outbreath_app.catalogue.sessions import Catalogue, recording_files
from outbreath_app.paths import OWN_PERSON
from outbreath_app.stream.bundled import bundled_folder
from outbreath_app.trends.over_time import person_trends

DAY_NS = 86_400_000_000_000


def timed(name: str, work: Callable[[], object], times: int = 3) -> None:
    """Print the median of a few runs, and beside it the least of the processor's own time, which other programs do not touch."""
    taken, own = [], []
    for _ in range(times):
        begun, spent = time.perf_counter(), time.process_time()
        work()
        taken.append(time.perf_counter() - begun)
        own.append(time.process_time() - spent)
    median = sorted(taken)[len(taken) // 2]
    print(f"{name:<52} {median * 1000:10.1f} ms {min(own) * 1000:10.1f} ms of processor time")


def linked(folder: Path, count: int) -> None:
    """`count` names for one recording."""
    folder.mkdir(parents=True)
    source = folder.parent / "one"
    source.write_bytes((bundled_folder() / "practice-6-per-min.jsonl").read_bytes())
    for i in range(count):
        os.link(source, folder / f"s{i:06d}.jsonl")


def fill(data: Path) -> None:
    """Enter every file with the same content and a day of its own."""
    with Catalogue(data) as catalogue:
        row = None
        with catalogue._transaction():
            for number, (key, found) in enumerate(recording_files(data / "recordings")):
                row = row or index_recording(data / "recordings" / key)
                catalogue._put(key, found, replace(row, started_ns=row.started_ns + number // 3 * DAY_NS))


def opened(data: Path) -> int:
    with Catalogue(data) as catalogue:
        return len(catalogue.sessions())


def refreshed(data: Path) -> object:
    with Catalogue(data) as catalogue:
        return catalogue.refresh()


def trended(data: Path) -> object:
    with Catalogue(data) as catalogue:
        return person_trends(OWN_PERSON, catalogue.parts(OWN_PERSON))


def kills(count: int) -> None:
    """SIGKILL a rebuild, or a listing that takes in changed and new files, at a random moment; afterwards the catalogue
    opens, and what it holds after a refresh and after a rebuild is the same."""
    with tempfile.TemporaryDirectory() as name:
        data = Path(name) / "data"
        linked(data / "recordings", 12)
        source = data / "one"
        good = 0
        choose = random.Random(5)
        for number in range(count):
            if number % 2:
                command = [sys.executable, "-m", "outbreath_app", "sessions", "--json", "--data", str(data)]
                os.utime(source, ns=(number, number))  # every recording is a link to it: all of them changed
                os.link(source, data / "recordings" / f"new{number:03d}.jsonl")
            else:
                command = [sys.executable, "-m", "outbreath_app", "rebuild", "--json", "--data", str(data)]
            process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(choose.uniform(0.2, 2.0))
            process.send_signal(signal.SIGKILL)
            process.wait()
            with Catalogue(data) as catalogue:
                catalogue.refresh()
                after = catalogue.sessions(), catalogue.parts()
                catalogue.refresh(everything=True)
                good += (catalogue.sessions(), catalogue.parts()) == after and len(after[0]) == 12 + (
                    number + 1
                ) // 2
        print(f"{'kills of a rebuild or a refresh after which all is well':<52} {good:7d} of {count}")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--sessions", type=int, default=10_000)
    parser.add_argument("--rebuild", type=int, default=300)
    parser.add_argument("--kills", type=int, default=100)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        data = Path(name) / "data"
        linked(data / "recordings", wanted.sessions)
        fill(data)
        print(f"{wanted.sessions} sessions")
        timed("open and list all", lambda: opened(data))
        timed("open and rescan without change", lambda: refreshed(data))
        timed("trends of everything", lambda: trended(data))
    with tempfile.TemporaryDirectory() as name:
        data = Path(name) / "data"
        linked(data / "recordings", wanted.rebuild)
        begun = time.perf_counter()
        refreshed(data)
        taken = (time.perf_counter() - begun) / wanted.rebuild * 1000
        print(f"{'rebuild, each session of 6 min':<52} {taken:10.1f} ms")
    kills(wanted.kills)


if __name__ == "__main__":
    main()
