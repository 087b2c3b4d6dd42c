"""What a strap does wrong reaches the person: intervals that are made up, silence of every kind, links that fail."""

from __future__ import annotations

import base64
from collections.abc import Iterator

import pytest

from outbreath_app.stream.session import Session, SessionState
from outbreath_devices.strap.silence import WORDS, Silence
from outbreath_signal.reasons import Why
from support.strap_bytes import heart_rate

Line = dict[str, object]


def session() -> Session:
    fed = Session()
    fed.feed({"k": "head", "t": 0, "v": 1, "strap": {"name": "A strap"}})
    return fed


def beats_of_a_rate(seconds: int) -> Iterator[Line]:
    """A strap without electrodes of its own: 60000 / rate, once a second."""
    for second in range(1, seconds):
        rate = 62 + second // 7 % 9
        payload = heart_rate(rate, [round(60 / rate * 1024)])
        yield {"k": "n", "t": second * 10**9, "s": "hr", "b": base64.b64encode(payload).decode()}


def test_made_up_intervals_are_said_beside_every_estimate() -> None:
    fed = session()
    updates = [fed.feed(line) for line in beats_of_a_rate(240)]
    estimate = updates[-1].estimate
    assert estimate is not None
    assert Why.INTERVALS_FROM_RATE() in estimate.reasons


def link(state: str, reason: str = "", **details: str) -> Line:
    return {"k": "link", "t": 10**9, "state": state, "reason": reason, "details": details}


def after(*lines: Line) -> SessionState:
    fed = session()
    return [fed.feed(line) for line in lines][-1].state


@pytest.mark.parametrize("silence", [one for one in Silence if one])
def test_every_silence_is_trouble_until_the_strap_is_heard_again(silence: Silence) -> None:
    silent = link("connected", WORDS[silence], silence=str(silence))
    assert after(link("connected"), silent).link_trouble == WORDS[silence]
    remark = link("connected", "ECG cannot be used.")
    assert after(link("connected"), silent, remark, link("connected")).link_trouble == WORDS[silence]
    heard = link("connected", WORDS[Silence.NONE], silence="")
    assert after(link("connected"), silent, heard).link_trouble == ""


def test_why_the_link_is_not_there_is_kept_while_it_is_sought() -> None:
    lost = link("lost", "The strap was lost.")
    assert after(link("connected"), lost, link("searching")).link_trouble == "The strap was lost."
    off = link("searching", "Bluetooth is switched off.")
    assert after(link("connected"), lost, off, link("connecting")).link_trouble == off["reason"]
    assert after(link("connected"), lost, off, link("connected")).link_trouble == ""
    assert after(link("searching")).link_trouble == ""
    assert after(link("connected"), link("connected", "A remark.")).link_trouble == ""


def test_what_a_link_says_beside_the_beats_is_kept_until_it_is_lost() -> None:
    remark = link("connected", "The strap's battery is low; have a new one at hand.")
    assert after(link("connected"), remark).link_remark == remark["reason"]
    silent = link("connected", WORDS[Silence.NO_RR], silence="no intervals")
    heard = link("connected", WORDS[Silence.NONE], silence="")
    asked = link("connected", "Allow it?", ask="pairing")
    assert after(link("connected"), remark, silent, heard, asked).link_remark == remark["reason"]
    assert after(link("connected"), remark, link("lost", "Gone.")).link_remark == ""
    doubted = link("connected", "They are used.", silence="")
    assert after(link("connected"), doubted).link_remark == "They are used."
