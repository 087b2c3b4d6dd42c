"""The commands that use a strap, as processes of their own on a private bus: scan, record and doctor."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
import time
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import pytest

if sys.platform != "linux":
    pytest.skip("BlueZ is Linux's Bluetooth", allow_module_level=True)
pytest.importorskip("dbus_fast")

from outbreath_app.stream.beats import decode_beats
from outbreath_app.stream.raw_lines import RawLines
from outbreath_devices.phone.discovery import Phone
from outbreath_devices.recording import read_recording
from support.fake_bluez import FakeBluez
from support.fake_strap import FakeStrap
from support.strap_bytes import heart_rate


@pytest.fixture(autouse=True)
def settings_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A recorded strap is remembered: not among the settings of whoever runs the tests."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))


def play(scenario: Callable[[FakeBluez], Coroutine[Any, Any, None]], **options: bool) -> None:
    async def with_bluez() -> None:
        async with asyncio.timeout(60), FakeBluez(**options) as bluez:
            await scenario(bluez)

    asyncio.run(with_bluez())


async def started(bluez: FakeBluez, *arguments: str) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-P", "-m", "outbreath_app", *arguments),
        env={**os.environ, "DBUS_SYSTEM_BUS_ADDRESS": bluez.address},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )


async def ran(bluez: FakeBluez, *arguments: str) -> tuple[int | None, str, str]:
    process = await started(bluez, *arguments)
    out, err = await process.communicate()
    return process.returncode, out.decode(), err.decode()


def test_scan_prints_one_json_line_a_strap_and_nothing_else() -> None:
    async def scenario(bluez: FakeBluez) -> None:
        FakeStrap(bluez, "F0:00:00:00:00:01", "One")
        FakeStrap(bluez, "F0:00:00:00:00:02", "Two")
        code, out, err = await ran(bluez, "scan", "--seconds", "1", "--json")
        rows = [json.loads(line) for line in out.splitlines()]
        assert (code, err) == (0, "")
        assert {row["address"]: row["name"] for row in rows} == {
            "F0:00:00:00:00:01": "One",
            "F0:00:00:00:00:02": "Two",
        }
        assert {"address", "name", "rssi_dbm", "connected", "known", "last_used", "strap"} == set(rows[0])

    play(scenario)


def test_scan_that_hears_nothing_says_what_to_try() -> None:
    async def scenario(bluez: FakeBluez) -> None:
        code, out, err = await ran(bluez, "scan", "--seconds", "1")
        assert (code, out) == (0, "")
        assert "No strap was heard" in err

    play(scenario)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"powered": False}, "switched off"),
        ({"adapter": False}, "no Bluetooth adapter"),
        ({"serve": False}, "service"),
    ],
)
def test_scan_and_doctor_name_what_is_wrong_with_the_radio(options: dict[str, bool], words: str) -> None:
    async def scenario(bluez: FakeBluez) -> None:
        code, out, err = await ran(bluez, "scan", "--seconds", "1")
        assert (code, out) == (1, "")
        assert words in err
        assert "Traceback" not in err
        _, out, _ = await ran(bluez, "doctor", "--json")
        bluetooth = next(row for row in map(json.loads, out.splitlines()) if row["name"] == "Bluetooth")
        assert bluetooth["ready"] is None
        assert words in bluetooth["found"]

    play(scenario, **options)


def test_a_recorded_strap_with_a_drop_reads_back_beat_for_beat(tmp_path: Path) -> None:
    async def scenario(bluez: FakeBluez) -> None:
        strap, path = FakeStrap(bluez), tmp_path / "session.jsonl"
        process = await started(bluez, "record", "--device", strap.address.lower(), "--out", str(path))
        sent: list[int] = []
        for part in range(2):
            await strap.subscribed.wait()
            for k in range(60):
                sent.append(900 + 100 * part + k)
                strap.beat(heart_rate(60, sent[-1:], contact=True))
                await asyncio.sleep(0.002)
            await asyncio.sleep(0.3)
            if part == 0:
                strap.drop()
                await strap.unsubscribed.wait()
        process.send_signal(signal.SIGINT)
        told_at = time.monotonic()
        _, err = await process.communicate()
        assert time.monotonic() - told_at < 2.5
        assert process.returncode == 0
        assert not strap.connected
        assert b"lost" in err
        recording = read_recording(path)
        beats = decode_beats(recording.lines)
        assert recording.report.whole
        assert [beat.rr_1024 for beat in beats] == sent
        assert [i for i, beat in enumerate(beats) if not beat.joined] == [0, 60]
        models = {
            str(line["strap"]["model"]) for line in recording.lines if line.get("strap", {}).get("model")
        }
        assert models == {"H10"}

    play(scenario)


def test_a_recording_that_cannot_begin_ends_with_one_sentence(tmp_path: Path) -> None:
    async def scenario(bluez: FakeBluez) -> None:
        path = tmp_path / "none.jsonl"
        code, out, err = await ran(bluez, "record", "--device", "F0:00:00:00:00:01", "--out", str(path))
        assert (code, out) == (1, "")
        assert "no Bluetooth adapter" in err
        assert "Traceback" not in err

    play(scenario, adapter=False)


def test_a_strap_recorded_from_the_command_line_is_remembered(tmp_path: Path) -> None:
    async def scenario(bluez: FakeBluez) -> None:
        strap = FakeStrap(bluez)
        out_path = str(tmp_path / "one.jsonl")
        code, _, _ = await ran(
            bluez, "record", "--device", strap.address, "--seconds", "4", "--out", out_path
        )
        assert code == 0
        _, out, _ = await ran(bluez, "scan", "--seconds", "1", "--json")
        (row,) = [json.loads(line) for line in out.splitlines()]
        assert (row["known"], row["last_used"]) == (True, True)

    play(scenario)


def test_a_second_recorder_of_the_same_strap_is_told_and_the_first_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))

    async def scenario(bluez: FakeBluez) -> None:
        strap = FakeStrap(bluez)
        first = await started(
            bluez, "record", "--device", strap.address, "--out", str(tmp_path / "one.jsonl")
        )
        await strap.subscribed.wait()
        code, out, err = await ran(
            bluez, "record", "--device", strap.address.lower(), "--out", str(tmp_path / "two.jsonl")
        )
        assert (code, out) == (1, "")
        assert "Another Outbreath on this computer is using this strap" in err
        assert not (tmp_path / "two.jsonl").exists()
        strap.beat(heart_rate(60, [1000]))
        await asyncio.sleep(0.2)
        first.send_signal(signal.SIGINT)
        await first.communicate()
        assert [beat.rr_1024 for beat in decode_beats(read_recording(tmp_path / "one.jsonl").lines)] == [1000]
        code, _, _ = await ran(
            bluez, "record", "--device", strap.address, "--seconds", "1", "--out", str(tmp_path / "two.jsonl")
        )
        assert code == 0

    play(scenario)


def test_a_recorder_that_ends_by_itself_ends_cleanly_while_the_window_still_listens(tmp_path: Path) -> None:
    async def scenario(bluez: FakeBluez) -> None:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-P", "-m", "outbreath_app", "record", "--lines"),
            *("--device", "F0:00:00:00:00:01", "--out", str(tmp_path / "none.jsonl")),
            env={**os.environ, "DBUS_SYSTEM_BUS_ADDRESS": bluez.address},
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.PIPE,
        )
        assert process.stdin is not None
        assert process.stderr is not None
        said = (await process.stderr.read()).decode()
        assert await process.wait() == 1
        assert said.startswith("Error: This computer has no Bluetooth adapter.")
        assert said.count("\n") == 1
        process.stdin.close()

    play(scenario, adapter=False)


def test_lines_of_a_pipe_come_one_by_one() -> None:
    read, write = os.pipe()
    os.write(write, b"one\ntwo\nthree and more")
    os.close(write)
    lines = RawLines(read)
    assert [lines.readline(10) for _ in range(5)] == [b"one\n", b"two\n", b"three and ", b"more", b""]
    os.close(read)


def test_a_bridge_is_an_address_or_auto_and_goes_with_no_other_source() -> None:
    from click.testing import CliRunner

    from outbreath_app.cli.strap.record import phone_at, record

    assert phone_at("AUTO") is None
    assert phone_at("10.0.0.2:9000") == Phone("10.0.0.2", 9000)
    wrong = CliRunner().invoke(record, ["--bridge", "a b"])
    assert wrong.exit_code == 2
    assert "neither HOST" in wrong.output
    both = CliRunner().invoke(record, ["--bridge", "auto", "--simulate"])
    assert both.exit_code == 2
