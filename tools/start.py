"""Install what Outbreath needs beside this folder and start it: no argument opens the trainer, `tests` runs every check.

Only Python's standard library is used here, so it runs before anything is installed. Nothing outside this folder is
changed, except that root on Debian or Ubuntu gets the missing system libraries; anybody else is told the command.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMP = VENV / "outbreath-installed.txt"
# How long apt waits for a lock that another program holds, such as the system's own updates just after it starts.
APT_WAITS = ["-o", "DPkg::Lock::Timeout=300"]
TRIES, TRY_AGAIN_S = 60, 5.0
sys.path.insert(0, str(ROOT / "app"))

from outbreath_app.qt_libraries import (  # noqa: E402
    COMMON_LIBRARIES,
    WAYLAND_LIBRARIES,
    X11_LIBRARIES,
    has_library,
)


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def stop(text: str) -> None:
    say(text)
    raise SystemExit(1)


def missing_packages(tests: bool) -> list[str]:
    """Debian packages whose library, font or program is not on this machine."""
    libraries = dict(COMMON_LIBRARIES)
    if os.environ.get("DISPLAY"):
        libraries |= X11_LIBRARIES
    if os.environ.get("WAYLAND_DISPLAY"):
        libraries |= WAYLAND_LIBRARIES
    missing = [package for name, package in libraries.items() if not has_library(name)]
    if not any(
        Path(folder).expanduser().exists()
        for folder in ("/usr/share/fonts/truetype", "/usr/local/share/fonts", "~/.fonts")
    ):
        missing.append("fonts-dejavu-core")
    if tests and not shutil.which("dbus-daemon"):
        missing.append("dbus-daemon")
    if not has_module("ensurepip") and not shutil.which("uv"):
        missing.append("python3-venv")
    return missing


def has_module(name: str) -> bool:
    from importlib.util import find_spec

    return find_spec(name) is not None


def install_system_libraries(tests: bool) -> None:
    """On Linux, get or name what is missing from the system."""
    if not sys.platform.startswith("linux"):
        return
    missing = missing_packages(tests)
    if not missing:
        return
    if not shutil.which("apt-get"):
        say(
            "These Debian packages' libraries are missing; install what your system calls them: "
            + " ".join(missing)
        )
        return
    command = ["apt-get", *APT_WAITS, "install", "-y", "--no-install-recommends", *missing]
    if os.geteuid() != 0:
        stop(
            "The window needs system libraries that only root can install. Run this once, then start again:\n"
            f"  sudo apt-get update && sudo apt-get install -y --no-install-recommends {' '.join(missing)}"
        )
    say("Installing system libraries: " + " ".join(missing))
    update_lists()
    words = run_quietly(command)
    if words is not None and "libglib2.0-0" in command:
        command[command.index("libglib2.0-0")] = "libglib2.0-0t64"
        words = run_quietly(command)
    if words is not None:
        stop(words + "\nThe system libraries could not be installed: " + " ".join(command))


def run_quietly(command: list[str]) -> str | None:
    """Run a program whose words are of no interest unless it fails: None when it did not, else what it said."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C.UTF-8"}
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
    )
    return (
        None if done.returncode == 0 else done.stdout.strip() or f"{command[0]} ended with {done.returncode}"
    )


def update_lists() -> None:
    """Have apt read its lists anew, waiting while another program holds them; apt's own time limit is not for this lock.

    Where it fails for another reason the lists that are there may do, so that installing decides.
    """
    for _ in range(TRIES):
        words = run_quietly(["apt-get", *APT_WAITS, "update"])
        if words is None or "lock" not in words:
            return
        time.sleep(TRY_AGAIN_S)


def python_in_venv() -> Path:
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def install_commands(uv: str | None, extras: str, venv_is_there: bool) -> list[list[str]]:
    """What makes .venv and installs into it: by uv where it is on this machine (path in `uv`), else by venv and pip."""
    wanted = ["install", "--editable", f".[{extras}]"]
    if uv:
        make = [uv, "venv", "--seed", "--python", sys.executable, str(VENV)]
        install = [uv, "pip", wanted[0], "--python", str(python_in_venv()), *wanted[1:]]
    else:
        make = [sys.executable, "-m", "venv", str(VENV)]
        install = [str(python_in_venv()), "-m", "pip", "--disable-pip-version-check", "--quiet", *wanted]
    return [install] if venv_is_there else [make, install]


def install_packages(extras: str) -> None:
    """Make .venv and install Outbreath into it, once for each state of pyproject.toml."""
    wanted = hashlib.sha256((ROOT / "pyproject.toml").read_bytes()).hexdigest() + " " + extras
    done = STAMP.read_text().split("\n") if STAMP.exists() else []
    if wanted in done:
        return
    say("Installing Outbreath and its packages into .venv (a minute or two the first time) ...")
    for command in install_commands(shutil.which("uv"), extras, python_in_venv().exists()):
        words = run_quietly(command)
        if words is not None:
            stop(
                words
                + "\nThe packages could not be installed; the lines above say why. Check the network and run this again."
            )
    STAMP.write_text("\n".join([*done, wanted]))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "what",
        nargs="?",
        choices=["trainer", "tests"],
        default="trainer",
        help="trainer (the default) opens the window on a bundled recording; tests runs every check",
    )
    options = parser.parse_args()
    if sys.version_info < (3, 11):  # noqa: UP036 - this file runs before any requirement is checked
        stop(f"Outbreath needs Python 3.11 or newer; this is {sys.version.split()[0]}.")
    tests = options.what == "tests"
    install_system_libraries(tests)
    install_packages("all,dev" if tests else "formats,privacy")
    command = [str(ROOT / "tools/check.py")] if tests else ["-m", "outbreath_app", "demo"]
    raise SystemExit(subprocess.run([str(python_in_venv()), *command], cwd=ROOT).returncode)


if __name__ == "__main__":
    main()
