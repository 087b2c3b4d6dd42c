"""Hold the tests against small wrong changes of the core and the daily statistics: `python tools/mutate.py --sample 400 --seed 1`.

Each sampled change (see mutants.py) is made in memory, and the tests that run the changed function are run, the quickest
first, until one fails. A change that none of them sees has survived; it is printed with its line. Which test runs which
function, and how long it takes, is measured once for each state of the code and kept in .mutation/. A changed module's
tests are found by that, so that most changes cost a second or two; SECONDS_EACH bounds the rest.

mutmut makes its changes in a copy of the project from which this layout's editable packages are not imported, and
cosmic-ray runs every test for each; both start Python and NumPy anew for each change. Here a process that has the
libraries loaded is forked, so this runs where there is fork: not on Windows.

Changes that make no difference stand with their reason in tools/mutants_equivalent.toml and are not counted.
"""

from __future__ import annotations

import argparse
import ast
import hashlib
import importlib.machinery
import json
import os
import random
import signal
import sys
import time
import tomllib
import traceback
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

import pytest
from mutants import Mutant, mutants_of, mutated_code

ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / ".mutation"
SOURCES = ("signal/outbreath_signal", "app/outbreath_app/trends")
TESTS = ("tests/signal", "tests/app/trends", "tests/app/stream/test_golden_numbers.py")
SECONDS_EACH = 25.0  # of tests, as measured, for one change
EQUIVALENT = ROOT / "tools" / "mutants_equivalent.toml"
PYTEST = [
    "-q",
    "-x",
    "-p",
    "no:cacheprovider",
    "-p",
    "no:xdist",
    "-p",
    "no:faulthandler",
    "-W",
    "ignore::pytest.PytestAssertRewriteWarning",
]

Runs = dict[str, dict[str, float]]  # "path function" -> test -> seconds


class Recorder:
    """A pytest plugin that notes which functions of the sources each test enters."""

    def __init__(self) -> None:
        self.runs: Runs = {}
        self._entered: set[str] = set()
        self._wanted: dict[str, str | None] = {}

    def _trace(self, frame: FrameType, event: str, arg: object) -> None:
        code = frame.f_code
        file = code.co_filename
        if file not in self._wanted:
            inside = [ROOT / source for source in SOURCES if Path(file).is_relative_to(ROOT / source)]
            self._wanted[file] = Path(file).relative_to(ROOT).as_posix() if inside else None
        if (path := self._wanted[file]) is not None:
            self._entered.add(f"{path} {code.co_qualname}")

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        self._entered = set()
        began = time.perf_counter()
        sys.settrace(self._trace)
        try:
            return (yield)
        finally:
            sys.settrace(None)
            taken = time.perf_counter() - began
            for function in self._entered:
                self.runs.setdefault(function, {})[item.nodeid] = round(taken, 4)


def load_libraries() -> None:
    """What the tests need and what is never changed, loaded once, before anything is forked."""
    import click.testing
    import hypothesis
    import numpy as np
    import scipy.interpolate
    import scipy.signal
    import scipy.stats

    del click, hypothesis, np, scipy


def forked(work: list[str], recorder: Recorder | None, mutant: Mutant | None) -> int:
    """The process number of a child that runs these tests, with the change made."""
    pid = os.fork()
    if pid:
        return pid
    os.setsid()
    os.nice(5)
    words = os.open(KEPT / "measuring.log" if recorder else os.devnull, os.O_RDWR | os.O_CREAT | os.O_TRUNC)
    for stream in (0, 1, 2):
        os.dup2(words, stream)
    status = 70
    try:
        if mutant is not None:
            make(mutant)
        status = int(pytest.main([*PYTEST, *work], plugins=[recorder] if recorder else []))
        if recorder is not None:
            (KEPT / "found.json").write_text(json.dumps(recorder.runs))
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


def make(mutant: Mutant) -> None:
    """From now on the module is imported with the change in it."""
    target, code = str(ROOT / mutant.path), mutated_code(ROOT / mutant.path, mutant.number)
    plain = importlib.machinery.SourceFileLoader.get_code

    def get_code(self: importlib.machinery.SourceFileLoader, name: str) -> object:
        return code if self.path == target else plain(self, name)

    importlib.machinery.SourceFileLoader.get_code = get_code  # type: ignore[method-assign, assignment]


def state_of_code() -> str:
    """A name for the state of the sources and the tests."""
    together = hashlib.sha256()
    for folder in (*SOURCES, *TESTS):
        place = ROOT / folder
        for path in sorted(place.rglob("*.py")) if place.is_dir() else [place]:
            together.update(path.read_bytes())
    return together.hexdigest()[:16]


def measured_runs() -> Runs:
    """Which test enters which function, measured anew where code or tests have changed."""
    KEPT.mkdir(exist_ok=True)
    (KEPT / ".gitignore").write_text("*\n")
    kept = KEPT / f"{state_of_code()}.json"
    if not kept.exists():
        print("Measuring which test runs what (some minutes) ...", flush=True)
        _, status = os.waitpid(forked([*TESTS], Recorder(), None), 0)
        if os.waitstatus_to_exitcode(status) != 0:
            raise SystemExit(f"The tests do not pass unchanged; {KEPT / 'measuring.log'} says why.")
        (KEPT / "found.json").rename(kept)
    found: Runs = json.loads(kept.read_text())
    return found


def users_of(trees: dict[str, ast.Module], names: set[str]) -> set[str]:
    """'path function' of the functions that read one of these names of a module."""
    found = set()
    for path, tree in trees.items():
        for owner in ast.walk(tree):
            if isinstance(owner, ast.ClassDef):
                prefix, members = f"{owner.name}.", owner.body
            elif isinstance(owner, ast.Module):
                prefix, members = "", owner.body
            else:
                continue
            for member in members:
                if isinstance(member, ast.FunctionDef) and any(
                    isinstance(each, ast.Name) and each.id in names for each in ast.walk(member)
                ):
                    found.add(f"{path} {prefix}{member.name}")
    return found


def tests_for(mutant: Mutant, runs: Runs, trees: dict[str, ast.Module]) -> tuple[list[str], float]:
    """The tests that could see a change, the quickest first, and how many seconds they take."""
    functions = {f"{mutant.path} {mutant.function}"} & runs.keys()
    if not functions and "<locals>" in mutant.function:
        functions = {f"{mutant.path} {mutant.function.split('.<locals>')[0]}"} & runs.keys()
    if not functions:
        names = {
            name.id
            for statement in trees[mutant.path].body
            if statement.lineno <= mutant.line <= (statement.end_lineno or 0)
            for name in ast.walk(statement)
            if isinstance(name, ast.Name) and isinstance(name.ctx, ast.Store)
        }
        functions = users_of(trees, names) & runs.keys()
    if not functions:
        functions = {each for each in runs if each.startswith(f"{mutant.path} ")}
    seconds: dict[str, float] = {}
    for function in functions:
        seconds |= runs[function]
    chosen, total = [], 0.0
    golden = [test for test in seconds if "golden" in test]
    for test in sorted(seconds.keys() - set(golden), key=lambda each: seconds[each]):
        total += seconds[test]
        if total > SECONDS_EACH and chosen:
            break
        chosen.append(test)
    return [*chosen, *golden], min(total, SECONDS_EACH) + sum(seconds[test] for test in golden)


def outcomes(chosen: list[Mutant], runs: Runs, jobs: int) -> Iterator[tuple[Mutant, str]]:
    """Each mutant with what became of it: killed, survived, or untested (no test runs it)."""
    trees = {
        path: ast.parse((ROOT / path).read_text(encoding="utf-8"))
        for path in sorted({each.split(" ")[0] for each in runs} | {each.path for each in chosen})
    }
    waiting, running = list(reversed(chosen)), dict[int, tuple[Mutant, float]]()
    while waiting or running:
        while waiting and len(running) < jobs:
            mutant = waiting.pop()
            tests, seconds = tests_for(mutant, runs, trees)
            if not tests:
                yield mutant, "untested"
                continue
            running[forked(tests, None, mutant)] = mutant, time.monotonic() + 30 + 6 * seconds
        time.sleep(0.02)
        for pid, (mutant, until) in list(running.items()):
            ended, status = os.waitpid(pid, os.WNOHANG)
            late = time.monotonic() > until
            if not ended and late:
                os.killpg(pid, signal.SIGKILL)
                os.waitpid(pid, 0)
            if ended or late:
                del running[pid]
                passed = bool(ended) and os.waitstatus_to_exitcode(status) == 0
                yield mutant, "survived" if passed else "killed"


def all_mutants(part: str) -> list[Mutant]:
    found: list[Mutant] = []
    for source in SOURCES:
        for path in sorted((ROOT / source).rglob("*.py")):
            if part in path.as_posix():
                found += mutants_of(ROOT, path)
    return found


def main() -> None:
    """Sample, run, and say what survived; the exit status tells whether the share that died is reached."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sample", type=int, default=400, help="how many changes")
    parser.add_argument("--seed", type=int, default=1, help="which ones")
    parser.add_argument("--part", default="", help="only modules whose path holds this")
    parser.add_argument("--jobs", type=int, default=1, help="how many at a time")
    parser.add_argument("--least", type=float, default=85.0, help="per cent that must die")
    options = parser.parse_args()
    load_libraries()
    os.chdir(ROOT)
    runs = measured_runs()
    equivalent: dict[str, str] = tomllib.loads(EQUIVALENT.read_text()) if EQUIVALENT.exists() else {}
    every = all_mutants(options.part)
    chosen = random.Random(options.seed).sample(every, min(options.sample, len(every)))
    counted: Counter[str] = Counter()
    by_module: dict[str, Counter[str]] = {}
    began = time.monotonic()
    for mutant, outcome in outcomes(chosen, runs, options.jobs):
        if outcome != "killed" and mutant.name in equivalent:
            outcome = "equivalent"
        counted[outcome] += 1
        by_module.setdefault(mutant.path, Counter())[outcome] += 1
        if outcome in ("survived", "untested"):
            print(f"{outcome}: line {mutant.line}: {mutant.name}", flush=True)
    for path, counts in sorted(by_module.items()):
        print(f"{path}: {dict(counts)}")
    judged = len(chosen) - counted["equivalent"]
    share = 100 * counted["killed"] / max(judged, 1)
    print(
        f"{counted['killed']} of {judged} changes died ({share:.1f} %), {counted['equivalent']} more are known to make no"
        f" difference; {len(every)} could be made; {time.monotonic() - began:.0f} s"
    )
    raise SystemExit(share < options.least)


if __name__ == "__main__":
    main()
