"""A line's JSON object to its type and back: the one place where what stands in a file is made sure of."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Collection, Mapping
from typing import Any

from outbreath_devices.recording.line import MAX_LINE_BYTES, seal, unseal
from outbreath_devices.recording.lines import KINDS, Line, NotificationLine, UnknownLine
from outbreath_devices.recording.values import (
    LARGEST_WHOLE,
    Column,
    WrongValue,
    columns_of,
    payload,
    read_table,
    written_table,
)

_OWN = ("number", "t_ns", "extra", "said")  # fields that are no keys of their kind
_ENVELOPE = frozenset({"n", "t", "k", "c"})
COLUMNS: dict[type[Line], tuple[Column, ...]] = {
    kind: columns_of(kind, without=_OWN, exact=kind.EXACT) for kind in KINDS
}
_BY_WORD = {kind.KIND: kind for kind in KINDS}
# A notification as it is written here, nine lines in ten: read without JSON's decoder it costs less with its type than
# the decoder alone does (see benchmarks/parsers.py).
_NOTIFICATION = re.compile(
    rb'\{"n":([1-9][0-9]{0,17}),"t":(-?[1-9][0-9]{0,17}),"k":"n","s":"([a-z_]+)","b":"([A-Za-z0-9+/=]*)",'
    rb'"c":"([0-9a-f]{8})"\}'
)
_SEAL_BYTES = len(',"c":"00000000"}')


def parse_line(found: Mapping[str, Any]) -> Line:
    """The line in a JSON object. What is no line of a known kind, or does not hold what its kind must, is an UnknownLine.

    Number and time are 0 where they lack, as in a line that is yet to be recorded. Never raises.
    """
    word, number, t_ns = found.get("k"), found.get("n", 0), found.get("t", 0)
    try:
        kind = _BY_WORD[word]  # type: ignore[index]
        values, taken = read_table(kind, COLUMNS[kind], found, kind.EXACT)
        extra = _beyond(found, taken)
        return kind(number=number, t_ns=t_ns, extra=extra, **values)
    except (KeyError, TypeError, WrongValue):
        rest = {key: value for key, value in found.items() if key not in _ENVELOPE}
        return UnknownLine(str(word), number=number, t_ns=t_ns, extra=rest)


def line_object(line: Line) -> dict[str, Any]:
    """The JSON object of a line without its number and time: its kind first, then its keys."""
    columns = COLUMNS.get(type(line), ())
    return {"k": line.kind, **written_table(columns, line), **line.extra}


def write_line(line: Line, number: int | None = None, t_ns: int | None = None) -> bytes:
    """The sealed bytes of a line, under its own number and time unless others are given.

    Raises RecordingError when it is too long or holds what JSON cannot.
    """
    own_number = line.number if number is None else number
    own_ns = line.t_ns if t_ns is None else t_ns
    return seal({"n": own_number, "t": own_ns, **line_object(line)})


def read_line(raw: bytes) -> Line | None:
    """The line in sealed bytes (with or without newline), None where they are damaged or no line. Never raises."""
    raw = raw.removesuffix(b"\n")
    plain = _NOTIFICATION.fullmatch(raw)
    if plain is not None and len(raw) <= MAX_LINE_BYTES:
        number, t_ns, source, content, seal_digits = plain.groups()
        if seal_digits == b"%08x" % zlib.crc32(raw[:-_SEAL_BYTES]):
            try:
                return _notification(int(number), int(t_ns), source.decode("ascii"), payload(content))
            except WrongValue:
                pass  # said below as any other line that does not hold what it should
    found = unseal(raw)
    return parse_line(found) if found is not None and has_form(found) else None


def has_form(found: Mapping[str, Any]) -> bool:
    """Whether a sealed object has what every line has: a number above 0, a time and a kind."""
    number, t_ns, kind = found.get("n"), found.get("t"), found.get("k")
    return (
        type(number) is int
        and 0 < number < LARGEST_WHOLE
        and type(t_ns) is int
        and -LARGEST_WHOLE < t_ns < LARGEST_WHOLE
        and isinstance(kind, str)
    )


def _beyond(found: Mapping[str, Any], taken: Collection[str]) -> dict[str, Any]:
    """What is in a line beyond its kind's keys; nearly always nothing."""
    if len(found) - len(_ENVELOPE & found.keys()) == len(taken):
        return {}
    return {key: value for key, value in found.items() if key not in taken and key not in _ENVELOPE}


def _setter(kind: type[Line], name: str) -> Callable[[Line, Any], None]:
    setter: Callable[[Line, Any], None] = kind.__dict__[name].__set__
    return setter


# A frozen dataclass sets its fields one by one through object's own setter; its slots do the same in a third of the time.
_new = object.__new__
_set_number, _set_t_ns, _set_extra = (_setter(Line, name) for name in ("number", "t_ns", "extra"))
_set_source, _set_payload = (_setter(NotificationLine, name) for name in ("source", "payload"))


def _notification(number: int, t_ns: int, source: str, content: bytes) -> NotificationLine:
    line = _new(NotificationLine)
    _set_number(line, number)
    _set_t_ns(line, t_ns)
    _set_extra(line, {})
    _set_source(line, source)
    _set_payload(line, content)
    return line
