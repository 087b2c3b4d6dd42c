"""The walk to a strap's first beats stops where the way does, and the report holds nobody's name or heart."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncGenerator, Sequence

import pytest

from outbreath_app.doctor import Check
from outbreath_app.strap_doctor import Steps, report_of, walk
from outbreath_devices.ble.extras import CANNOT
from outbreath_devices.ble.finder import FoundStrap
from outbreath_devices.ble.link_words import link_words
from outbreath_devices.ble.problems import LinkProblem, LinkTrouble
from outbreath_devices.ble.radio import RadioReport
from outbreath_devices.errors import RadioError
from outbreath_devices.strap.events import LinkChange, LinkState, Notification, Source, StrapEvent, StrapInfo
from support.scripted_strap import ScriptedStrap
from support.strap_bytes import heart_rate

ADDRESS, NAME = "F0:11:22:33:44:55", "Polar H10 1A2B3C4D"
S = 1_000_000_000


def linked(*problems: LinkProblem) -> list[StrapEvent]:
    info = StrapInfo(ADDRESS, NAME, model="H10", firmware="3.1.1")
    said: list[StrapEvent] = [LinkChange(0, LinkState.CONNECTED, "", info)]
    for problem in problems:
        said.append(
            LinkChange(1, LinkState.LOST, link_words(LinkTrouble(problem)), info, {"problem": str(problem)})
        )
    return said


def beating(contact: bool = True, rr: Sequence[int] = (1000,)) -> list[StrapEvent]:
    return [
        Notification(k * S, Source.HEART_RATE, heart_rate(61, list(rr), contact=contact)) for k in range(1, 9)
    ]


def walked(
    events: Sequence[StrapEvent] = (),
    *,
    radio: RadioReport | None = None,
    heard: Sequence[FoundStrap] = (FoundStrap(ADDRESS, NAME, -60),),
    address: str | None = None,
    fault: Exception | None = None,
) -> list[Check]:
    async def look() -> RadioReport:
        return radio or RadioReport(True, "on")

    async def scan(seconds: float) -> AsyncGenerator[FoundStrap, None]:
        for one in heard:
            yield one

    steps = Steps(look, scan, lambda at: ScriptedStrap(events, stays=True, fault=fault), 1.0, 0.2, 0.1)
    told: list[Check] = []
    checks = asyncio.run(walk(address, told.append, steps))
    assert told == checks
    return checks


def stops(checks: list[Check]) -> tuple[str, str]:
    assert checks[-1].ready is False
    return checks[-1].name, f"{checks[-1].found} {checks[-1].advice}"


def test_a_strap_that_is_well_is_ready_at_every_step() -> None:
    battery = Notification(S, Source.BATTERY, b"\x57")
    motion = Notification(S, Source.PMD_DATA, bytes(20))
    checks = walked([*linked(), battery, motion, *beating()])
    assert [check.name for check in checks] == [
        *("Bluetooth", "Search", "Link", "Services", "Pairing", "Battery", "Beats", "ECG and motion")
    ]
    assert all(check.ready for check in checks)
    assert checks[3].found == "heart rate; H10 3.1.1"
    assert checks[6].found == "8 notifications, 8 intervals"


def test_each_obstacle_stops_the_walk_at_its_step_with_what_to_do() -> None:
    off = RadioReport(False, "Bluetooth is switched off.", "Switch it on.")
    assert stops(walked(radio=off)) == ("Bluetooth", "Bluetooth is switched off. Switch it on.")
    assert stops(walked(heard=()))[0] == "Search"
    two = (FoundStrap(ADDRESS, NAME, -60), FoundStrap("F0:11:22:33:44:66", NAME, -60))
    assert "doctor --strap ADDRESS" in stops(walked(heard=two))[1]
    away = [LinkChange(0, LinkState.SEARCHING, "The strap is not heard.")]
    assert stops(walked(away, heard=(), address=ADDRESS)) == (
        "Link",
        "The strap is not heard. Come nearer and try again.",
    )
    assert stops(walked(linked(LinkProblem.NO_HEART_RATE)))[0] == "Services"
    assert stops(walked(linked(LinkProblem.PAIRING_LOST)))[0] == "Pairing"
    assert "does not let itself be listened to" in stops(walked(linked(LinkProblem.SUBSCRIBE_UNANSWERED)))[1]
    no_contact = walked([*linked(), *beating(contact=False)])
    assert "Moisten its pads" in stops(no_contact)[1]
    assert stops(walked([*linked(), *beating(rr=())]))[0] == "Beats"


def test_a_radio_that_fails_later_is_said_by_its_words() -> None:
    gone = RadioError("This computer has no Bluetooth adapter.", "Plug one in.")
    assert "no Bluetooth adapter" in stops(walked((), fault=gone))[1]


def test_what_a_strap_does_without_does_not_stop_the_walk() -> None:
    remark = LinkChange(0, LinkState.CONNECTED, f"{CANNOT} The strap did not answer.")
    checks = walked([*linked(), remark, Notification(S, Source.BATTERY, b"\x0a"), *beating()])
    by_name = {check.name: check for check in checks}
    assert by_name["Battery"].ready is None
    assert by_name["ECG and motion"].ready is None
    assert by_name["Beats"].ready


@pytest.mark.parametrize("events", [[*linked(), *beating()], linked(LinkProblem.PAIRING_LOST), ()])
def test_the_report_holds_no_name_address_interval_or_rate(events: list[StrapEvent]) -> None:
    report = json.dumps(report_of(walked(events)))
    for secret in (ADDRESS, NAME, "1A2B3C4D", "1000", "977", "61"):
        assert secret not in report.replace(report_of([])["system"].__str__(), "")
    assert '"bleak": "3.' in report
