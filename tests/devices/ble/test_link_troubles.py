"""What a Bluetooth service leaves unanswered, breaks off, doubles or refuses: said by its name, and tried again."""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

if sys.platform != "linux":
    pytest.skip("BlueZ is Linux's Bluetooth", allow_module_level=True)
pytest.importorskip("dbus_fast")

from dbus_fast import Variant

from outbreath_devices.axis.beat_axis import BeatAxis
from outbreath_devices.ble import asking, client, link, pairing
from outbreath_devices.ble.client import BleStrap
from outbreath_devices.ble.finder import FoundStrap, scan
from outbreath_devices.ble.problems import LinkProblem
from outbreath_devices.ble.reconnect import Backoff
from outbreath_devices.strap.events import LinkState, Notification, Source
from outbreath_devices.strap.heart_rate import parse_heart_rate
from support.fake_pmd import FakePmd
from support.fake_strap import BATTERY, H10, PLAIN, PMD_DATA, FakeStrap
from support.strap_bytes import heart_rate
from support.strap_log import StrapLog

if TYPE_CHECKING:
    from support.fake_bluez import FakeBluez

Play = Callable[..., None]


def strap_of(strap: FakeStrap, **options: Any) -> BleStrap:
    return BleStrap(strap.address, backoff=Backoff(0.01, 1.2, 0.05), scan_s=0.5, **options)


async def beats_come(strap: FakeStrap, log: StrapLog, rr: int) -> None:
    async with asyncio.timeout(20):
        await strap.subscribed.wait()
    strap.beat(heart_rate(60, [rr]))
    await log.until(lambda: rr in log.rr_1024)


def problems(log: StrapLog) -> list[object]:
    return [change.details["problem"] for change in log.links if "problem" in change.details]


def test_no_step_takes_longer_than_a_person_waits() -> None:
    assert 10 <= link.SUBSCRIBE_S <= 15
    assert client.SLOW_S <= 15
    assert client.GIVE_UP_S <= 35
    assert max(asking.READ_S, asking.WRITE_S, asking.SUBSCRIBE_S) <= 10
    assert pairing.PAIR_S <= 60


def test_a_subscription_that_is_never_answered_is_said_and_made_anew(
    play: Play, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("outbreath_devices.ble.link.SUBSCRIBE_S", 0.2)

    async def scenario(bluez: FakeBluez) -> None:
        strap = FakeStrap(bluez, database=PLAIN)
        strap.unanswered.add("StartNotify")
        async with StrapLog(strap_of(strap)) as log:
            await log.until_said("does not let itself be listened to")
            strap.unanswered.clear()
            await beats_come(strap, log, 1000)
        assert LinkProblem.SUBSCRIBE_UNANSWERED in problems(log)

    play(scenario)


def test_beats_that_come_are_not_given_up_because_the_answer_does_not(
    play: Play, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("outbreath_devices.ble.link.SUBSCRIBE_S", 0.3)

    async def scenario(bluez: FakeBluez) -> None:
        strap = FakeStrap(bluez, database=PLAIN)
        real = strap.call

        async def listens_without_a_word(message: Any) -> Any:
            answer = await real(message)
            if message.member == "StartNotify":
                await asyncio.Event().wait()
            return answer

        strap.call = listens_without_a_word  # type: ignore[method-assign]
        async with StrapLog(strap_of(strap)) as log:
            for k in range(10):
                await beats_come(strap, log, 1000 + k)
                await asyncio.sleep(0.1)
        assert log.states.count(LinkState.CONNECTED) == 1

    play(scenario)


def test_a_link_that_falls_while_the_subscription_is_unanswered_is_made_anew_at_once(play: Play) -> None:
    async def scenario(bluez: FakeBluez) -> None:
        strap = FakeStrap(bluez, database=PLAIN)
        strap.unanswered.add("StartNotify")
        async with StrapLog(strap_of(strap)) as log:
            await log.until_link(LinkState.CONNECTED)
            began_s = time.monotonic()
            strap.unanswered.clear()
            strap.drop()
            await beats_come(strap, log, 1000)
            assert time.monotonic() - began_s < 2
        assert problems(log) == [LinkProblem.FELL]

    play(scenario)


def test_neither_connect_nor_disconnect_answered_is_said_and_leaves_quickly(
    play: Play, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("outbreath_devices.ble.client.GIVE_UP_S", 0.5)
    monkeypatch.setattr("outbreath_devices.ble.client.SLOW_S", 0.1)

    async def scenario(bluez: FakeBluez) -> None:
        strap = FakeStrap(bluez, database=PLAIN)
        strap.unanswered |= {"Connect", "Disconnect"}
        async with StrapLog(strap_of(strap)) as log:
            await log.until_said("Connecting takes long")
            await log.until_said("Bluetooth does not answer. Restart it")
            left_s = time.monotonic()
        assert time.monotonic() - left_s < 2

    play(scenario)


@pytest.mark.parametrize("where", ["connect", "start_notify"])
def test_what_the_system_cancels_is_tried_again(
    play: Play, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    import bleak

    real, calls = getattr(bleak.BleakClient, where), []

    async def cancelled_once(self: bleak.BleakClient, *given: Any, **named: Any) -> Any:
        calls.append(where)
        if len(calls) == 1:
            raise asyncio.CancelledError
        return await real(self, *given, **named)

    monkeypatch.setattr(bleak.BleakClient, where, cancelled_once)

    async def scenario(bluez: FakeBluez) -> None:
        strap = FakeStrap(bluez, database=PLAIN)
        async with StrapLog(strap_of(strap)) as log:
            await log.until_said("The system broke off the attempt")
            await beats_come(strap, log, 1000)

    play(scenario)


@pytest.mark.parametrize(
    "error",
    [
        NotImplementedError("not on this system"),
        ValueError("already started"),
        RuntimeError("?"),
        AssertionError(),
    ],
)
def test_whatever_bleak_raises_is_said_without_its_words_and_tried_again(
    play: Play, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    import bleak

    real, calls = bleak.BleakClient.start_notify, []

    async def raises_once(self: bleak.BleakClient, *given: Any, **named: Any) -> Any:
        calls.append(1)
        if len(calls) == 1:
            raise error
        return await real(self, *given, **named)

    monkeypatch.setattr(bleak.BleakClient, "start_notify", raises_once)

    async def scenario(bluez: FakeBluez) -> None:
        strap = FakeStrap(bluez, database=PLAIN)
        async with StrapLog(strap_of(strap)) as log:
            await beats_come(strap, log, 1000)
        assert problems(log) == [LinkProblem.UNKNOWN]
        assert not any(str(error) in change.reason for change in log.links if str(error))

    play(scenario)


def test_a_device_without_heart_rate_is_named_and_not_hammered(play: Play) -> None:
    async def scenario(bluez: FakeBluez) -> None:
        strap = FakeStrap(bluez, database=(H10[3],))
        async with StrapLog(strap_of(strap)) as log:
            await log.until_said("no heart rate service")
            await asyncio.sleep(1.0)
        assert bluez.calls.count("org.bluez.Device1.Connect") == 1
        assert not any("lost" in change.reason for change in log.links)

    play(scenario)


def test_a_service_that_ended_in_a_session_is_not_called_a_missing_adapter(play: Play) -> None:
    async def scenario(bluez: FakeBluez) -> None:
        strap = FakeStrap(bluez, database=PLAIN)
        async with StrapLog(strap_of(strap)) as log:
            await beats_come(strap, log, 1000)
            await asyncio.gather(bluez.crash(1.0), log.until_said("The Bluetooth service ended."))
            await beats_come(strap, log, 1001)
        assert any("service is not running" in change.reason for change in log.links)
        assert not any("adapter" in change.reason for change in log.links)

    play(scenario)


def test_another_listener_is_named_and_each_beat_counts_once(play: Play) -> None:
    """bluetoothd tells each of every listener's notification (seen with 5.66)."""

    async def scenario(bluez: FakeBluez) -> None:
        strap = FakeStrap(bluez, database=PLAIN)
        sent = [900 + 3 * k for k in range(12)]
        async with StrapLog(strap_of(strap)) as log:
            await asyncio.wait_for(strap.subscribed.wait(), 20)
            for k, rr in enumerate(sent):
                for _ in range(1 if k < 4 else 2):
                    strap.beat(heart_rate(60, [rr]))
                await asyncio.sleep(0.15)
            await log.until_said("listens to the strap as well")
        axis = BeatAxis(0)
        beats = [b for one in log.beats for b in axis.feed(one.received_ns, parse_heart_rate(one.payload))]
        assert [beat.rr_1024 for beat in [*beats, *axis.flush()]] == sent
        assert log.states == [LinkState.SEARCHING, LinkState.CONNECTING, LinkState.CONNECTED]

    play(scenario)


def test_a_frame_that_comes_for_each_of_two_listeners_is_recorded_once(play: Play) -> None:
    async def scenario(bluez: FakeBluez) -> None:
        strap, pmd = FakeStrap(bluez), FakePmd()
        strap.on_write = lambda uuid, data: pmd.write(data)
        frames = [bytes([2, k]) + bytes(7) + b"\x01" + bytes(12) for k in range(20)]
        async with StrapLog(strap_of(strap)) as log:
            await log.until(lambda: sorted(pmd.running) == [0, 2])
            for frame in frames:
                for _ in range(2):
                    strap.notify(PMD_DATA, frame)
            await log.until(lambda: len(recorded(log)) >= len(frames))
            await beats_come(strap, log, 1000)
        assert recorded(log) == frames

    play(scenario)


def recorded(log: StrapLog) -> list[bytes]:
    return [e.payload for e in log.events if isinstance(e, Notification) and e.source is Source.PMD_DATA]


def test_a_command_that_cost_the_link_once_is_not_asked_again(play: Play) -> None:
    async def scenario(bluez: FakeBluez) -> None:
        strap, written = FakeStrap(bluez), []

        real = strap.call

        async def falls_at_a_write(message: Any) -> Any:
            if message.member == "WriteValue":
                written.append(bytes(message.body[0]))
                strap.drop()
                await asyncio.Event().wait()
            return await real(message)

        strap.call = falls_at_a_write  # type: ignore[method-assign]
        async with StrapLog(strap_of(strap)) as log:
            await log.until_link(LinkState.LOST)
            await log.until_said("ECG and motion are left out")
            await beats_come(strap, log, 1000)
            strap.drop()
            await log.until_link(LinkState.LOST, 2)
            await asyncio.sleep(0.1)
            await beats_come(strap, log, 1001)
        assert len(written) == 1
        assert log.states.count(LinkState.LOST) == 2

    play(scenario)


def test_a_command_that_is_never_answered_is_said_and_no_other_is_sent(
    play: Play, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("outbreath_devices.ble.asking.WRITE_S", 0.2)

    async def scenario(bluez: FakeBluez) -> None:
        strap = FakeStrap(bluez)
        strap.unanswered.add("WriteValue")
        async with StrapLog(strap_of(strap)) as log:
            await log.until_said("ECG and motion of the strap cannot be used")
            await beats_come(strap, log, 1000)
        assert bluez.calls.count("org.bluez.GattCharacteristic1.WriteValue") == 1
        assert LinkState.LOST not in log.states[:-1]

    play(scenario)


def test_links_that_end_after_the_same_time_again_and_again_are_named(
    play: Play, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("outbreath_devices.ble.client._REGULAR_S", (0.05, 5.0))

    async def scenario(bluez: FakeBluez) -> None:
        strap = FakeStrap(bluez, database=PLAIN)
        async with StrapLog(strap_of(strap)) as log:
            for k in range(3):
                await beats_come(strap, log, 1000 + k)
                await asyncio.sleep(0.1)
                strap.drop()
                await log.until_link(LinkState.LOST, k + 1)
        assert problems(log)[:3] == [
            LinkProblem.OUT_OF_RANGE,
            LinkProblem.OUT_OF_RANGE,
            LinkProblem.REGULAR_DROPS,
        ]

    play(scenario)


def test_a_strap_that_wants_pairing_on_a_computer_without_a_desktop_is_paired_by_an_agent_of_our_own(
    play: Play,
) -> None:
    async def scenario(bluez: FakeBluez) -> None:
        strap = FakeStrap(bluez, database=PLAIN)
        strap.wants_pairing = True
        async with StrapLog(strap_of(strap)) as log:
            await log.until_said("wants to be paired")
            await beats_come(strap, log, 1000)
        assert bluez.calls.count("org.bluez.Device1.Pair") == 1
        assert bluez.agents == {}

    play(scenario)


@pytest.mark.parametrize("agrees", [True, False])
def test_a_person_is_asked_before_pairing_and_may_compare_a_number(play: Play, agrees: bool) -> None:
    async def scenario(bluez: FakeBluez) -> None:
        strap = FakeStrap(bluez, database=PLAIN)
        strap.wants_pairing, strap.number = True, 4711
        client_ = strap_of(strap, asking=True)
        async with StrapLog(client_) as log:
            await log.until_said("Allow it?")
            assert "org.bluez.Device1.Pair" not in bluez.calls
            client_.answer(True)
            await log.until_said("004711")
            client_.answer(agrees)
            if agrees:
                await beats_come(strap, log, 1000)
            else:
                await log.until_said("Pairing with the strap failed")
        assert strap.paired is agrees

    play(scenario)


def test_a_person_who_declines_is_not_asked_again_and_nothing_is_paired(play: Play) -> None:
    async def scenario(bluez: FakeBluez) -> None:
        strap = FakeStrap(bluez, database=PLAIN)
        strap.refuse_notify = ["Not paired"] * 5
        client_ = strap_of(strap, asking=True)
        async with StrapLog(client_) as log:
            await log.until_said("Allow it?")
            client_.answer(False)
            await log.until_said("pairing was declined")
            await asyncio.sleep(0.3)
        assert sum("Allow it?" in change.reason for change in log.links) == 1
        assert "org.bluez.Device1.Pair" not in bluez.calls

    play(scenario)


def test_a_pairing_that_is_never_answered_ends(play: Play, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("outbreath_devices.ble.pairing.PAIR_S", 0.3)

    async def scenario(bluez: FakeBluez) -> None:
        strap = FakeStrap(bluez, database=PLAIN)
        strap.refuse_notify = ["Not paired"]
        strap.unanswered.add("Pair")
        async with StrapLog(strap_of(strap)) as log:
            await log.until_said("wants to be paired")
            await log.until_said("Pairing with the strap failed")
            await beats_come(strap, log, 1000)

    play(scenario)


def test_the_agent_answers_for_no_other_device(play: Play) -> None:
    async def scenario(bluez: FakeBluez) -> None:
        strap = FakeStrap(bluez, database=PLAIN)
        strap.wants_pairing = True
        said: list[bool] = []
        real = strap._pair

        async def another_asks(sender: str) -> None:
            other = "/org/bluez/hci0/dev_00_00_00_00_00_01"
            said.append(await bluez.ask_agent(sender, "RequestAuthorization", "o", [other]))
            said.append(await bluez.ask_agent(sender, "RequestAuthorization", "o", [strap.path]))
            await real(sender)

        strap._pair = another_asks  # type: ignore[method-assign]
        async with StrapLog(strap_of(strap)) as log:
            await beats_come(strap, log, 1000)
        assert said == [False, True]

    play(scenario)


def test_control_point_that_is_refused_for_want_of_pairing_is_listened_to_once(play: Play) -> None:
    from support.fake_bluez import BluezError

    async def scenario(bluez: FakeBluez) -> None:
        strap, pmd = FakeStrap(bluez), FakePmd()

        def write(uuid: str, data: bytes) -> bytes:
            if not strap.paired:
                raise BluezError("org.bluez.Error.NotPermitted", "Not paired")
            return pmd.write(data)

        strap.on_write = write
        async with StrapLog(strap_of(strap)) as log:
            await log.until(lambda: sorted(pmd.running) == [0, 2])
            await beats_come(strap, log, 1000)
        answers = [e for e in log.events if isinstance(e, Notification) and e.source is Source.PMD_CONTROL]
        assert len({e.payload for e in answers if e.payload[:1] == b"\xf0"}) == 4
        assert bluez.calls.count("org.bluez.GattCharacteristic1.StartNotify") == 4

    play(scenario)


@pytest.mark.parametrize("says", [True, False])
def test_a_strap_under_a_new_address_is_asked_about_and_used_only_after_a_yes(play: Play, says: bool) -> None:
    async def scenario(bluez: FakeBluez) -> None:
        old = FakeStrap(bluez, "5A:11:22:33:44:55", "HR watch", database=PLAIN)
        old.on_air = False
        new = FakeStrap(bluez, "6B:66:77:88:99:AA", "HR watch", database=PLAIN)
        FakeStrap(bluez, "6B:66:77:88:99:BB", "Another", database=PLAIN)
        client_ = strap_of(old, name="HR watch", asking=True)
        async with StrapLog(client_) as log:
            await log.until_said("one of the same name is.")
            asked = next(change.details for change in log.links if change.details.get("ask"))
            assert asked == {"ask": "address", "name": "HR watch", "address": "6B:66:77:88:99:AA"}
            assert not new.connected
            client_.answer(says)
            if says:
                await beats_come(new, log, 1000)
                assert client_.info.address == new.address
            else:
                old.on_air = True
                await beats_come(old, log, 1000)
                assert not new.connected

    play(scenario)


def test_without_anybody_to_ask_the_new_address_is_said_and_left_alone(play: Play) -> None:
    async def scenario(bluez: FakeBluez) -> None:
        old = FakeStrap(bluez, "5A:11:22:33:44:55", "HR watch", database=PLAIN)
        old.on_air = False
        new = FakeStrap(bluez, "6B:66:77:88:99:AA", "HR watch", database=PLAIN)
        async with StrapLog(strap_of(old, name="HR watch")) as log:
            await log.until_said("Choose that address if it is this one")
            old.on_air = True
            await beats_come(old, log, 1000)
        assert not new.subscribed.is_set()

    play(scenario)


def test_a_device_that_does_not_say_that_it_sends_a_heart_rate_is_listed_among_all_and_serves(
    play: Play,
) -> None:
    async def scenario(bluez: FakeBluez) -> None:
        band = FakeStrap(bluez, "F0:00:00:00:00:07", "Band", database=PLAIN)
        properties = band._properties
        band._properties = lambda: {  # type: ignore[method-assign]
            **properties(),
            "UUIDs": Variant("as", ["0000fee0-0000-1000-8000-00805f9b34fb"]),
        }
        assert [one async for one in scan(0.3)] == []
        found = {one async for one in scan(0.3, everything=True, adapter="hci0")}
        assert found == {FoundStrap("F0:00:00:00:00:07", "Band", -60, strap=False)}
        async with StrapLog(strap_of(band, adapter="hci0")) as log:
            await beats_come(band, log, 1000)

    play(scenario)


def test_an_adapter_that_is_not_there_is_named(play: Play) -> None:
    async def scenario(bluez: FakeBluez) -> None:
        strap = FakeStrap(bluez, database=PLAIN)
        async with StrapLog(strap_of(strap, adapter="hci7")) as log:
            await log.until(lambda: log.failed is not None)
        assert "no Bluetooth adapter" in str(log.failed)

    play(scenario)


@pytest.mark.parametrize(("level", "said"), [(20, True), (21, False)])
def test_a_low_battery_is_said_before_it_ends_a_session(play: Play, level: int, said: bool) -> None:
    async def scenario(bluez: FakeBluez) -> None:
        strap = FakeStrap(bluez)
        async with StrapLog(strap_of(strap)) as log:
            await log.until(lambda: log.links and log.links[-1].strap and log.links[-1].strap.model)
            for _ in range(3):
                strap.notify(BATTERY, bytes([level]))
            await log.until(
                lambda: (
                    sum(isinstance(e, Notification) and e.source is Source.BATTERY for e in log.events) >= 4
                )
            )
        assert sum("battery is low" in change.reason for change in log.links) == said

    play(scenario)
