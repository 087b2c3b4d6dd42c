"""What this machine has for the program, what it has not, and what to do about it."""

from __future__ import annotations

import asyncio
import os
import shutil
import sys
import tempfile
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path

from outbreath_app.qt_libraries import COMMON_LIBRARIES, X11_LIBRARIES, has_library
from outbreath_devices.ble.client import quiet_about_background
from outbreath_devices.ble.radio import RadioReport, look_at_radio


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at. `ready` is None where the program does without it; advice is empty when all is well."""

    name: str
    ready: bool | None
    found: str
    advice: str = ""


def missing_qt_packages(has_library: Callable[[str], bool]) -> list[str]:
    """Debian packages that the window needs and this Linux machine lacks."""
    wanted = COMMON_LIBRARIES | (X11_LIBRARIES if os.environ.get("DISPLAY") else {})
    return [package for library, package in wanted.items() if not has_library(library)]


def check_python() -> Check:
    """The Python that runs the program."""
    return Check("Python", True, f"{sys.version.split()[0]} on {sys.platform}")


def check_screen() -> Check:
    """Whether a window could be shown."""
    if not sys.platform.startswith("linux"):
        return Check("Screen", True, "the system's own")
    platform = os.environ.get("QT_QPA_PLATFORM")
    shown = os.environ.get("WAYLAND_DISPLAY") or os.environ.get("DISPLAY") or platform
    if shown:
        return Check("Screen", True, shown)
    return Check(
        "Screen", False, "none: neither DISPLAY nor WAYLAND_DISPLAY is set",
        "Start the program from a desktop session; the commands record, replay --headless and analyse need no screen.",
    )  # fmt: skip


def check_qt() -> Check:
    """Qt and the system libraries it opens."""
    try:
        installed = version("PySide6-Essentials")
    except PackageNotFoundError:
        return Check(
            "Qt", False, "PySide6-Essentials is not installed", "Install it: pip install PySide6-Essentials"
        )
    missing = missing_qt_packages(has_library) if sys.platform.startswith("linux") else []
    if missing:
        return Check(
            "Qt", False, f"PySide6 {installed}, but system libraries are missing",
            f"Install them: sudo apt-get install {' '.join(missing)}",
        )  # fmt: skip
    return Check("Qt", True, f"PySide6 {installed}")


def check_sound() -> Check:
    """Whether there is a device to play breath tones on."""
    import miniaudio

    try:
        outputs = miniaudio.Devices().get_playbacks()
    except miniaudio.MiniaudioError as error:
        return Check("Sound", None, f"no sound system ({error})", "Practice works without sound.")
    if not outputs:
        return Check(
            "Sound", None, "no playback device", "Practice works without sound; plug in headphones for tones."
        )
    return Check("Sound", True, ", ".join(str(device["name"]) for device in outputs))


def check_data_folder(folder: Path) -> Check:
    """Whether recordings can be written where they are kept."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=folder):
            free_gb = shutil.disk_usage(folder).free / 1e9
    except OSError as error:
        return Check(
            "Data folder", False, f"{folder}: {error.strerror}",
            "Choose a folder that can be written to with --data FOLDER.",
        )  # fmt: skip
    if free_gb < 0.2:
        return Check(
            "Data folder", False, f"{folder}: {free_gb:.2f} GB free", "Make room: an hour takes about 10 MB."
        )
    return Check("Data folder", True, f"{folder} ({free_gb:.0f} GB free)")


def check_protection(folder: Path) -> Check:
    """Whether the data folder can be and is locked with a passphrase."""
    from outbreath_app.storage.encrypting import unlocked_files
    from outbreath_app.storage.errors import StorageError
    from outbreath_app.storage.protection import is_protected

    missing = [name for name in ("cryptography", "mnemonic") if find_spec(name) is None]
    if missing:
        return Check(
            "Passphrase", None, f"not installed: {', '.join(missing)}",
            "A passphrase for the data folder needs: pip install 'outbreath[privacy]'.",
        )  # fmt: skip
    if not is_protected(folder):
        return Check(
            "Passphrase", None, "the data folder is not protected", "`outbreath protect on` protects it."
        )
    kept = "SQLCipher" if find_spec("sqlcipher3") is not None else "a sealed snapshot"
    try:
        left = len(unlocked_files(folder))
    except (OSError, StorageError) as error:
        return Check("Passphrase", None, str(error))
    if left:
        return Check(
            "Passphrase", None, f"files that are not locked: {left}", "`outbreath protect on` locks them."
        )
    return Check("Passphrase", True, f"the data folder is protected, its catalogue in {kept}")


def check_bluetooth(look: Callable[[], Awaitable[RadioReport]] = look_at_radio) -> Check:
    """Whether a strap could be searched for. Replays and the simulated strap do without."""

    async def ask() -> RadioReport:
        asyncio.get_running_loop().set_exception_handler(quiet_about_background)
        return await look()

    report = asyncio.run(ask())
    if report.ready:
        return Check("Bluetooth", True, report.found)
    advice = f"{report.advice} Replay and the simulated strap work without Bluetooth."
    return Check("Bluetooth", None, report.found, advice)


def examine(data: Path) -> list[Check]:
    """Every check, the ones a first start depends on first."""
    return [
        check_python(),
        check_screen(),
        check_qt(),
        check_bluetooth(),
        check_sound(),
        check_data_folder(data),
        check_protection(data),
    ]
