"""Every benchmark in one run, each in a process of its own, one after the other: `python benchmarks/run.py`.

The first four are the program's own vital signs: a live update, a painted frame, the first painted window, and memory
after 8 hours of beats. `--only NAME...` runs some.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent

# name -> script and its arguments, in the order they are run
BENCHMARKS: dict[str, list[str]] = {
    "live": ["live.py"],
    "window": ["window.py"],
    "memory": ["memory.py"],
    "speed": ["speed.py"],
    "rsa": ["rsa.py"],
    "breath": ["breath.py"],
    "artifacts": ["artifacts.py", "--quick"],
    "averaging": ["averaging.py"],
    "assess": ["assess.py", "--people", "100"],
    "compare": ["compare.py", "--people", "60"],
    "latency": ["latency.py"],
    "parsers": ["parsers.py"],
    "link faults": ["link_faults.py"],
    "reliability": ["reliability.py"],
    "sound": ["sound.py"],
    "catalogue": ["catalogue.py"],
    "protection": ["protection.py"],
    "review": ["review.py"],
    "imports": ["imports.py"],
    "batch": ["batch.py"],
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--only", nargs="+", choices=list(BENCHMARKS), help="run these alone")
    wanted = parser.parse_args().only or list(BENCHMARKS)
    failed = []
    for name in wanted:
        script, *arguments = BENCHMARKS[name]
        print(f"== {name}: python benchmarks/{' '.join([script, *arguments])}", flush=True)
        began = time.monotonic()
        if subprocess.run([sys.executable, str(HERE / script), *arguments], cwd=HERE.parent).returncode != 0:
            failed.append(name)
        print(f"   {time.monotonic() - began:.0f} s", flush=True)
    if failed:
        raise SystemExit("These did not finish: " + ", ".join(failed))


if __name__ == "__main__":
    main()
