"""One request to the system: answered, unanswered, cancelled by the system, overtaken by the end of the link."""

from __future__ import annotations

import asyncio
import time

import pytest

from outbreath_devices.ble.problems import LinkProblem, LinkTrouble
from outbreath_devices.ble.steps import step


async def answered() -> int:
    await asyncio.sleep(0)
    return 7


async def never() -> int:
    await asyncio.Event().wait()
    return 0


async def cancelled() -> int:
    raise asyncio.CancelledError


async def hangs_in_its_good_bye() -> int:
    """As bleak does on Linux where neither Connect nor Disconnect is answered."""
    try:
        await asyncio.Event().wait()
    finally:
        await asyncio.Event().wait()
    return 0


def problem_of(work: object, limit_s: float = 0.05, gone: bool = False) -> LinkProblem:
    async def run() -> LinkProblem:
        event = asyncio.Event()
        if gone:
            asyncio.get_running_loop().call_later(0.01, event.set)
        with pytest.raises(LinkTrouble) as raised:
            await step(work, limit_s, LinkProblem.NO_ANSWER, event)  # type: ignore[arg-type]
        return raised.value.problem

    return asyncio.run(run())


def test_an_answer_is_handed_on() -> None:
    assert asyncio.run(step(answered(), 1.0, LinkProblem.NO_ANSWER)) == 7


def test_each_way_of_coming_to_nothing_has_its_name() -> None:
    assert problem_of(never()) is LinkProblem.NO_ANSWER
    assert problem_of(never(), 5.0, gone=True) is LinkProblem.FELL
    assert problem_of(cancelled()) is LinkProblem.CANCELLED


def test_a_request_that_resists_its_end_is_ended_all_the_same() -> None:
    began_s = time.monotonic()
    assert problem_of(hangs_in_its_good_bye()) is LinkProblem.NO_ANSWER
    assert time.monotonic() - began_s < 1.5


def test_a_cancellation_that_somebody_asked_for_is_one() -> None:
    async def run() -> bool:
        task = asyncio.create_task(step(never(), 60.0, LinkProblem.NO_ANSWER))
        await asyncio.sleep(0.01)
        task.cancel()
        await asyncio.wait({task})
        return task.cancelled()

    assert asyncio.run(run())
