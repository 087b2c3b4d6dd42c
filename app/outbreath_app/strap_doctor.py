"""`outbreath doctor --strap`: the way to the first heart beats, step by step, by the code that a session uses.

What is found is said where it stands; the report for others holds no names, addresses, intervals or rates.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import aclosing, suppress
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from platform import python_version, release, system

from outbreath_app.doctor import Check
from outbreath_devices.axis.beat_axis import BeatAxis
from outbreath_devices.ble.client import BleStrap
from outbreath_devices.ble.extras import CANNOT, LEFT_OUT, LOW_PCT
from outbreath_devices.ble.finder import FoundStrap, same_address, scan
from outbreath_devices.ble.problems import LinkProblem
from outbreath_devices.ble.radio import RadioReport, look_at_radio
from outbreath_devices.errors import DeviceError
from outbreath_devices.strap.events import LinkChange, LinkState, Notification, Source, Strap, StrapEvent
from outbreath_devices.strap.gatt import parse_battery_level
from outbreath_devices.strap.heart_rate import parse_heart_rate

log = logging.getLogger(__name__)

SEARCH_S = 15.0
# A link that is tried again has failed once by then, with a reason; pairing takes longer than all the rest.
LINK_S = 75.0
LISTEN_S = 20.0
_PAIRING = frozenset(
    {LinkProblem.PAIRING_WANTED, LinkProblem.PAIRING_ASKED, LinkProblem.PAIRING_FAILED, LinkProblem.PAIRING_LOST}
)  # fmt: skip


@dataclass(slots=True)
class Heard:
    """What a strap's link said while it was watched."""

    connected: bool = False
    reason: str = ""
    problems: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    model: str = ""
    firmware: str = ""
    battery_pct: int | None = None
    notifications: int = 0
    beats: int = 0
    contact: bool | None = None
    streams: bool = False

    def take(self, event: StrapEvent, axis: BeatAxis) -> None:
        """One event of the strap's."""
        match event:
            case LinkChange():
                self._take_link(event)
            case Notification(source=Source.HEART_RATE):
                packet = parse_heart_rate(event.payload)
                self.notifications += 1
                self.beats += len(axis.feed(event.received_ns, packet))
                self.contact = axis.contact
            case Notification(source=Source.BATTERY):
                self.battery_pct = parse_battery_level(event.payload)
            case Notification(source=Source.PMD_DATA):
                self.streams = True

    def _take_link(self, change: LinkChange) -> None:
        if change.state is LinkState.CONNECTED:
            self.connected = True
            if change.reason:
                self.remarks.append(change.reason)
        if change.reason:
            self.reason = change.reason
        if "problem" in change.details:
            self.problems.append(str(change.details["problem"]))
        if change.strap is not None and change.strap.model:
            self.model, self.firmware = change.strap.model, change.strap.firmware


@dataclass(frozen=True, slots=True)
class Steps:
    """What the walk is done with; a test brings others."""

    look: Callable[[], Awaitable[RadioReport]] = look_at_radio
    scan: Callable[[float], AsyncGenerator[FoundStrap, None]] = scan
    strap: Callable[[str], Strap] = BleStrap
    search_s: float = SEARCH_S
    link_s: float = LINK_S
    listen_s: float = LISTEN_S


async def walk(address: str | None, tell: Callable[[Check], None], steps: Steps | None = None) -> list[Check]:
    """Take every step as far as the way goes; each is told as soon as it is known. The last one not ready is where it stops."""
    with_ = steps or Steps()
    said: list[Check] = []

    def say(*checks: Check) -> bool:
        for check in checks:
            said.append(check)
            tell(check)
        return all(check.ready is not False for check in checks)

    radio = await with_.look()
    if not say(Check("Bluetooth", radio.ready, "ready" if radio.ready else radio.found, radio.advice)):
        return said
    found, check = await _search(address, with_)
    # a strap that is paired or hidden may be reached without being listed, so only an unknown address stops the walk here
    if not say(check) or not (address or found):
        return said
    heard = await _listen(address or found, with_)
    say(*_judge(heard))
    return said


async def _search(address: str | None, steps: Steps) -> tuple[str, Check]:
    straps: dict[str, FoundStrap] = {}
    try:
        async with aclosing(steps.scan(steps.search_s)) as found:
            async for strap in found:
                straps[strap.address] = strap
                if address is not None and same_address(strap.address, address):
                    return strap.address, Check("Search", True, "the strap is heard")
                if address is None and strap.connected:
                    break
    except DeviceError as error:
        return "", Check("Search", False, error.fact, error.advice)
    if address is not None:
        advice = (
            "It is tried all the same; wear it, moisten its pads, and see that no phone or watch uses it."
        )
        return "", Check("Search", None, "the strap was not heard", advice)
    if len(straps) == 1:
        return next(iter(straps)), Check("Search", True, "one strap is heard")
    if not straps:
        advice = "Wear it, moisten its pads, come nearer, and see that no phone or watch uses it. `outbreath scan --all` lists every device."
        return "", Check("Search", False, "no strap is heard", advice)
    advice = "Name one: `outbreath doctor --strap ADDRESS`; `outbreath scan` lists them."
    return "", Check("Search", False, f"{len(straps)} straps are heard", advice)


async def _listen(address: str, steps: Steps) -> Heard:
    """Follow the strap's link until its beats have come for a while, or it has failed with a reason."""
    heard, axis = Heard(), BeatAxis(0)
    strap = steps.strap(address)

    async def follow() -> None:
        async for event in strap:
            heard.take(event, axis)

    async with strap:
        following = asyncio.create_task(follow())
        try:
            with suppress(TimeoutError):
                async with asyncio.timeout(steps.link_s):
                    while not heard.notifications and not following.done():
                        await asyncio.sleep(0.05)
            if heard.notifications:
                await asyncio.wait({following}, timeout=steps.listen_s)
        finally:
            following.cancel()
            await asyncio.wait({following}, timeout=1.0)
        if not following.cancelled() and (error := following.exception()) is not None:
            log.info("the strap ended: %r", error)
            heard.reason = str(error) if isinstance(error, DeviceError) else heard.reason
    heard.beats += len(axis.flush())
    return heard


def _judge(heard: Heard) -> list[Check]:
    """The steps after the search, in their order; what comes after one that failed is not judged."""
    paired = any(problem in _PAIRING for problem in heard.problems)
    if not heard.connected:
        return [Check("Link", False, heard.reason or "no link came about", "Come nearer and try again.")]
    checks = [Check("Link", True, "connected")]
    if not heard.notifications:
        name = "Pairing" if paired else "Services" if LinkProblem.NO_HEART_RATE in heard.problems else "Beats"
        return [*checks, Check(name, False, heard.reason or "the strap sends nothing")]
    known = " ".join(part for part in (heard.model, heard.firmware) if part)
    checks.append(Check("Services", True, f"heart rate; {known or 'the strap does not say what it is'}"))
    checks.append(Check("Pairing", True, "paired when it asked for it" if paired else "not asked for"))
    if heard.battery_pct is not None:
        low = heard.battery_pct <= LOW_PCT
        advice = "Have a new battery at hand." if low else ""
        checks.append(Check("Battery", None if low else True, f"{heard.battery_pct} %", advice))
    checks.append(_beats(heard))
    remark = next((one for one in heard.remarks if one.startswith((CANNOT, LEFT_OUT))), "")
    if heard.streams or remark:
        checks.append(
            Check("ECG and motion", heard.streams or None, "they come" if heard.streams else remark)
        )
    return checks


def _beats(heard: Heard) -> Check:
    count = f"{heard.notifications} notifications, {heard.beats} intervals"
    if heard.contact is False:
        return Check(
            "Beats", False, f"{count}, without skin contact", "Moisten its pads and pull it tighter."
        )
    if not heard.beats:
        return Check("Beats", False, count, "It sends heart rate but no intervals: other apps may hold it.")
    return Check("Beats", True, count)


def report_of(checks: list[Check]) -> dict[str, object]:
    """What may be shown to others: steps, systems and versions; no name, address, interval or rate."""
    return {
        "what": "outbreath doctor --strap",
        "system": f"{system()} {release()}",
        "python": python_version(),
        "packages": {name: _version(name) for name in ("outbreath", "bleak", "dbus-fast")},
        "steps": [
            {"step": one.name, "ready": one.ready, "found": one.found, "advice": one.advice} for one in checks
        ],
    }


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""
