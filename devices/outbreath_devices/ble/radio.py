"""Bluetooth on this machine: what is there, what is not, and what to do about it, per platform."""

from __future__ import annotations

import logging
import sys
from dataclasses import dataclass
from enum import StrEnum

from outbreath_devices.ble.linux.bus_watch import service_runs
from outbreath_devices.ble.problems import LinkProblem, LinkTrouble
from outbreath_devices.ble.steps import step
from outbreath_devices.errors import RadioError

log = logging.getLogger(__name__)


class RadioProblem(StrEnum):
    """Why Bluetooth cannot be used."""

    NO_SERVICE = "no service"
    NO_ADAPTER = "no adapter"
    OFF = "off"
    NO_PERMISSION = "no permission"
    NO_LOW_ENERGY = "no low energy"
    NO_ANSWER = "no answer"
    UNKNOWN = "unknown"


# What no waiting mends: it takes the person, so a program that has only just begun says it and ends.
LASTING = frozenset(RadioProblem) - {RadioProblem.OFF, RadioProblem.NO_ANSWER, RadioProblem.UNKNOWN}

_FACTS = {
    RadioProblem.NO_SERVICE: "The Bluetooth service is not running.",
    RadioProblem.NO_ADAPTER: "This computer has no Bluetooth adapter.",
    RadioProblem.OFF: "Bluetooth is switched off.",
    RadioProblem.NO_PERMISSION: "The program is not allowed to use Bluetooth.",
    RadioProblem.NO_LOW_ENERGY: "The Bluetooth adapter is too old: it has no Bluetooth Low Energy.",
    RadioProblem.NO_ANSWER: "Bluetooth does not answer.",
    RadioProblem.UNKNOWN: "Bluetooth cannot be used.",
}
_LINUX = {
    RadioProblem.NO_SERVICE: "Install and start it: sudo apt-get install bluez, sudo systemctl unmask bluetooth, sudo systemctl start bluetooth.",
    RadioProblem.NO_ADAPTER: "Plug in a Bluetooth adapter; if there is one, look whether it is blocked: rfkill list.",
    RadioProblem.OFF: "Switch it on in the system's settings or with: bluetoothctl power on.",
    RadioProblem.NO_PERMISSION: "Add yourself to the bluetooth group (sudo usermod -aG bluetooth $USER) and log in again.",
    RadioProblem.NO_LOW_ENERGY: "Plug in an adapter with Bluetooth 4.0 or later.",
    RadioProblem.NO_ANSWER: "Restart it: sudo systemctl restart bluetooth.",
    RadioProblem.UNKNOWN: "Restart it: sudo systemctl restart bluetooth.",
}
_WINDOWS = {
    RadioProblem.NO_SERVICE: "Start the Bluetooth Support Service (Win+R, services.msc).",
    RadioProblem.NO_ADAPTER: "Plug in a Bluetooth adapter, or enable it in the Device Manager.",
    RadioProblem.OFF: "Switch it on in Settings, Bluetooth & devices.",
    RadioProblem.NO_PERMISSION: "Allow apps to use radios in Settings, Privacy & security, Radios.",
    RadioProblem.NO_LOW_ENERGY: "Plug in an adapter with Bluetooth 4.0 or later.",
    RadioProblem.NO_ANSWER: "Switch Bluetooth off and on again in Settings, Bluetooth & devices.",
    RadioProblem.UNKNOWN: "Switch Bluetooth off and on again in Settings, Bluetooth & devices.",
}
_MACOS = {
    RadioProblem.NO_SERVICE: "Switch Bluetooth off and on again in System Settings.",
    RadioProblem.NO_ADAPTER: "This Mac's Bluetooth is not available; restart the Mac.",
    RadioProblem.OFF: "Switch it on in System Settings, Bluetooth.",
    RadioProblem.NO_PERMISSION: "Allow it in System Settings, Privacy & Security, Bluetooth (for a command: the Terminal).",
    RadioProblem.NO_LOW_ENERGY: "Plug in an adapter with Bluetooth 4.0 or later.",
    RadioProblem.NO_ANSWER: "If macOS asks whether the program may use Bluetooth, allow it; else switch Bluetooth off and on again.",
    RadioProblem.UNKNOWN: "Switch Bluetooth off and on again in System Settings.",
}
# bleak's reasons, by name: the enumeration is not there in its older releases
_REASONS = {
    "NO_BLUETOOTH": RadioProblem.NO_ADAPTER,
    "NO_BLE_CENTRAL_ROLE": RadioProblem.NO_LOW_ENERGY,
    "POWERED_OFF": RadioProblem.OFF,
    "DENIED_BY_USER": RadioProblem.NO_PERMISSION,
    "DENIED_BY_SYSTEM": RadioProblem.NO_PERMISSION,
    "DENIED_BY_UNKNOWN": RadioProblem.NO_PERMISSION,
}
_DBUS_ERRORS = {
    "org.freedesktop.DBus.Error.ServiceUnknown": RadioProblem.NO_SERVICE,
    "org.freedesktop.DBus.Error.NameHasNoOwner": RadioProblem.NO_SERVICE,
    "org.freedesktop.DBus.Error.NoReply": RadioProblem.NO_SERVICE,
    "org.freedesktop.DBus.Error.Spawn.ServiceNotFound": RadioProblem.NO_SERVICE,
    "org.freedesktop.DBus.Error.Spawn.ChildExited": RadioProblem.NO_SERVICE,
    "org.freedesktop.DBus.Error.TimedOut": RadioProblem.NO_SERVICE,
    "org.freedesktop.systemd1.NoSuchUnit": RadioProblem.NO_SERVICE,
    "org.freedesktop.systemd1.UnitMasked": RadioProblem.NO_SERVICE,
    "org.freedesktop.systemd1.LoadFailed": RadioProblem.NO_SERVICE,
    "org.freedesktop.DBus.Error.AccessDenied": RadioProblem.NO_PERMISSION,
    "org.bluez.Error.NotReady": RadioProblem.OFF,
    "org.bluez.Error.NotAuthorized": RadioProblem.NO_PERMISSION,
}
_TROUBLES = {
    LinkProblem.SYSTEM_SILENT: RadioProblem.NO_ANSWER,
    LinkProblem.SERVICE_ENDED: RadioProblem.NO_SERVICE,
}


@dataclass(frozen=True, slots=True)
class RadioReport:
    """Whether Bluetooth can be used. found: what is there, in plain words; advice: the next step, empty when ready."""

    ready: bool
    found: str
    advice: str = ""


def advice_for(problem: RadioProblem, platform: str = sys.platform) -> str:
    """What to do about a problem on a platform, as sys.platform names it."""
    by_platform = {"win32": _WINDOWS, "darwin": _MACOS}
    return by_platform.get(platform, _LINUX)[problem]


def every_sentence() -> frozenset[str]:
    """All facts and next steps of all platforms, for whoever translates them. Commands in them end without a stop."""
    advice = (words for table in (_LINUX, _WINDOWS, _MACOS) for words in table.values())
    return frozenset([*_FACTS.values(), *advice])


def problem_of(error: BaseException) -> RadioProblem | None:
    """What an error of bleak's says of the radio; None when it is not about the radio but about a strap or its link."""
    if isinstance(error, LinkTrouble):
        return _TROUBLES.get(error.problem)
    reason = getattr(getattr(error, "reason", None), "name", None)
    if reason is not None:
        return _REASONS.get(str(reason), RadioProblem.UNKNOWN)
    dbus_error = getattr(error, "dbus_error", None)
    if isinstance(dbus_error, str):
        return _DBUS_ERRORS.get(dbus_error)
    if isinstance(error, PermissionError):
        return RadioProblem.NO_PERMISSION
    if isinstance(error, (FileNotFoundError, ConnectionError, EOFError)):
        # no system bus to talk to, or one that went away
        return RadioProblem.NO_SERVICE
    if "adapter" in str(error) and "not found" in str(error):
        return RadioProblem.NO_ADAPTER
    return None


async def certain_problem(error: BaseException) -> RadioProblem | None:
    """As problem_of; a service that ended is not mistaken for an adapter that is missing, which bleak cannot tell apart."""
    problem = problem_of(error)
    if problem in (RadioProblem.NO_ADAPTER, RadioProblem.UNKNOWN) and await service_runs() is False:
        return RadioProblem.NO_SERVICE
    return problem


def radio_error(problem: RadioProblem) -> RadioError:
    """The problem as an error with its next step."""
    return RadioError(_FACTS[problem], advice_for(problem))


async def look_at_radio(timeout_s: float = 5.0) -> RadioReport:
    """Start a scan and end it at once: the one question that every platform answers truly."""
    from bleak import BleakScanner

    async def begin_and_end() -> None:
        async with BleakScanner():
            pass

    try:
        await step(begin_and_end(), timeout_s, LinkProblem.SYSTEM_SILENT)
    except Exception as error:
        log.info("the radio cannot be used: %r", error)
        problem = await certain_problem(error) or RadioProblem.UNKNOWN
        return RadioReport(False, _FACTS[problem], advice_for(problem))
    return RadioReport(True, "on")
