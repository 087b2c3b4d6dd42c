"""Single steps of a link, none of which may take for ever: bleak sets no limit to most of them on any system."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable
from typing import Any, TypeVar

from outbreath_devices.ble.problems import LinkProblem, LinkTrouble

log = logging.getLogger(__name__)

T = TypeVar("T")
# A request that is broken off may itself have to say good-bye to the system, and that may go unanswered too.
_END_WITHIN_S = (1.0, 0.2)
_left_behind: set[asyncio.Future[Any]] = set()


async def step(
    work: Awaitable[T], limit_s: float, unanswered: LinkProblem, gone: asyncio.Event | None = None
) -> T:
    """What a request to the system gives.

    Raises LinkTrouble: `unanswered` after limit_s, FELL once `gone` is set, CANCELLED where the system itself cancelled
    it; and whatever the request raises.
    """
    task = asyncio.ensure_future(work)
    fell = asyncio.ensure_future(gone.wait()) if gone is not None else None
    try:
        await asyncio.wait(
            {task, fell} if fell else {task}, timeout=limit_s, return_when=asyncio.FIRST_COMPLETED
        )
        finished = task.done()
    finally:
        if fell is not None:
            fell.cancel()
        if not task.done():
            await _end(task)
    if not finished:
        raise LinkTrouble(LinkProblem.FELL if gone is not None and gone.is_set() else unanswered)
    if task.cancelled():
        raise LinkTrouble(LinkProblem.CANCELLED)
    return task.result()


async def _end(task: asyncio.Future[Any]) -> None:
    """Break a request off; one that resists is left to itself."""
    for within_s in _END_WITHIN_S:
        task.cancel()
        await asyncio.wait({task}, timeout=within_s)
        if task.done():
            if not task.cancelled() and (error := task.exception()) is not None:
                log.info("a request that was broken off ended with %r", error)
            return
    log.warning("a request to Bluetooth could not be broken off")
    _left_behind.add(task)
    task.add_done_callback(_left_behind.discard)
