"""A source's beats through the live code again: what a person saw live is what a replay gives, number for number."""

from __future__ import annotations

from collections.abc import Iterator

from outbreath_app.stream.session import Session
from outbreath_app.stream.sources import BeatSource
from outbreath_signal.estimate import Estimate
from outbreath_signal.live.engine import LiveEngine


def estimates_of(source: BeatSource) -> Iterator[Estimate]:
    """One live estimate for each beat of a recording or of a plain series of intervals."""
    if source.lines:
        session = Session()
        for line in source.lines:
            yield from session.feed(line).estimates
        return
    engine = LiveEngine()
    beats = source.beats
    for i in range(len(beats)):
        yield engine.push(float(beats.t_s[i]), float(beats.rr_ms[i]), bool(beats.joined[i]))
