"""Mutates a file of every import format thousands of times: counts untyped errors, impossible beats and the longest time.

Run: python benchmarks/imports.py [--mutations 2000]
"""

from __future__ import annotations

import argparse
import importlib.util
import random
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

from outbreath_app.importers import IMPORTERS, FileImportError, read_sessions

ROOT = Path(__file__).resolve().parents[1]


def seeds() -> object:
    """The well-formed files that the tests make."""
    sys.path.insert(0, str(ROOT / "tests"))
    spec = importlib.util.spec_from_file_location(
        "test_importers", ROOT / "tests" / "app" / "test_importers.py"
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def mutated(whole: bytes, choose: random.Random) -> bytes:
    """Flipped bytes, pieces cut out, doubled or moved, the end cut off, huge numbers put in."""
    content = bytearray(whole)
    for _ in range(choose.randint(1, 6)):
        at = choose.randrange(len(content) + 1)
        kind = choose.randrange(6)
        if kind == 0 and at < len(content):
            content[at] = choose.randrange(256)
        elif kind == 1:
            del content[at : at + choose.randint(1, 40)]
        elif kind == 2:
            content[at:at] = content[at : at + choose.randint(1, 200)]
        elif kind == 3:
            content[at:at] = choose.choice(
                [b"9" * 400, b"1e308", b"-1", b"nan", b"\0", b"\xff\xff\xff\xff", b'"', b"\n"]
            )
        elif kind == 4 and choose.random() < 0.3:
            del content[at:]
        elif kind == 5 and at < len(content):
            content[at] ^= 1 << choose.randrange(8)
    return bytes(content)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--mutations", type=int, default=2000)
    wanted = parser.parse_args()
    tests = seeds()
    print(f"{'format':<22}{'refused':>9}{'read':>7}{'untyped':>9}{'impossible':>12}{'longest s':>11}")
    for importer in IMPORTERS:
        with tempfile.TemporaryDirectory() as name:
            seed = tests.made(Path(name), importer.key)
            whole, choose = seed.read_bytes(), random.Random(3)
            refused = read = untyped = impossible = 0
            longest = 0.0
            for _ in range(wanted.mutations):
                seed.write_bytes(mutated(whole, choose))
                begun = time.perf_counter()
                try:
                    _, sessions = read_sessions(seed)
                    read += 1
                    rr = [stretch.rr_ms for each in sessions for stretch in each.stretches]
                    impossible += any(not np.all(np.isfinite(r) & (r > 0) & (r <= 600_000)) for r in rr)
                except FileImportError:
                    refused += 1
                except Exception as error:
                    untyped += 1
                    print(f"  {type(error).__name__}: {error}", file=sys.stderr)
                longest = max(longest, time.perf_counter() - begun)
        print(
            f"{importer.key:<22}{refused:>9}{read:>7}{untyped:>9}{impossible:>12}{longest:>11.2f}", flush=True
        )


if __name__ == "__main__":
    main()
