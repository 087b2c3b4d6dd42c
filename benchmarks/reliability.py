"""How much a recording loses to kills, power cuts, flipped bytes and failing disks: figures for docs/reliability.md.

    python benchmarks/reliability.py [--kills 1000] [--power-cuts 10000] [--flips 10000]

Each part prints one line; the exit code is 1 when any of them lost more than it may. POSIX only.
"""

from __future__ import annotations

import argparse
import errno
import io
import os
import random
import resource
import signal
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from reliability_process import killed_window, stalled_window

from outbreath_devices.recording import RecordingWriter, read_recording
from outbreath_devices.recording.line import unseal
from outbreath_devices.recording.reader import LineReader

PAYLOAD = "FkKkAw=="
LOST_AT_MOST_S = 1.2
TOLD_WITHIN_S = 2.0


@dataclass
class Disk:
    """The system's calls, with a log of what was appended when and made durable when; calls break as told."""

    breaks: Callable[[str, int], bool] = lambda call, number: False
    calls: dict[str, int] = field(default_factory=lambda: {"write": 0, "fsync": 0, "truncate": 0})
    broke_at: float | None = None
    appended: list[tuple[float, int]] = field(default_factory=list)
    durable: list[tuple[float, int]] = field(default_factory=list)

    def _call(self, name: str) -> bool:
        self.calls[name] += 1
        broken = self.breaks(name, self.calls[name])
        if broken and self.broke_at is None:
            self.broke_at = time.monotonic()
        return broken

    def write(self, file: int, data: bytes) -> int:
        if self._call("write"):
            os.write(file, data[: random.randrange(len(data))])
            raise OSError(errno.EIO, "Input/output error")
        written = os.write(file, data)
        self.appended.append((time.monotonic(), os.fstat(file).st_size))
        return written

    def fsync(self, file: int) -> None:
        size = os.fstat(file).st_size
        if self._call("fsync"):
            raise OSError(errno.EIO, "Input/output error")
        os.fsync(file)
        self.durable.append((time.monotonic(), size))

    def truncate(self, file: int, size: int) -> None:
        if self._call("truncate"):
            raise OSError(errno.EIO, "Input/output error")
        os.ftruncate(file, size)


def kills(folder: Path, count: int) -> bool:
    """SIGKILL a recorder of 200 notifications a second at a random moment, again and again."""
    opened = wrong = worst = several = 0
    longest_ms = 0.0
    for number in range(count):
        path = folder / f"{number}.jsonl"
        reader, writer = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(reader)
            _record_until_killed(path, writer)
        os.close(writer)
        time.sleep(random.uniform(0.02, 0.12))
        os.kill(child, signal.SIGKILL)
        killed_ns = time.monotonic_ns()
        os.waitpid(child, 0)
        handed = [line for raw in _drain(reader).split(b"\n") if (line := unseal(raw)) is not None]
        if not handed:
            continue
        recording = read_recording(path)
        opened += 1
        wrong += recording.report.bad + recording.report.gaps
        lost = handed[-1]["n"] - recording.lines[-1]["n"]
        worst, several = max(worst, lost), several + (lost > 1)
        if lost > 0:
            longest_ms = max(longest_ms, (killed_ns - handed[-lost]["t"]) / 1e6)
        path.unlink()
    print(
        f"kills: {opened} of {count} recordings had begun, all open, {wrong} wrong; at most {worst} notifications lost, "
        f"more than one in {several} of them; the oldest of what was lost was {longest_ms:.1f} ms old"
    )
    return wrong == 0 and worst <= 1


def _record_until_killed(path: Path, handed: int) -> None:
    recorder = RecordingWriter(path, {})
    os.write(handed, recorder.head)
    while True:
        os.write(handed, recorder.put({"k": "n", "s": "hr", "b": PAYLOAD}))
        time.sleep(0.005)


def _drain(descriptor: int) -> bytes:
    content = b""
    while more := os.read(descriptor, 1 << 16):
        content += more
    os.close(descriptor)
    return content


def power_cuts(folder: Path, count: int, seconds: float) -> bool:
    """Cut the power at random moments of a real recording: what was not made durable is lost, zeroed or garbage."""
    disk = Disk()
    path = folder / "power.jsonl"
    recorder = RecordingWriter(path, {}, write=disk.write, fsync=disk.fsync)
    began = time.monotonic()
    while time.monotonic() - began < seconds:
        recorder.put({"k": "n", "s": "hr", "b": PAYLOAD})
        time.sleep(0.08)
    ended = time.monotonic()
    recorder.close()
    content, known = path.read_bytes(), {line["n"]: line for line in read_recording(path).lines}
    wrong, worst_s = 0, 0.0
    for _ in range(count):
        at = random.uniform(began, ended)
        kept = max((size for moment, size in disk.durable if moment <= at), default=0)
        size = max((size for moment, size in disk.appended if moment <= at), default=0)
        after = LineReader(io.BytesIO(content[:kept] + _after_the_cut(content[kept:size])))
        lines = list(after)
        wrong += any(known.get(line["n"]) != line for line in lines)
        last_s = lines[-1]["t"] / 1e9 if lines else began
        worst_s = max(worst_s, at - last_s)
    print(f"power cuts: {count}, {wrong} with anything wrong; at most {worst_s:.2f} s lost")
    return wrong == 0 and worst_s <= LOST_AT_MOST_S


def _after_the_cut(tail: bytes) -> bytes:
    """What a disk may show of bytes it never confirmed: a part, zeros, garbage, or a part and then garbage."""
    keep = random.randrange(len(tail) + 1)
    rest = len(tail) - keep
    return random.choice(
        [
            lambda: b"",
            lambda: tail[:keep],
            lambda: bytes(len(tail)),
            lambda: tail[:keep] + bytes(rest),
            lambda: tail[:keep] + random.randbytes(rest),
            lambda: random.randbytes(keep) + tail[keep:],
        ]
    )()


def flips(folder: Path, count: int) -> bool:
    """Change one byte anywhere, or cut the file anywhere."""
    path = folder / "flips.jsonl"
    recorder = RecordingWriter(path, {})
    for _ in range(120):
        recorder.put({"k": "n", "s": "hr", "b": PAYLOAD})
    recorder.close()
    content, true = path.read_bytes(), read_recording(path).lines
    known = {line["n"]: line for line in true}
    unseen = wrong = most_lost = 0
    for number in range(count):
        at = random.randrange(1, len(content))
        if number % 2:
            damaged = content[:at] + bytes([content[at] ^ random.randrange(1, 256)]) + content[at + 1 :]
            whole_lines = len(true)
        else:
            damaged = content[:at]
            whole_lines = damaged.count(b"\n")
        reader = LineReader(io.BytesIO(damaged))
        lines = list(reader)
        unseen += reader.report.whole
        wrong += any(known.get(line["n"]) != line for line in lines)
        most_lost = max(most_lost, whole_lines - len(lines))
    print(
        f"flips and cuts: {count}, {unseen} unseen, {wrong} with a wrong line; at most {most_lost} whole lines lost each"
    )
    return unseen == wrong == 0 and most_lost <= 1


def failing_calls(folder: Path, turns: int) -> bool:
    """Let each write, fsync and truncate not work in turn: once, and on and on for a while."""
    wrong = runs = 0
    slowest_s = 0.0
    for call in ("write", "fsync", "truncate"):
        for turn in range(1, turns + 1):
            for lasting in (1, 5):

                def breaks(
                    name: str, number: int, call: str = call, turn: int = turn, lasting: int = lasting
                ) -> bool:
                    if call == "truncate" and name == "write":
                        return number in (turn, turn + 2)
                    return name == call and turn <= number < turn + lasting

                runs += 1
                told_s, sound = _with_failing(folder / f"{call}-{turn}-{lasting}.jsonl", Disk(breaks))
                wrong += not sound
                slowest_s = max(slowest_s, told_s)
    print(
        f"failing calls: {runs} runs, {wrong} with anything wrong or lost; told within {slowest_s * 1e3:.1f} ms"
    )
    return wrong == 0 and slowest_s <= TOLD_WITHIN_S


def _with_failing(path: Path, disk: Disk) -> tuple[float, bool]:
    told: list[float] = []
    recorder = RecordingWriter(
        path, {}, write=disk.write, fsync=disk.fsync, truncate=disk.truncate, fsync_every_s=0.002, retry_s=0.002,
        on_state=lambda state: told.append(time.monotonic()),
    )  # fmt: skip
    for _ in range(30):
        recorder.put({"k": "n", "s": "hr", "b": PAYLOAD})
        time.sleep(0.002)
    recorder.close()
    lines = read_recording(path).lines
    path.unlink()
    sound = [line["n"] for line in lines] == list(range(1, 33))
    if disk.broke_at is None:
        return 0.0, sound
    return (told[0] - disk.broke_at if told else 60.0), sound


def full_disk(folder: Path) -> bool:
    """A real limit on the file's size for two seconds, as a full disk answers; then room again."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    states: list[tuple[float, str]] = []
    path = folder / "full.jsonl"
    recorder = RecordingWriter(path, {}, on_state=lambda state: states.append((time.monotonic(), state)))
    _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    longest_s, full_at = 0.0, 0.0
    for number in range(600):
        if number == 200:
            resource.setrlimit(resource.RLIMIT_FSIZE, (path.stat().st_size + 1000, hard))
            full_at = time.monotonic()
        if number == 400:
            resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
        before = time.monotonic()
        recorder.put({"k": "n", "s": "hr", "b": PAYLOAD})
        longest_s = max(longest_s, time.monotonic() - before)
        time.sleep(0.01)
    recorder.close()
    report = read_recording(path).report
    told_s = states[0][0] - full_at if states else 60.0
    print(
        f"full disk: {report.sentence} Told after {told_s:.2f} s, '{states[-1][1] if states else ''}' at the end; "
        f"the caller waited at most {longest_s * 1e3:.1f} ms"
    )
    return report.whole and told_s <= TOLD_WITHIN_S


def slow_disk(folder: Path) -> bool:
    """Every write takes two seconds; the caller must not notice."""

    def slow(file: int, data: bytes) -> int:
        threading.Event().wait(2.0)
        return os.write(file, data)

    recorder = RecordingWriter(folder / "slow.jsonl", {}, write=slow)
    longest_s = 0.0
    for _ in range(400):
        before = time.monotonic()
        recorder.put({"k": "n", "s": "hr", "b": PAYLOAD})
        longest_s = max(longest_s, time.monotonic() - before)
        time.sleep(0.01)
    recorder.close()
    whole = read_recording(folder / "slow.jsonl").report.whole
    print(f"slow disk: writes of 2 s delay the caller at most {longest_s * 1e3:.1f} ms; whole: {whole}")
    return whole and longest_s <= 0.05


def long_reading(folder: Path) -> bool:
    """Read eight hours of R-R, ECG and accelerometer."""
    path = folder / "long.jsonl"
    recorder = RecordingWriter(path, {})
    ecg = "A" * 308
    began = time.process_time()
    for number in range(20_600 * 8):
        recorder.put({"k": "n", "s": "pmd_data", "b": ecg})
        if number % 4096 == 0:
            while recorder.waiting_bytes > 1 << 20:
                time.sleep(0.001)
    recorder.close()
    each_us = (time.process_time() - began) / (20_600 * 8) * 1e6
    began = time.monotonic()
    report = read_recording(path).report
    print(
        f"eight hours: {path.stat().st_size / 8e6:.1f} MB an hour, {each_us:.0f} us of CPU a notification, "
        f"read in {time.monotonic() - began:.1f} s; {report.sentence}"
    )
    path.unlink()
    return report.whole


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--power-cuts", type=int, default=500)
    parser.add_argument("--power-seconds", type=float, default=12.0)
    parser.add_argument("--flips", type=int, default=1000)
    parser.add_argument("--turns", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    random.seed(chosen.seed)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        # kills fork, so they come before any thread
        held = [
            kills(folder, chosen.kills),
            power_cuts(folder, chosen.power_cuts, chosen.power_seconds),
            flips(folder, chosen.flips),
            failing_calls(folder, chosen.turns),
            full_disk(folder),
            slow_disk(folder),
            long_reading(folder),
            stalled_window(folder),
            killed_window(folder),
        ]
    raise SystemExit(0 if all(held) else 1)


if __name__ == "__main__":
    main()
