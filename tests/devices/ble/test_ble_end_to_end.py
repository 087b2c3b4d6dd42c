"""A real strap client through bleak's own BlueZ backend, against a fake BlueZ on a private bus."""

from __future__ import annotations

import asyncio
import os
import sys
import time
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import pytest

if sys.platform != "linux":
    pytest.skip("BlueZ is Linux's Bluetooth", allow_module_level=True)
pytest.importorskip("dbus_fast")

from outbreath_devices.axis.beat_axis import BeatAxis
from outbreath_devices.ble.client import BleStrap, quiet_about_background
from outbreath_devices.ble.finder import FoundStrap, scan
from outbreath_devices.ble.problems import LinkProblem
from outbreath_devices.ble.reconnect import Backoff
from outbreath_devices.errors import RadioError
from outbreath_devices.strap.events import LinkChange, LinkState, Notification, Source
from outbreath_devices.strap.heart_rate import parse_heart_rate
from support.fake_bluez import FakeBluez
from support.fake_pmd import ACC, ECG, FakePmd, acc_frame, ecg_frame
from support.fake_strap import BATTERY, PLAIN, PMD_DATA, FakeStrap
from support.strap_bytes import heart_rate
from support.strap_log import StrapLog

Scenario = Callable[[FakeBluez], Coroutine[Any, Any, None]]
Play = Callable[..., None]


@pytest.fixture
def play(monkeypatch: pytest.MonkeyPatch) -> Play:
    """Runs a scenario on a bus of its own."""

    def run(scenario: Scenario, **options: bool) -> None:
        async def with_bluez() -> None:
            asyncio.get_running_loop().set_exception_handler(quiet_about_background)
            async with asyncio.timeout(60), FakeBluez(**options) as bluez:
                monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", bluez.address)
                await scenario(bluez)

        asyncio.run(with_bluez())

    return run


def client(strap: FakeStrap) -> BleStrap:
    return BleStrap(strap.address, backoff=Backoff(0.01, 1.2, 0.05), scan_s=0.5)


async def listened_to(strap: FakeStrap) -> None:
    async with asyncio.timeout(20):
        await strap.subscribed.wait()


def test_400_notifications_and_two_drops_every_beat_once_in_order(play: Play) -> None:
    async def scenario(bluez: FakeBluez) -> None:
        strap = FakeStrap(bluez)
        sent: list[int] = []
        async with StrapLog(client(strap)) as log:
            for part in range(3):
                await listened_to(strap)
                for k in range(part * 134, min(400, part * 134 + 134)):
                    pair = [700 + k % 300, 1024 - k % 7]
                    strap.beat(heart_rate(60 + k % 40, pair, energy_kj=k))
                    sent += pair
                    await asyncio.sleep(0)
                await log.until(lambda: len(log.rr_1024) == len(sent))  # noqa: B023
                if part < 2:
                    strap.drop()
                    await log.until_link(LinkState.LOST, part + 1)
        assert log.rr_1024 == sent
        assert [parse_heart_rate(beat.payload).energy_kj for beat in log.beats] == list(range(400))
        assert log.states.count(LinkState.LOST) == 2
        assert log.states.count(LinkState.CONNECTED) == 3
        assert not strap.connected
        beats, joined = on_axis(log)
        assert beats == sent
        assert [i for i, is_joined in enumerate(joined) if not is_joined] == [0, 268, 536]
        gaps = [link.details for link in log.links if "gap_s" in link.details]
        assert len(gaps) == 2

    play(scenario)


def on_axis(log: StrapLog) -> tuple[list[int | None], list[bool]]:
    """Integers and joins of the beats, as the recording's reader lays them out."""
    axis = BeatAxis(0)
    beats = []
    for event in log.events:
        match event:
            case LinkChange(state=LinkState.LOST):
                axis.link_lost()
            case Notification(source=Source.HEART_RATE):
                beats += axis.feed(event.received_ns, parse_heart_rate(event.payload))
    return [beat.rr_1024 for beat in beats], [beat.joined for beat in beats]


def test_8_hours_of_notifications_at_high_speed(play: Play) -> None:
    async def scenario(bluez: FakeBluez) -> None:
        strap = FakeStrap(bluez)
        sent: list[int] = []
        async with StrapLog(client(strap)) as log:
            for hour in range(8):
                await listened_to(strap)
                for k in range(3600):
                    sent.append(800 + (hour * 3600 + k) % 400)
                    strap.beat(heart_rate(60, sent[-1:], energy_kj=k))
                    if k % 10 == 9:
                        # dbus-fast gives up a connection whose socket is full: never send ahead of the listener
                        await log.until(lambda: len(log.beats) == len(sent))
                await log.until(lambda: len(log.beats) == len(sent))
                strap.drop()
                await log.until_link(LinkState.LOST, hour + 1)
        assert log.rr_1024 == sent

    play(scenario)


def test_strap_and_battery_are_described(play: Play) -> None:
    async def scenario(bluez: FakeBluez) -> None:
        strap = FakeStrap(bluez)
        async with StrapLog(client(strap)) as log:
            await log.until(lambda: log.links and log.links[-1].strap and log.links[-1].strap.model)
            strap.notify(BATTERY, b"\x55")
            await log.until(lambda: len(levels(log)) >= 2)
        info = log.links[-1].strap
        assert info is not None
        assert (info.manufacturer, info.model, info.firmware) == ("Polar Electro Oy", "H10", "3.1.1")
        assert (info.address, info.name, info.body_location) == (strap.address, strap.name, "chest")
        assert levels(log) == [b"\x57", b"\x55"]

    play(scenario)


def levels(log: StrapLog) -> list[bytes]:
    return [e.payload for e in log.events if isinstance(e, Notification) and e.source is Source.BATTERY]


def test_a_plain_strap_without_battery_or_names_is_enough(play: Play) -> None:
    async def scenario(bluez: FakeBluez) -> None:
        strap = FakeStrap(bluez, database=PLAIN)
        async with StrapLog(client(strap)) as log:
            await listened_to(strap)
            strap.beat(heart_rate(60, [1024]))
            await log.until(lambda: log.rr_1024 == [1024])

    play(scenario)


def test_a_connect_error_is_said_and_tried_again(play: Play) -> None:
    async def scenario(bluez: FakeBluez) -> None:
        strap = FakeStrap(bluez)
        strap.fail_connect = ["Software caused connection abort", "le-connection-abort-by-remote"]
        async with StrapLog(client(strap)) as log:
            await listened_to(strap)
            await log.until_link(LinkState.CONNECTED)
        assert any("could not be connected" in link.reason for link in log.links)

    play(scenario)


def test_an_attempt_that_a_killed_program_left_behind_is_ended(play: Play) -> None:
    async def scenario(bluez: FakeBluez) -> None:
        strap = FakeStrap(bluez)
        strap.stale_attempt = True
        async with StrapLog(client(strap)) as log:
            await log.until_said("busy with an earlier attempt")
            await listened_to(strap)
            strap.beat(heart_rate(60, [1000]))
            await log.until(lambda: log.rr_1024 == [1000])

    play(scenario)


def test_another_program_that_listens_is_named_and_waited_for(play: Play) -> None:
    async def scenario(bluez: FakeBluez) -> None:
        strap = FakeStrap(bluez)
        strap.refuse_notify = ["Notify acquired"]
        async with StrapLog(client(strap)) as log:
            await log.until_said("Another program on this computer listens")
            await listened_to(strap)

    play(scenario)


def test_adapter_off_at_the_start_is_said_and_mended_by_switching_it_on(play: Play) -> None:
    async def scenario(bluez: FakeBluez) -> None:
        strap = FakeStrap(bluez)
        async with StrapLog(client(strap)) as log:
            await log.until_said("switched off")
            bluez.power(True)
            await log.until_link(LinkState.CONNECTED)

    play(scenario, powered=False)


def test_adapter_off_in_use_and_on_again(play: Play) -> None:
    async def scenario(bluez: FakeBluez) -> None:
        strap = FakeStrap(bluez)
        async with StrapLog(client(strap)) as log:
            await listened_to(strap)
            strap.beat(heart_rate(60, [1000]))
            await log.until(lambda: log.rr_1024 == [1000])
            bluez.power(False)
            await log.until_said("switched off")
            bluez.power(True)
            await listened_to(strap)
            strap.beat(heart_rate(60, [1001]))
            await log.until(lambda: log.rr_1024 == [1000, 1001])

    play(scenario)


def test_the_system_bus_dies_and_comes_back(play: Play) -> None:
    async def scenario(bluez: FakeBluez) -> None:
        strap = FakeStrap(bluez)
        async with StrapLog(client(strap)) as log:
            await listened_to(strap)
            strap.beat(heart_rate(60, [1000]))
            await log.until(lambda: log.rr_1024 == [1000])
            await bluez.die()
            await log.until_link(LinkState.LOST)
            await log.until_said("service is not running")
            await bluez.revive()
            await listened_to(strap)
            strap.beat(heart_rate(60, [1001]))
            await log.until(lambda: log.rr_1024 == [1000, 1001])

    play(scenario)


def test_a_strap_left_connected_by_a_killed_program_is_found_without_a_scan(
    play: Play, tmp_path: Path
) -> None:
    async def scenario(bluez: FakeBluez) -> None:
        strap = FakeStrap(bluez)
        path = tmp_path / "killed.jsonl"
        killed = await asyncio.create_subprocess_exec(
            *(sys.executable, "-P", "-m", "outbreath_app", "record", "--device", strap.address),
            *("--out", str(path)),
            env={**os.environ, "DBUS_SYSTEM_BUS_ADDRESS": bluez.address},
            stderr=asyncio.subprocess.DEVNULL,
        )
        await listened_to(strap)
        killed.kill()
        await killed.wait()
        await strap.unsubscribed.wait()
        assert strap.connected
        bluez.calls.clear()
        async with StrapLog(client(strap)) as log:
            await listened_to(strap)
            strap.beat(heart_rate(60, [1000]))
            await log.until(lambda: log.rr_1024 == [1000])
        assert "org.bluez.Adapter1.StartDiscovery" not in bluez.calls
        assert not strap.connected

    play(scenario)


def test_two_straps_never_mix(play: Play) -> None:
    async def scenario(bluez: FakeBluez) -> None:
        one = FakeStrap(bluez, "F0:00:00:00:00:01", "Same name")
        two = FakeStrap(bluez, "F0:00:00:00:00:02", "Same name")
        async with StrapLog(client(one)) as log_one, StrapLog(client(two)) as log_two:
            await listened_to(one)
            await listened_to(two)
            for k in range(50):
                one.beat(heart_rate(60, [1000 + k]))
                two.beat(heart_rate(60, [2000 + k]))
            await log_one.until(lambda: len(log_one.rr_1024) == 50)
            await log_two.until(lambda: len(log_two.rr_1024) == 50)
        assert log_one.rr_1024 == [1000 + k for k in range(50)]
        assert log_two.rr_1024 == [2000 + k for k in range(50)]

    play(scenario)


def test_another_strap_on_the_air_is_left_alone(play: Play) -> None:
    async def scenario(bluez: FakeBluez) -> None:
        other = FakeStrap(bluez, "F0:00:00:00:00:02", "Polar H10 1A2B3C4D")
        chosen = FakeStrap(bluez, "F0:00:00:00:00:01", "Polar H10 1A2B3C4D")
        chosen.on_air = False
        async with StrapLog(client(chosen)) as log:
            await log.until_said("not heard")
            chosen.on_air = True
            await listened_to(chosen)
        assert not other.subscribed.is_set()
        assert not other.connected

    play(scenario)


def test_a_strap_that_wants_pairing_is_paired_once(play: Play) -> None:
    async def scenario(bluez: FakeBluez) -> None:
        strap = FakeStrap(bluez)
        strap.refuse_notify = ["Not paired"]
        async with StrapLog(client(strap)) as log:
            await listened_to(strap)
            strap.beat(heart_rate(60, [1000]))
            await log.until(lambda: log.rr_1024 == [1000])
        assert bluez.calls.count("org.bluez.Device1.Pair") == 1

    play(scenario)


def test_beats_come_while_the_strap_does_not_answer_reads_and_leaving_is_quick(play: Play) -> None:
    async def scenario(bluez: FakeBluez) -> None:
        strap = FakeStrap(bluez)
        strap.answers = False
        async with StrapLog(client(strap)) as log:
            await listened_to(strap)
            strap.beat(heart_rate(60, [1000]))
            await log.until(lambda: log.rr_1024 == [1000])
            left_at = time.monotonic()
        assert time.monotonic() - left_at < 2
        assert not strap.connected

    play(scenario)


@pytest.mark.parametrize(
    ("options", "words"), [({"adapter": False}, "no Bluetooth adapter"), ({"serve": False}, "service")]
)
def test_what_waiting_cannot_mend_ends_with_the_next_step(
    play: Play, options: dict[str, bool], words: str
) -> None:
    async def scenario(bluez: FakeBluez) -> None:
        async with StrapLog(BleStrap("F0:00:00:00:00:01")) as log:
            await log.until(lambda: log.failed is not None)
        assert isinstance(log.failed, RadioError)
        assert words in log.failed.fact
        assert log.failed.advice

    play(scenario, **options)


def test_a_scan_lists_straps_and_nothing_else(play: Play) -> None:
    async def scenario(bluez: FakeBluez) -> None:
        FakeStrap(bluez, "F0:00:00:00:00:01", "One")
        FakeStrap(bluez, "F0:00:00:00:00:02", "Two")
        found = [one async for one in scan(0.5)]
        assert sorted(set(found), key=lambda one: one.name) == [
            FoundStrap("F0:00:00:00:00:01", "One", -60),
            FoundStrap("F0:00:00:00:00:02", "Two", -60),
        ]

    play(scenario)


def test_a_scan_without_a_radio_says_what_to_do(play: Play) -> None:
    async def scenario(bluez: FakeBluez) -> None:
        with pytest.raises(RadioError, match="switched off"):
            async for _ in scan(0.5):
                pass

    play(scenario, powered=False)


def test_ecg_and_acceleration_together_for_10_minutes_lose_no_sample(play: Play) -> None:
    async def scenario(bluez: FakeBluez) -> None:
        strap, pmd = measuring_strap(bluez)
        async with StrapLog(client(strap)) as log:
            await log.until(lambda: sorted(pmd.running) == [ECG, ACC])
            await listened_to(strap)
            sent: list[bytes] = []
            for k in range(833):
                samples = [(k + i, -k, 1000) for i in range(36)]
                sent.append(acc_frame(k * 720_000_000, samples))
                sent.append(ecg_frame(k * 720_000_000, [k - i for i in range(94)]))
                for payload in sent[-2:]:
                    strap.notify(PMD_DATA, payload)
                if k % 8 == 0:
                    strap.beat(heart_rate(60, [1000 + k % 100]))
                await asyncio.sleep(0.001)
            await log.until(lambda: len(measured(log)) == len(sent) and len(log.beats) == 105)
        assert measured(log) == sent
        assert pmd.running[ACC][0] == 50
        assert pmd.running[ECG][0] == 130

    play(scenario)


def test_frames_of_an_unknown_type_are_recorded_and_said_once_and_cost_no_beat(play: Play) -> None:
    async def scenario(bluez: FakeBluez) -> None:
        strap, pmd = measuring_strap(bluez)
        async with StrapLog(client(strap)) as log:
            await log.until(lambda: sorted(pmd.running) == [ECG, ACC])
            await listened_to(strap)
            sent = [bytes([kind]) + bytes(8) + b"\x89" + bytes([k]) for k in range(5) for kind in (ECG, ACC)]
            for payload in sent:
                strap.notify(PMD_DATA, payload)
                strap.beat(heart_rate(60, [1000]))
            await log.until(lambda: len(measured(log)) == len(sent) and len(log.rr_1024) == 10)
        assert measured(log) == sent
        said = [link.reason for link in log.links if "0x89" in link.reason]
        assert len(said) == 2
        assert "estimated from the heart alone" in said[1]

    play(scenario)


def measuring_strap(bluez: FakeBluez) -> tuple[FakeStrap, FakePmd]:
    strap, pmd = FakeStrap(bluez), FakePmd()
    strap.on_write = lambda uuid, data: pmd.write(data)
    return strap, pmd


def measured(log: StrapLog) -> list[bytes]:
    return [e.payload for e in log.events if isinstance(e, Notification) and e.source is Source.PMD_DATA]


def test_a_stream_left_running_by_a_killed_program_is_started_anew(play: Play) -> None:
    async def scenario(bluez: FakeBluez) -> None:
        strap, pmd = measuring_strap(bluez)
        pmd.running[ACC] = {0: 25}
        async with StrapLog(client(strap)) as log:
            await log.until(lambda: pmd.running.get(ACC, {}).get(0) == 50)
            assert log.failed is None

    play(scenario)


def test_a_strap_that_refuses_its_motion_sensor_still_gives_beats(play: Play) -> None:
    async def scenario(bluez: FakeBluez) -> None:
        strap, pmd = measuring_strap(bluez)
        pmd.refuse = {ACC: 13}
        async with StrapLog(client(strap)) as log:
            await log.until_said("estimated from the heart alone")
            strap.beat(heart_rate(60, [1000]))
            await log.until(lambda: log.rr_1024 == [1000])

    play(scenario)


@pytest.mark.parametrize("when", ["searching", "connecting", "connected"])
def test_leaving_is_quick_though_the_bluetooth_service_no_longer_answers(play: Play, when: str) -> None:
    async def scenario(bluez: FakeBluez) -> None:
        strap = FakeStrap(bluez)
        strap.on_air = when != "searching"
        strap.answers_device = when != "connecting"
        async with StrapLog(client(strap)) as log:
            await log.until_link(LinkState(when))
            strap.answers_device = False
            left_at = time.monotonic()
        assert time.monotonic() - left_at < 2
        strap.answers_device = True

    play(scenario)


def test_a_mute_link_is_made_anew(play: Play, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("outbreath_devices.strap.silence.QUIET_NS", 100_000_000)
    monkeypatch.setattr("outbreath_devices.strap.silence.RECONNECT_AFTER_NS", 300_000_000)
    monkeypatch.setattr("outbreath_devices.ble.link.WATCH_EVERY_S", 0.05)

    async def scenario(bluez: FakeBluez) -> None:
        strap = FakeStrap(bluez)
        async with StrapLog(client(strap)) as log:
            await log.until_said("sends nothing")
            await log.until_said("connecting anew")
            await log.until_link(LinkState.CONNECTED, 2)
            await listened_to(strap)
            strap.beat(heart_rate(60, [1000]))
            await log.until(lambda: log.rr_1024 == [1000])

    play(scenario)


@pytest.mark.parametrize("links_hold", [False, True])
def test_a_bluetooth_service_that_crashed_is_noticed_at_once_and_the_strap_is_back(
    play: Play, links_hold: bool
) -> None:
    async def scenario(bluez: FakeBluez) -> None:
        strap = FakeStrap(bluez)
        async with StrapLog(client(strap)) as log:
            await listened_to(strap)
            strap.beat(heart_rate(60, [1000]))
            await log.until(lambda: log.rr_1024 == [1000])
            heard_ns = log.beats[-1].received_ns
            await asyncio.sleep(0.3)
            began_s = time.monotonic()
            crash = asyncio.create_task(bluez.crash(0.5, links_hold=links_hold))
            await log.until_link(LinkState.LOST)
            # far less than the minutes it takes to notice by silence, far more than a loaded machine needs
            assert time.monotonic() - began_s < 10
            await crash
            await listened_to(strap)
            strap.beat(heart_rate(60, [1001]))
            await log.until(lambda: log.rr_1024 == [1000, 1001])
            assert time.monotonic() - began_s < 30
        lost = next(link for link in log.links if link.state is LinkState.LOST)
        assert lost.details["problem"] == LinkProblem.SERVICE_ENDED
        back = next(link for link in log.links if "gap_s" in link.details)
        assert back.details["gap_s"] == pytest.approx((back.at_ns - heard_ns) / 1e9, abs=0.01)

    play(scenario)


def test_a_strap_that_the_service_drops_from_its_list_is_lost_at_once(play: Play) -> None:
    async def scenario(bluez: FakeBluez) -> None:
        strap = FakeStrap(bluez)
        async with StrapLog(client(strap)) as log:
            await listened_to(strap)
            began_s = time.monotonic()
            strap.vanish()
            bluez.remove(strap.path)
            await log.until_link(LinkState.LOST)
            assert time.monotonic() - began_s < 0.5
            await listened_to(strap)
        lost = next(link for link in log.links if link.state is LinkState.LOST)
        assert lost.details["problem"] == LinkProblem.REMOVED

    play(scenario)
