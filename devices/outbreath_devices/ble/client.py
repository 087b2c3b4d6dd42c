"""A real strap over Bluetooth Low Energy: found, connected, listened to, and connected again whenever it was lost.

One task keeps the link; its events reach the reader through one queue, in order. bleak's callbacks only stamp and
enqueue, or wake: nothing else happens inside them.
"""

from __future__ import annotations

import asyncio
import logging
import sys
import time
from collections import deque
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import suppress
from dataclasses import replace
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from outbreath_devices.axis.clock_watch import ClockWatch, asleep_s
from outbreath_devices.ble.extras import Memory
from outbreath_devices.ble.finder import SCAN_S, find_strap
from outbreath_devices.ble.link import Link, part, path_of
from outbreath_devices.ble.link_words import WORDS
from outbreath_devices.ble.linux.bluez import end_stale_attempt
from outbreath_devices.ble.linux.bus_watch import BusNews, BusWatch, forget_what_bleak_knows
from outbreath_devices.ble.namesakes import Namesakes
from outbreath_devices.ble.pairing import Pairing
from outbreath_devices.ble.problems import LinkProblem, LinkTrouble, is_busy, link_problem
from outbreath_devices.ble.questions import Questions
from outbreath_devices.ble.radio import LASTING, certain_problem, radio_error
from outbreath_devices.ble.reconnect import Backoff
from outbreath_devices.ble.steps import step
from outbreath_devices.ble.telling import Telling
from outbreath_devices.errors import RadioError
from outbreath_devices.pmd.frames import PmdKind
from outbreath_devices.pmd.link import EVERY_KIND
from outbreath_devices.strap.events import LinkState, StrapEvent, StrapInfo

if TYPE_CHECKING:
    from bleak import BleakClient
    from bleak.backends.device import BLEDevice

log = logging.getLogger(__name__)

CONNECT_S = 30.0  # bleak's own advice: BlueZ may need 20 s and more in a busy room
GIVE_UP_S = CONNECT_S + 2.0  # bleak's own limit does not hold for the good-bye that it says after it
SLOW_S = 12.0  # a person who waits longer than this without a word thinks that nothing happens
DISCONNECT_S = 1.2  # the program must be gone within 2 s of being told to end
# A Bluetooth service that has just begun tells of its adapters within this.
ADAPTER_S = 1.0
# A strap that Bluetooth is busy connecting to so many times in a row is one that nobody waits for any more.
_BUSY_TIMES = 3
# Links that end after the same time, give or take: somebody's time limit, not the radio.
_REGULAR_TIMES, _REGULAR_S, _SPREAD_S = 3, (20.0, 70.0), 3.0
# What does not mend by itself is looked at again after this.
_NO_HURRY_S = 20.0
_NO_HURRY = frozenset({LinkProblem.NO_HEART_RATE, LinkProblem.PAIRING_DECLINED})

NOT_HEARD = (
    "The strap is not heard. Wear it, moisten its pads, come nearer; most straps serve one program at a time."
)
SLOW = "Connecting takes long; come nearer, and see that no phone or watch uses the strap."


class BleStrap:
    """A Strap. It keeps trying until it is left; only what waiting cannot mend, met at the start, ends it.

    asking: a person is there who answers (`answer`) whether the strap may be paired, and whether one of the same name under
    another address is it; else its choice is taken for a yes to pairing. adapter: which one to use, hci0 and the like (Linux).
    """

    def __init__(
        self,
        address: str,
        *,
        name: str = "",
        clock: Callable[[], int] = time.monotonic_ns,
        wall: Callable[[], int] = time.time_ns,
        slept: Callable[[], float] = asleep_s,
        backoff: Backoff | None = None,
        streams: Iterable[PmdKind] = EVERY_KIND,
        scan_s: float = SCAN_S,
        asking: bool = False,
        adapter: str = "",
        platform: str = sys.platform,
    ) -> None:
        self._address, self._scan_s = address, scan_s
        self._by = {"adapter": adapter} if adapter else {}
        self._clock, self._clocks = clock, lambda: ClockWatch(clock, wall, slept)
        self._backoff = backoff or Backoff()
        self._streams = frozenset(streams)
        self._telling = Telling(StrapInfo(address, name), clock, wall)
        self._bus = BusWatch(self._on_news)
        self._questions = Questions(self._telling, there=asking)
        self._pairing = Pairing(self._telling, self._bus, self._questions, platform=platform)
        self._namesakes = Namesakes(self._telling, self._questions, adapter)
        self._memory = Memory()
        self._task: asyncio.Task[None] | None = None
        self._link: Link | None = None
        self._gone, self._woken, self._upset = asyncio.Event(), asyncio.Event(), asyncio.Event()
        self._path = ""
        self._lasted: deque[float] = deque(maxlen=_REGULAR_TIMES)
        self._busy = 0
        self._radio_answered = self._pair_first = self._stale = False
        self._attach = True

    @property
    def info(self) -> StrapInfo:
        """What is known of the strap by now."""
        return self._telling.info

    def answer(self, yes: bool) -> None:
        """A person's answer to what was asked last."""
        self._questions.answer(yes)

    async def __aenter__(self) -> Self:
        self._task = asyncio.create_task(self._keep(), name=f"strap {self._address}")
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        task = self._task
        if task is None:
            return
        # The second cancellation is for a Bluetooth service that no longer answers while the first one says good-bye.
        for patience_s in (DISCONNECT_S, 0.3):
            task.cancel()
            await asyncio.wait({task}, timeout=patience_s)
            if task.done():
                break
        else:
            log.warning("the link to %s did not close in time", self._address)

    async def __aiter__(self) -> AsyncIterator[StrapEvent]:
        while True:
            event = await self._telling.events.get()
            if isinstance(event, Exception):
                raise event
            yield event

    async def _keep(self) -> None:
        """Find, connect, listen; then all of it again, for as long as somebody wants it."""
        try:
            while True:
                problem = None
                try:
                    device = await self._find()
                    if device is not None:
                        problem = await self._connect_and_listen(device)
                except RadioError:
                    raise
                except Exception as error:
                    problem = link_problem(error)
                    await self._tell_trouble(error)
                await self._wait(problem)
        except RadioError as error:
            self._telling.emit(error)
        finally:
            self._namesakes.close()
            self._bus.close()

    async def _wait(self, problem: LinkProblem | None) -> None:
        """Until the next attempt; less where the Bluetooth service says that it is there again."""
        wait_s = _NO_HURRY_S if problem in _NO_HURRY else self._backoff.next_wait_s()
        with suppress(TimeoutError):
            async with asyncio.timeout(wait_s):
                await self._woken.wait()
                self._backoff.start_anew()
        self._woken.clear()

    async def _find(self) -> BLEDevice | None:
        self._telling.say(LinkState.SEARCHING)
        await self._bus.open()
        if self._stale:
            self._stale, self._attach = False, True
            await forget_what_bleak_knows()
        self._upset.clear()
        limit_s = self._scan_s + 30.0  # each step in it has a shorter limit of its own
        self._address = self._namesakes.accepted or self._address
        search = find_strap(self._address, self._scan_s, self._attach, **self._by)
        device = await step(search, limit_s, LinkProblem.SYSTEM_SILENT, self._upset)
        self._radio_answered = True
        # Where the system did not say that the strap was gone, its books may hold a link that is none: only a strap that the
        # air does not give is taken for one that is connected already.
        self._attach = device is None
        if device is None:
            self._telling.say(LinkState.SEARCHING, NOT_HEARD)
            await self._namesakes.look(self._address, self._woken)
        elif device.name:
            self._telling.info = replace(self.info, name=device.name)
        return device

    async def _connect_and_listen(self, device: BLEDevice) -> LinkProblem | None:
        """One link, from its making to its end; returns why it ended."""
        from bleak import BleakClient

        self._namesakes.close()
        gone = self._gone = asyncio.Event()
        self._path = path_of(device)
        self._telling.say(LinkState.CONNECTING)
        client = BleakClient(
            device,
            disconnected_callback=lambda _: gone.set(),
            timeout=CONNECT_S,
            # Windows caches a strap's services and then subscribes to handles that firmware updates have moved.
            winrt={"use_cached_services": False},
        )
        try:
            await self._connect(client, device)
            return await self._listen(Link(
                client, device, gone, self._telling, self._pairing, self._memory, self._clocks
            ))  # fmt: skip
        finally:
            self._path, self._link = "", None
            await part(client, DISCONNECT_S)

    async def _connect(self, client: BleakClient, device: BLEDevice) -> None:
        slow = asyncio.get_running_loop().call_later(
            SLOW_S, self._telling.say, LinkState.CONNECTING, SLOW
        )  # fmt: skip
        try:
            await step(client.connect(), GIVE_UP_S, LinkProblem.SYSTEM_SILENT)
        except Exception as error:
            await self._make_room(device, error)
            raise
        finally:
            slow.cancel()

    async def _listen(self, link: Link) -> LinkProblem:
        self._link = link
        connected_ns = self._clock()
        self._telling.connected(connected_ns)
        problem = LinkProblem.CANCELLED
        try:
            problem = await link.live(self._streams, pair_first=self._pair_first)
        finally:
            lost_ns = self._clock()
            lasted_s = (lost_ns - connected_ns) / 1e9
            self._backoff.held_for(lasted_s)
            self._attach = self._gone.is_set() and problem is not LinkProblem.SERVICE_ENDED
            if self._gone.is_set():
                self._memory.link_fell(lost_ns)
                self._lasted.append(lasted_s)
            # a strap that does not answer may be waiting for a pairing that nobody began
            unheard = (LinkProblem.SUBSCRIBE_UNANSWERED, LinkProblem.REMOVED)
            self._pair_first = not self._pair_first and not link.subscribed and problem in unheard
            self._telling.lost(lost_ns, self._regular(problem), worked=link.subscribed)
        return problem

    def _regular(self, problem: LinkProblem) -> LinkProblem:
        """REGULAR_DROPS where the latest links all ended after the same time."""
        if problem is not LinkProblem.OUT_OF_RANGE or len(self._lasted) < _REGULAR_TIMES:
            return problem
        shortest_s, longest_s = min(self._lasted), max(self._lasted)
        alike = longest_s - shortest_s < _SPREAD_S and _REGULAR_S[0] < shortest_s < _REGULAR_S[1]
        return LinkProblem.REGULAR_DROPS if alike else problem

    async def _make_room(self, device: BLEDevice, error: BaseException) -> None:
        """End an attempt of somebody else's that stays in the way: at once it may be one that is just being made."""
        self._busy = self._busy + 1 if is_busy(error) else 0
        if self._busy >= _BUSY_TIMES and await end_stale_attempt(device):
            log.info("ended an earlier attempt to connect to %s", self._address)
            self._busy = 0

    def _on_news(self, news: BusNews, path: str) -> None:
        """The Bluetooth service, an adapter or a strap came or went, and bleak was not told."""
        match news:
            case BusNews.SERVICE_ENDED:
                self._stale = True
                self._end_link(LinkProblem.SERVICE_ENDED)
                self._upset.set()
            case BusNews.ADAPTER_WENT if self._path.startswith(f"{path}/"):
                self._end_link(LinkProblem.FELL)
            case BusNews.DEVICE_REMOVED if path == self._path:
                self._end_link(LinkProblem.REMOVED)
            case BusNews.SERVICE_BEGAN:
                # it tells of its adapters a little later
                asyncio.get_running_loop().call_later(ADAPTER_S, self._woken.set)
            case BusNews.ADAPTER_CAME:
                self._woken.set()

    def _end_link(self, why: LinkProblem) -> None:
        if self._link is not None:
            self._link.why = why
        self._gone.set()

    async def _tell_trouble(self, error: BaseException) -> None:
        """Say why an attempt came to nothing. Raises RadioError for what the person has to mend first."""
        log.info("no link to %s: %r", self._address, error, exc_info=error)
        trouble = await certain_problem(error)
        if self._stale and isinstance(error, LinkTrouble) and error.problem is LinkProblem.FELL:
            # the search was broken off because the service ended
            self._telling.say(LinkState.SEARCHING, WORDS[LinkProblem.SERVICE_ENDED].on())
        elif trouble is None:
            problem = link_problem(error)
            reason = f"The strap could not be connected. {WORDS[problem].on()} It is tried again."
            self._telling.say(LinkState.SEARCHING, reason, problem)
        elif trouble in LASTING and not self._radio_answered:
            raise radio_error(trouble) from error
        else:
            self._telling.say(LinkState.SEARCHING, str(radio_error(trouble)))


def quiet_about_background(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """An event loop's exception handler: what Bluetooth libraries leave behind goes to the log, not to the terminal.

    When the system bus dies, dbus-fast drops half-sent messages whose futures nobody can await.
    """
    log.info("left behind in the background: %s", context.get("message"), exc_info=context.get("exception"))
