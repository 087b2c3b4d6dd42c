"""Write tests/golden anew: what this version says of each bundled recording and of made-up inputs, one field a line.

`python tools/make_golden.py` writes the files; `git diff tests/golden` then shows every number that moved. Numbers come from
the program's own commands, `outbreath replay --headless --json` and `outbreath analyse --json`, so every field they have is
held, however the code behind them is arranged; what is made up stands in tests/support/drawn_numbers.py. A commit that changes a file says why its numbers moved.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from outbreath_app.cli import cli
from outbreath_app.stream.bundled import bundled_names

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "tests" / "golden"
DRAWN = "drawn-"
sys.path.append(str(ROOT / "tests"))
from support.drawn_numbers import AREAS  # noqa: E402

MOMENTS = 30  # estimates of each recording, spread evenly over its beats from the first to the last

Fields = dict[str, Any]


def _command(*words: str) -> list[Fields]:
    result = CliRunner().invoke(cli, list(words))
    if result.exit_code:
        raise RuntimeError(f"outbreath {' '.join(words)} ended with {result.exit_code}: {result.output}")
    return [json.loads(line) for line in result.stdout.splitlines()]


def names() -> list[str]:
    """The golden files: one for each bundled recording, one for each area of made-up inputs."""
    return [*bundled_names(), *(DRAWN + area for area in AREAS)]


def golden(name: str) -> Any:
    """What one golden file holds."""
    if name.startswith(DRAWN):
        return AREAS[name.removeprefix(DRAWN)]()
    return of_recording(name)


def of_recording(name: str) -> Fields:
    """Every field of the Analysis of one bundled recording and of the Estimates at MOMENTS of its beats."""
    estimates = _command("replay", name, "--headless", "--json")
    chosen = [round(step * (len(estimates) - 1) / (MOMENTS - 1)) for step in range(MOMENTS)]
    (analysis,) = _command("analyse", name, "--json")
    return {"analysis": analysis, "estimates": {f"beat {i:05d}": estimates[i] for i in chosen}}


def as_text(found: Any) -> str:
    """Sorted and one field a line; floats with all their digits."""
    return json.dumps(found, indent=1, sort_keys=True, ensure_ascii=False) + "\n"


def main() -> None:
    """Write every golden file, and take away those that are no longer made."""
    FOLDER.mkdir(exist_ok=True)
    for path in FOLDER.glob("*.json"):
        if path.stem not in names():
            path.unlink()
    for name in names():
        (FOLDER / f"{name}.json").write_text(as_text(golden(name)), encoding="utf-8")


if __name__ == "__main__":
    main()
