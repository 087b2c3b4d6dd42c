"""What a strap's link has to say, in order, each thing once; and when it last heard anything, for the gap after it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

from outbreath_devices.ble.link_words import WORDS
from outbreath_devices.ble.problems import LinkProblem
from outbreath_devices.strap.events import LinkChange, LinkState, StrapEvent, StrapInfo

# These say of themselves that the strap was lost.
_WHOLE = frozenset(
    {LinkProblem.OUT_OF_RANGE, LinkProblem.MUTE, LinkProblem.SERVICE_ENDED, LinkProblem.REMOVED, LinkProblem.REGULAR_DROPS}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Moment:
    """A time on both clocks (ns): a computer that slept shows in their difference."""

    monotonic_ns: int
    wall_ns: int


class Telling:
    """One strap's events, whatever link they come from."""

    def __init__(self, info: StrapInfo, clock: Callable[[], int], wall: Callable[[], int]) -> None:
        self.info = info
        self.clock, self._wall = clock, wall
        self.events: asyncio.Queue[StrapEvent | Exception] = asyncio.Queue()
        self._said, self._state = "", LinkState.CLOSED
        self._heard: _Moment | None = None
        self._remarked: set[LinkProblem] = set()

    def emit(self, event: StrapEvent | Exception) -> None:
        """Hand something on as it is."""
        self.events.put_nowait(event)

    def heard(self, at_ns: int) -> None:
        """A notification of the heart came."""
        self._heard = _Moment(at_ns, self._wall())

    def say(
        self,
        state: LinkState,
        reason: str = "",
        problem: LinkProblem | None = None,
        /,
        **details: str | float,
    ) -> None:
        """Say it once: an attempt that ends as the one before it did is no news, but details always are."""
        old = reason == self._said if reason else state is self._state
        if old and not details:
            return
        self._said, self._state = reason or self._said, state
        if problem is not None:
            details["problem"] = str(problem)
        self.emit(LinkChange(self.clock(), state, reason, self.info, dict(details)))

    def remark(self, problem: LinkProblem) -> None:
        """Something that needs no mending, said once for a link."""
        if problem not in self._remarked:
            self._remarked.add(problem)
            self.say(LinkState.CONNECTED, WORDS[problem].on(), problem)

    def connected(self, at_ns: int) -> None:
        """The link is up; how long nothing was heard goes with it."""
        details: dict[str, str | int | float | bool | None] = {}
        if self._heard is not None:
            details["gap_s"] = round((at_ns - self._heard.monotonic_ns) / 1e9, 3)
            details["gap_wall_s"] = round((self._wall() - self._heard.wall_ns) / 1e9, 3)
        self._said, self._state = "", LinkState.CONNECTED
        self._remarked.clear()
        self.emit(LinkChange(at_ns, LinkState.CONNECTED, "", self.info, details))

    def lost(self, at_ns: int, problem: LinkProblem, *, worked: bool = True) -> None:
        """The link is no more. worked: whether the heart could be listened to on it."""
        if self._heard is None:
            self.heard(at_ns)
        words = WORDS[problem].on()
        reason = words if problem in _WHOLE or not worked else f"The strap was lost. {words}"
        self._said, self._state = reason, LinkState.LOST
        self.emit(LinkChange(at_ns, LinkState.LOST, reason, self.info, {"problem": str(problem)}))
