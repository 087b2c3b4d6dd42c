"""Radio problems are named with the next step; silence is told apart; waits between attempts; clocks watched."""

from __future__ import annotations

import asyncio

import pytest
from bleak.exc import (
    BleakBluetoothNotAvailableError,
    BleakBluetoothNotAvailableReason,
    BleakCharacteristicNotFoundError,
    BleakDBusError,
    BleakError,
    BleakGATTProtocolError,
)

from outbreath_devices.axis.clock_watch import ClockWatch, asleep_s
from outbreath_devices.ble.finder import as_radio_error
from outbreath_devices.ble.link_words import link_words
from outbreath_devices.ble.problems import LinkProblem, LinkTrouble
from outbreath_devices.ble.radio import RadioProblem, advice_for, problem_of, radio_error
from outbreath_devices.ble.reconnect import Backoff
from outbreath_devices.strap.gatt import HEART_RATE_MEASUREMENT
from outbreath_devices.strap.heart_rate import HeartRatePacket
from outbreath_devices.strap.silence import WORDS, Silence, SilenceWatch

S = 1_000_000_000


@pytest.mark.parametrize(
    ("error", "problem"),
    [
        (BleakDBusError("org.freedesktop.DBus.Error.ServiceUnknown", ["x"]), RadioProblem.NO_SERVICE),
        (BleakDBusError("org.freedesktop.DBus.Error.AccessDenied", ["x"]), RadioProblem.NO_PERMISSION),
        (BleakDBusError("org.bluez.Error.NotReady", ["x"]), RadioProblem.OFF),
        (BleakDBusError("org.bluez.Error.Failed", ["le-connection-abort-by-local"]), None),
        (FileNotFoundError(2, "no bus"), RadioProblem.NO_SERVICE),
        (PermissionError(13, "denied"), RadioProblem.NO_PERMISSION),
        (EOFError(), RadioProblem.NO_SERVICE),
        (BleakError("adapter 'hci0' not found"), RadioProblem.NO_ADAPTER),
        (BleakError("Service Discovery has not been performed yet"), None),
        (TimeoutError(), None),
        (BleakDBusError("org.freedesktop.systemd1.NoSuchUnit", ["x"]), RadioProblem.NO_SERVICE),
        (BleakDBusError("org.freedesktop.systemd1.UnitMasked", ["x"]), RadioProblem.NO_SERVICE),
        (BleakDBusError("org.freedesktop.DBus.Error.Spawn.ChildExited", ["x"]), RadioProblem.NO_SERVICE),
        (LinkTrouble(LinkProblem.SYSTEM_SILENT), RadioProblem.NO_ANSWER),
    ],
)
def test_errors_of_the_radio_are_told_from_those_of_a_strap(
    error: Exception, problem: RadioProblem | None
) -> None:
    assert problem_of(error) is problem


@pytest.mark.parametrize("reason", list(BleakBluetoothNotAvailableReason))
def test_every_reason_of_bleaks_is_a_problem(reason: BleakBluetoothNotAvailableReason) -> None:
    assert problem_of(BleakBluetoothNotAvailableError("x", reason)) is not None


@pytest.mark.parametrize("problem", list(RadioProblem))
@pytest.mark.parametrize("platform", ["linux", "win32", "darwin"])
def test_every_problem_has_a_next_step_on_every_platform(problem: RadioProblem, platform: str) -> None:
    assert len(advice_for(problem, platform)) > 20
    assert radio_error(problem).fact.endswith(".")


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (BleakDBusError("org.bluez.Error.InProgress", ["Operation already in progress"]), "earlier attempt"),
        (BleakDBusError("org.bluez.Error.NotPermitted", ["Notify acquired"]), "Another program"),
        (BleakDBusError("org.bluez.Error.Failed", ["le-connection-abort-by-local"]), "did not answer"),
        (BleakDBusError("org.bluez.Error.Failed", ["le-connection-abort-by-remote"]), "phone or watch"),
        (BleakDBusError("org.bluez.Error.Failed", ["br-connection-page-timeout"]), "did not answer"),
        (BleakError("Device with address X was not found."), "no longer heard"),
        (TimeoutError(), "did not answer"),
        (
            BleakDBusError("org.bluez.Error.Failed", ["le-connection-key-missing"]),
            "no longer valid. Remove it",
        ),
        (
            BleakDBusError("org.bluez.Error.Failed", ["br-connection-key-missing"]),
            "no longer valid. Remove it",
        ),
        (
            BleakDBusError("org.bluez.Error.AuthenticationFailed", ["Authentication Failed"]),
            "failed. Remove it",
        ),
        (BleakDBusError("org.bluez.Error.AuthenticationTimeout", ["x"]), "failed. Remove it"),
        (
            BleakError('CBErrorDomain Code=14 "Peer removed pairing information"'),
            "no longer valid. Remove it",
        ),
        (BleakError("Could not pair with device: FAILED"), "failed. Remove it"),
        (BleakError("Could not get GATT services: Unreachable"), "cannot be reached. Wear it"),
        (BleakError("Could not start notify on 000C: Access Denied"), "only to a computer it is paired with"),
        (BleakError("failed to discover services, device disconnected"), "fell while it was being made"),
        (BleakGATTProtocolError(0x05), "only to a computer it is paired with"),
        (BleakGATTProtocolError(0x0F), "only to a computer it is paired with"),
        (BleakGATTProtocolError(0x0E), "refused to send its heart rate"),
        (
            BleakCharacteristicNotFoundError(HEART_RATE_MEASUREMENT),
            "no heart rate service. Choose another one",
        ),
        (asyncio.CancelledError(), "broke off"),
        (BleakError("Something new"), "not known"),
        (EOFError(), "not known"),
    ],
)
def test_why_a_link_came_to_nothing_is_one_sentence(error: Exception, words: str) -> None:
    assert words in link_words(error)
    assert link_words(error, "linux").endswith(".")
    assert not any(word in link_words(error).lower() for word in ("bleak", "error", "org.", "0x"))


@pytest.mark.parametrize("problem", list(LinkProblem))
@pytest.mark.parametrize("platform", ["linux", "win32", "darwin"])
def test_every_problem_of_a_link_has_words_on_every_platform(problem: LinkProblem, platform: str) -> None:
    assert len(link_words(LinkTrouble(problem), platform)) > 20


def test_where_pairing_is_taken_back_is_named_as_each_system_names_it() -> None:
    lost = LinkTrouble(LinkProblem.PAIRING_LOST)
    assert "Settings, Bluetooth & devices" in link_words(lost, "win32")
    assert "System Settings" in link_words(lost, "darwin")


def test_a_search_that_is_in_the_way_is_named() -> None:
    busy = BleakDBusError("org.bluez.Error.InProgress", ["Operation already in progress"])
    error = asyncio.run(as_radio_error(busy))
    assert "another program began" in error.fact
    assert error.advice


def heard(watch: SilenceWatch, seconds: int, packet: HeartRatePacket, first: int = 1) -> Silence:
    """The watch's state after a packet a second."""
    for second in range(first, seconds + 1):
        watch.feed(second * S, packet)
    return watch.state(seconds * S)


def test_a_sound_strap_is_not_silent() -> None:
    assert heard(SilenceWatch(0), 60, HeartRatePacket(60, True, None, (1000,))) is Silence.NONE


def test_no_notifications_no_intervals_no_contact_and_garbage_are_told_apart() -> None:
    mute = SilenceWatch(0)
    assert mute.state(4 * S) is Silence.NONE
    assert mute.state(6 * S) is Silence.NO_NOTIFICATIONS
    assert not mute.hopeless(29 * S)
    assert mute.hopeless(31 * S)
    assert heard(SilenceWatch(0), 12, HeartRatePacket(60, True)) is Silence.NO_RR
    assert heard(SilenceWatch(0), 3, HeartRatePacket(0, False)) is Silence.NO_CONTACT
    assert heard(SilenceWatch(0), 6, HeartRatePacket(0, None, None, (40, 65535))) is Silence.UNWORN
    assert set(WORDS) == set(Silence)


def test_a_strap_that_is_merely_silent_is_not_said_to_send_nonsense() -> None:
    fresh = SilenceWatch(0)
    assert fresh.state(round(4.5 * S)) is Silence.NONE
    worn = SilenceWatch(0)
    assert heard(worn, 10, HeartRatePacket(60, True, None, (1000,))) is Silence.NONE
    assert worn.state(round(14.5 * S)) is Silence.NONE
    assert worn.state(round(15.2 * S)) is Silence.NO_NOTIFICATIONS


def test_a_slow_heart_and_one_odd_packet_are_no_silence() -> None:
    watch = SilenceWatch(0)
    for second in range(1, 40):
        rr = (2000,) if second % 2 else ()
        watch.feed(second * S, HeartRatePacket(30, True, None, rr))
        assert watch.state(second * S) is Silence.NONE
    watch.feed(41 * S, HeartRatePacket(problem="odd"))
    assert watch.state(41 * S) is Silence.NONE


def test_a_link_that_a_sleeping_computer_held_is_given_less_time() -> None:
    watch = SilenceWatch(0)
    watch.feed(10 * S, HeartRatePacket(60, True, None, (1000,)))
    watch.woke(11 * S)
    assert not watch.hopeless(16 * S)
    assert watch.hopeless(17 * S)
    watch.feed(17 * S, HeartRatePacket(60, True, None, (1000,)))
    assert not watch.hopeless(25 * S)


def test_time_asleep_is_read_on_macos_too(monkeypatch: pytest.MonkeyPatch) -> None:
    clocks = {6: 5000.0, 8: 1400.0}
    monkeypatch.delattr("time.CLOCK_BOOTTIME", raising=False)
    monkeypatch.setattr("time.CLOCK_MONOTONIC", 6)
    monkeypatch.setattr("time.CLOCK_UPTIME_RAW", 8, raising=False)
    monkeypatch.setattr("time.clock_gettime", lambda clock: clocks[clock])
    assert asleep_s() == 3600.0


def test_waits_grow_to_a_limit_and_start_anew_after_a_good_link() -> None:
    backoff = Backoff()
    waits = [backoff.next_wait_s() for _ in range(40)]
    assert waits[0] == 0.5
    assert waits == sorted(waits)
    assert max(waits) == 8.0
    backoff.held_for(2.0)
    assert backoff.next_wait_s() == 8.0
    backoff.held_for(60.0)
    assert backoff.next_wait_s() == 0.5


def test_a_suspend_and_a_clock_that_was_set_are_told_apart() -> None:
    monotonic, wall, slept = [0], [1_000 * S], [0.0]
    watch = ClockWatch(lambda: monotonic[0], lambda: wall[0], lambda: slept[0])
    assert watch.look() == ("", {})
    wall[0] += 3600 * S
    assert watch.look() == ("The computer's clock was set.", {"wall_jump_s": 3600.0})
    wall[0] += 600 * S
    slept[0] += 600.0
    assert watch.look() == ("The computer slept.", {"slept_s": 600.0, "wall_jump_s": 600.0})
    assert watch.look() == ("", {})
