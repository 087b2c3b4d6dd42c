"""What can be the matter with a link, each by a name of its own, and what a Bluetooth stack's errors mean.

Errors of bleak's carry the words of three systems. They are read here once, and nowhere else: nobody is shown them.
"""

from __future__ import annotations

import asyncio
from enum import StrEnum


class LinkProblem(StrEnum):
    """Why a link did not come about or did not last."""

    LISTENED_TO = "another program listens"
    BUSY = "an earlier attempt"
    USED_ELSEWHERE = "used elsewhere"
    NO_ROOM = "no room"
    NOT_HEARD = "not heard"
    NO_ANSWER = "no answer"
    UNREACHABLE = "unreachable"
    NO_HEART_RATE = "no heart rate"
    REFUSED = "refused"
    PAIRING_WANTED = "pairing wanted"
    PAIRING_ASKED = "pairing asked by the system"
    PAIRING_DECLINED = "pairing declined"
    PAIRING_FAILED = "pairing failed"
    PAIRING_LOST = "pairing lost"
    SUBSCRIBE_UNANSWERED = "subscribing unanswered"
    SYSTEM_SILENT = "bluetooth does not answer"
    CANCELLED = "cancelled by the system"
    FELL = "fell while it was made"
    OUT_OF_RANGE = "lost"
    MUTE = "mute"
    REMOVED = "removed by the system"
    SERVICE_ENDED = "bluetooth service ended"
    REGULAR_DROPS = "regular drops"
    DOUBLED = "every notification comes more than once"
    ODD_BYTE = "a byte too many"
    LOW_BATTERY = "low battery"
    UNKNOWN = "unknown"


class LinkTrouble(Exception):
    """A link that did not come about or did not last, for a reason that has a name."""

    def __init__(self, problem: LinkProblem) -> None:
        super().__init__(str(problem))
        self.problem = problem


# ATT errors that end with pairing: authentication, authorization, key size, encryption (Bluetooth Core, vol. 3 F 3.4.1.1)
_PAIRING_CODES = frozenset({0x05, 0x08, 0x0C, 0x0F})
_NAMED = {
    "BleakDeviceNotFoundError": LinkProblem.NOT_HEARD,
    "BleakCharacteristicNotFoundError": LinkProblem.NO_HEART_RATE,
}
# fragments of error texts in lower case; the first line that fits counts.
# Sources: BlueZ 5.66, src/error.h, src/error.c and doc/device-api.txt; bleak 3.1, bleak/exc.py and backends/*/client.py;
# Apple's CBError and CBATTError; Windows' GattCommunicationStatus and DevicePairingResultStatus
_FRAGMENTS: tuple[tuple[LinkProblem, tuple[str, ...]], ...] = (
    (LinkProblem.LISTENED_TO, ("notify acquired", "notpermitted] notify")),
    (LinkProblem.PAIRING_LOST, ("key-missing", "removed pairing", "pin or key missing")),
    (
        LinkProblem.PAIRING_FAILED,
        (
            "could not pair",
            "trying to pair",
            "authenticationfailed",
            "authenticationtimeout",
            "authenticationrejected",
            "authenticationcanceled",
            "does not support pairing",
            "failed to encrypt",
        ),
    ),
    (
        LinkProblem.PAIRING_WANTED,
        ("not paired", "authentication", "encryption", "authorization", "access denied", "notauthorized"),
    ),
    (LinkProblem.BUSY, ("inprogress", "in progress")),
    (LinkProblem.USED_ELSEWHERE, ("abort-by-remote", "connection-rejected", "connection-refused")),
    (LinkProblem.NO_ROOM, ("connection-limit", "limited resources", "connection-busy", "maximum number")),
    (LinkProblem.UNREACHABLE, ("unreachable",)),
    (
        LinkProblem.NOT_HEARD,
        ("unknownobject", "doesnotexist", "does not exist", "' not found", "was not found"),
    ),
    (
        LinkProblem.NO_ANSWER,
        ("page timeout", "page-timeout", "abort", "timed out", "timeout", "connection-terminated"),
    ),
    (
        LinkProblem.FELL,
        ("disconnected", "not connected", "notconnected", "service discovery has not been performed"),
    ),
    (LinkProblem.REFUSED, ("notsupported", "not support", "notpermitted", "protocol error", "att error")),
)


def link_problem(error: BaseException) -> LinkProblem:
    """What an error that came while a link was made or held means."""
    if isinstance(error, LinkTrouble):
        return error.problem
    if isinstance(error, asyncio.CancelledError):
        return LinkProblem.CANCELLED
    if isinstance(error, TimeoutError):
        return LinkProblem.NO_ANSWER
    code = getattr(error, "code", None)
    if type(error).__name__ == "BleakGATTProtocolError" and isinstance(code, int):
        return LinkProblem.PAIRING_WANTED if int(code) in _PAIRING_CODES else LinkProblem.REFUSED
    named = _NAMED.get(type(error).__name__)
    if named is not None:
        return named
    text = f"{type(error).__name__} {error}".lower()
    fits = (problem for problem, fragments in _FRAGMENTS if any(one in text for one in fragments))
    return next(fits, LinkProblem.UNKNOWN)


def wants_pairing(error: BaseException) -> bool:
    """Whether a strap refused because the computer is not paired with it."""
    return link_problem(error) is LinkProblem.PAIRING_WANTED


def is_busy(error: BaseException) -> bool:
    """Whether BlueZ refuses because an attempt to connect, ours or that of a program that was killed, is under way."""
    return getattr(error, "dbus_error", None) == "org.bluez.Error.InProgress"
