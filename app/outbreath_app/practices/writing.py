"""A practice as TOML text, to keep and to share: reading it back gives the same practice."""

from __future__ import annotations

from collections.abc import Iterator

from outbreath_app.pacing import MAX_RAMP_PER_MIN
from outbreath_app.practices.model import FORMAT, PaceSpec, Phase, Practice


def practice_toml(practice: Practice) -> str:
    """The whole text, ending in a newline."""
    return "\n".join(_lines(practice)) + "\n"


def _lines(practice: Practice) -> Iterator[str]:
    yield f"format = {FORMAT}"
    yield f"key = {_text(practice.key)}"
    yield f"title = {_text(practice.title)}"
    yield f"flow = {_text(practice.flow)}"
    yield f"about = {_text(practice.about)}"
    yield f"minutes = {_number(practice.minutes)}"
    yield f"eyes = {_text(practice.eyes)}"
    if practice.author:
        yield f"author = {_text(practice.author)}"
    if practice.cautions:
        yield "cautions = ["
        for caution in practice.cautions:
            yield f"    {_text(caution)},"
        yield "]"
    for alternative in practice.alternatives:
        yield ""
        yield "[[alternative]]"
        if alternative.practice:
            yield f"practice = {_text(alternative.practice)}"
        yield f"text = {_text(alternative.text)}"
    for phase in practice.phases:
        yield from _phase_lines(phase)


def _phase_lines(phase: Phase) -> Iterator[str]:
    yield ""
    yield "[[phase]]"
    yield f"kind = {_text(phase.kind)}"
    yield f"title = {_text(phase.title)}"
    yield f"weight = {_number(phase.weight)}"
    if phase.most_minutes is not None:
        yield f"most_minutes = {_number(phase.most_minutes)}"
    if phase.pace is not None:
        yield f"pace = {{ {', '.join(_pace_pairs(phase.pace))} }}"
    for prompt in phase.prompts:
        yield ""
        yield "[[phase.prompt]]"
        yield f"at = {_number(prompt.at)}"
        yield f"text = {_text(prompt.text)}"


def _pace_pairs(pace: PaceSpec) -> Iterator[str]:
    if pace.pattern:
        yield f"pattern = {_text(pace.pattern)}"
    else:
        shape, period_s = pace.shape, 60.0 / pace.rate_per_min
        times = {
            "in_s": shape.in_share,
            "hold_in_s": shape.hold_in_share,
            "out_s": shape.out_share,
            "hold_out_s": shape.hold_out_share,
            "top_up_s": shape.top_up_share,
        }
        for key, share in times.items():
            if share:
                yield f"{key} = {_number(share * period_s)}"
    yield f"rate_per_min = {_number(pace.rate_per_min)}"
    if pace.to_rate_per_min is not None:
        yield f"to_rate_per_min = {_number(pace.to_rate_per_min)}"
    if pace.ramp_per_min != MAX_RAMP_PER_MIN:
        yield f"ramp_per_min = {_number(pace.ramp_per_min)}"
    if pace.holds is not None:
        yield f"holds = {'true' if pace.holds else 'false'}"
    if pace.varied is not None:
        yield f"varied = {'true' if pace.varied else 'false'}"
    for key, value in (("own_pace", pace.own_pace), ("from_measured", pace.from_measured)):
        if value:
            yield f"{key} = true"


def _number(value: float) -> str:
    return repr(float(value)) if value != int(value) else f"{int(value)}.0"


_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}


def _text(value: str) -> str:
    """A TOML basic string: quotes, backslashes and control characters escaped."""
    return '"' + "".join(_escaped(character) for character in value) + '"'


def _escaped(character: str) -> str:
    if character in _ESCAPES:
        return _ESCAPES[character]
    if ord(character) < 0x20 or ord(character) == 0x7F:
        return f"\\u{ord(character):04x}"
    return character
