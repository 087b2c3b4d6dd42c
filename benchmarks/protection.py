"""Times what a passphrase costs, each beside the same without: a line, an hour, the catalogue; and kills a change-over.

Run: python benchmarks/protection.py [--sessions 5000] [--kills 20]
"""

from __future__ import annotations

import argparse
import base64
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from catalogue import fill, linked, opened, refreshed, trended

from outbreath_app.storage import protection
from outbreath_app.storage.content import plain_chunks
from outbreath_app.storage.encrypting import recordings_in, small_files_in, turn_off, turn_on, unlocked_files
from outbreath_app.storage.errors import StorageError
from outbreath_app.storage.keys import load_protection, lock_all, unlock, use_key
from outbreath_app.storage.protection import FolderKey, is_protected, new_protection
from outbreath_app.storage.sidefile import Side, save_side
from outbreath_app.stream.bundled import bundled_folder
from outbreath_devices.recording import read_recording
from outbreath_devices.recording.line import seal
from outbreath_devices.recording.locked import envelope

# An hour of R-R, ECG and motion: one notification in six is short.
NOTIFICATIONS, LONG_BYTES, SHORT_BYTES = 20_600, 229, 6
PASSPHRASE = "correct horse battery"


def quickest(work: Callable[[], object], times: int = 5) -> float:
    """The least of a few runs, s: other programs only make it slower."""
    taken = []
    for _ in range(times):
        begun = time.perf_counter()
        work()
        taken.append(time.perf_counter() - begun)
    return min(taken)


def say(name: str, plain: str, locked: str) -> None:
    print(f"{name:<44} {plain:>14} {locked:>14}", flush=True)


def lines(key: FolderKey) -> None:
    """One line and one hour."""
    use_key(key)
    cipher = key.new_file()
    payload = base64.b64encode(os.urandom(LONG_BYTES)).decode()
    line = {"n": 1, "t": 10**15, "k": "n", "s": "pmd_data", "b": payload}
    sealed = [quickest(lambda: [seal(line) for _ in range(5000)]) / 5000]
    sealed.append(quickest(lambda: [envelope(cipher, 1, seal(line)) for _ in range(5000)]) / 5000)
    say("sealing an ECG notification, us", *(f"{each * 1e6:.1f}" for each in sealed))
    with tempfile.TemporaryDirectory() as folder:
        plain, locked = Path(folder) / "plain.jsonl", Path(folder) / "locked.jsonl"
        with plain.open("wb") as one, locked.open("wb") as other:
            for n in range(1, NOTIFICATIONS + 1):
                size = LONG_BYTES if n % 6 else SHORT_BYTES
                row = seal({**line, "n": n, "b": base64.b64encode(os.urandom(size)).decode()})
                one.write(row)
                other.write(envelope(cipher, n, row))
        both = (plain, locked)
        say("an hour of every stream, MB", *(f"{each.stat().st_size / 1e6:.1f}" for each in both))
        say(
            "reading that hour back, s",
            *(f"{quickest(lambda e=each: read_recording(e)):.2f}" for each in both),
        )


def folders(sessions: int) -> None:
    """Unlocking, changing over, and the catalogue."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        linked(data / "recordings", sessions)
        fill(data)
        asked = {"open and list": opened, "rescan without change": refreshed, "trends": trended}
        plain = {name: quickest(lambda do=do: do(data), 3) for name, do in asked.items()}
        for path in data.glob("catalogue.sqlite*"):
            path.unlink()
        begun = time.perf_counter()
        made, key = new_protection(PASSPHRASE, "words")
        say("a passphrase stretched, s", "", f"{(time.perf_counter() - begun) / 2:.2f}")
        use_key(key)
        empty = Path(folder) / "empty"
        empty.mkdir()
        turn_on(empty, made, key)
        for name in (protection.KEY_FILE, protection.KEY_COPY):  # the files themselves stay links to one
            (data / name).write_bytes((empty / name).read_bytes())
        fill(data)
        for name, do in asked.items():
            say(
                f"{sessions} sessions: {name}, s",
                f"{plain[name]:.2f}",
                f"{quickest(lambda do=do: do(data), 3):.2f}",
            )
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        filled(data, 100)
        begun = time.perf_counter()
        turn_on(data, made, key)
        on = time.perf_counter() - begun
        begun = time.perf_counter()
        turn_off(data, key)
        off = time.perf_counter() - begun
        say("a session of 6 min locked, unlocked, ms", f"{on * 10:.1f}", f"{off * 10:.1f}")


def filled(data: Path, sessions: int) -> None:
    source = (bundled_folder() / "practice-6-per-min.jsonl").read_bytes()
    (data / "recordings").mkdir(parents=True)
    for i in range(sessions):
        path = data / "recordings" / f"s{i:06d}.jsonl"
        path.write_bytes(source)
        save_side(path, Side(f"note {i}"))


def kills(count: int) -> None:
    """SIGKILL at a random moment of locking and unlocking; everything must read as before, and the next run go on."""
    random.seed(3)
    done = middle = 0
    state = "on"
    with tempfile.TemporaryDirectory() as folder:
        data, secret = Path(folder) / "data", Path(folder) / "secret"
        secret.write_text(PASSPHRASE)
        filled(data, 40)
        before = contents(data)
        while done < count:
            words = ["protect", state, "--data", str(data), "--passphrase-file", str(secret)]
            process = subprocess.Popen(
                [sys.executable, "-P", "-m", "outbreath_app", *words],
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            while process.poll() is None and turning(data) != state:
                time.sleep(0.01)
            time.sleep(random.uniform(0.0, 1.2))
            finished = process.poll() is not None
            if not finished:
                process.send_signal(signal.SIGKILL)
                done += 1
            process.wait()
            lock_all()
            if is_protected(data):
                unlock(data, PASSPHRASE)
            if contents(data) != before:
                raise SystemExit("a kill lost something")
            middle += 0 < len(unlocked_files(data)) < len(before)
            if finished:
                state = "off" if state == "on" else "on"
    print(f"{done} kills, {middle} of them with some files locked and some not: nothing lost")


def turning(data: Path) -> str:
    try:
        return load_protection(data).turning if is_protected(data) else ""
    except StorageError:  # being written now
        return ""


def contents(data: Path) -> dict[str, bytes]:
    paths = [*recordings_in(data), *small_files_in(data)]
    return {path.name: b"".join(plain_chunks(path)) for path in paths}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sessions", type=int, default=5000)
    parser.add_argument("--kills", type=int, default=20)
    wanted = parser.parse_args()
    say("", "plain", "protected")
    lines(FolderKey(b"abcd", os.urandom(32)))
    folders(wanted.sessions)
    kills(wanted.kills)


if __name__ == "__main__":
    main()
