"""Every check in one run: format, lint, types, import contracts, tests, and a wheel installed elsewhere. Run by tools/start.py tests."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent


def run(title: str, command: list[str], **options: str) -> bool:
    """Run one check, saying how it went."""
    print(f"== {title}", flush=True)
    began = time.monotonic()
    done = subprocess.run(command, cwd=ROOT, env={**os.environ, **options})
    print(
        f"   {'passed' if done.returncode == 0 else 'DID NOT PASS'} in {time.monotonic() - began:.0f} s",
        flush=True,
    )
    return done.returncode == 0


def wheel_works_elsewhere() -> bool:
    """Build the wheel, install it alone in another environment over the same packages, and use it from another folder."""
    with tempfile.TemporaryDirectory() as folder:
        there = Path(folder)
        pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet"]
        if not run("wheel: build", [*pip, "wheel", "--no-deps", "--wheel-dir", folder, "."]):
            return False
        venv.create(there / "env", with_pip=False, symlinks=os.name != "nt")
        python = there / "env" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
        wheel = next(there.glob("outbreath-*.whl"))
        if not run(
            "wheel: install",
            [
                sys.executable,
                "-m",
                "pip",
                "--quiet",
                "--python",
                str(python),
                "install",
                "--no-deps",
                str(wheel),
            ],
        ):
            return False
        paths = subprocess.run(
            [str(python), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
            capture_output=True,
            text=True,
            check=True,
        )
        here = next(p for p in sys.path if p.endswith("site-packages"))
        (Path(paths.stdout.strip()) / "borrowed.pth").write_text(here + "\n")
        return run(
            "wheel: use",
            [
                str(python),
                "-P",
                "-m",
                "outbreath_app",
                "replay",
                "practice-6-per-min",
                "--headless",
                "--json",
                "--quiet",
            ],
        )


def main() -> None:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    checks = [
        run("format", [str(BIN / "ruff"), "format", "--check", "."]),
        run("lint", [str(BIN / "ruff"), "check", "."]),
        run("types", [str(BIN / "mypy")]),
        run("import contracts", [str(BIN / "lint-imports")]),
        wheel_works_elsewhere(),
        # last, so that the test runner's own closing line ends the output
        run("tests", [sys.executable, "-m", "pytest", "-q", "-n", "2"]),
    ]
    raise SystemExit(0 if all(checks) else 1)


if __name__ == "__main__":
    main()
