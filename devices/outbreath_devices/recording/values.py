"""How one value of a line stands in JSON: read with its type made sure of, written back, described for the schema.

What a value is follows from the annotation of the dataclass field that holds it, so that a line's type is its only definition.
"""

from __future__ import annotations

import binascii
import math
import types
import typing
from collections.abc import Callable, Collection, Mapping
from dataclasses import MISSING, Field, dataclass, fields
from enum import StrEnum
from typing import Any

# Beyond this an integer is no time, count or number of ours; it also keeps within 64 bits what goes into a database.
LARGEST_WHOLE = 1 << 62
BASE64 = "^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$"

Schema = dict[str, Any]


class WrongValue(ValueError):
    """A value in a line that is not of the type its key asks for."""


@dataclass(frozen=True, slots=True)
class Key:
    """Beside an annotation: the key in JSON where it is not the field's name, and what the schema adds to the type.

    always: written even where it is the default, and asked for by the schema; a field without a default always is.
    """

    name: str = ""
    about: str = ""
    always: bool = False
    schema: Mapping[str, Any] | None = None
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Form:
    """One type of value. read raises WrongValue; where nothing need be done, write is None."""

    read: Callable[[Any], Any]
    schema: Schema
    write: Callable[[Any], Any] | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """One field of a line or of a table inside one: its key, its place in the class, its form. null: None is written as null."""

    key: str
    name: str
    form: Form
    default: Any
    needed: bool
    always: bool
    null: bool
    schema: Schema


def whole(value: Any) -> int:
    """An integer that fits 64 bits."""
    if type(value) is int and -LARGEST_WHOLE < value < LARGEST_WHOLE:
        return value
    raise WrongValue(value)


def number(value: Any) -> float:
    """A finite number."""
    if type(value) is float and math.isfinite(value):
        return value
    if type(value) is int and -LARGEST_WHOLE < value < LARGEST_WHOLE:
        return float(value)
    raise WrongValue(value)


def text(value: Any) -> str:
    """A string."""
    if type(value) is str:
        return value
    raise WrongValue(value)


def payload(value: Any) -> bytes:
    """Bytes out of base64."""
    try:
        return binascii.a2b_base64(value, strict_mode=True)
    except (TypeError, ValueError) as error:
        raise WrongValue(value) from error


def encoded(value: bytes) -> str:
    """Bytes as base64."""
    return binascii.b2a_base64(value, newline=False).decode("ascii")


def _yes_or_no(value: Any) -> bool:
    if type(value) is bool:
        return value
    raise WrongValue(value)


def _table(value: Any) -> dict[str, Any]:
    if type(value) is dict:
        return value
    raise WrongValue(value)


_PLAIN: dict[Any, Form] = {
    int: Form(whole, {"type": "integer"}),
    float: Form(number, {"type": "number"}),
    str: Form(text, {"type": "string"}),
    bool: Form(_yes_or_no, {"type": "boolean"}),
    bytes: Form(payload, {"type": "string", "pattern": BASE64}, encoded),
}


def columns_of(
    kind: type, needs: Collection[str] = (), without: Collection[str] = (), exact: bool = False
) -> tuple[Column, ...]:
    """The fields of a dataclass in their order. needs: keys that are asked for although there is a default."""
    hints = typing.get_type_hints(kind, include_extras=True)
    return tuple(
        _column(each, hints[each.name], each.name in needs, exact)
        for each in fields(kind)
        if each.name not in without
    )


def read_table(
    kind: type, columns: tuple[Column, ...], table: Mapping[str, Any], exact: bool
) -> tuple[dict[str, Any], set[str]]:
    """The fields found in a JSON object, and the keys that were understood.

    A value of the wrong type is as if it were not there; where exact, or where a field without a default lacks, WrongValue is raised.
    """
    found: dict[str, Any] = {}
    taken: set[str] = set()
    for column in columns:
        if column.key not in table:
            if column.needed:
                raise WrongValue(f"{kind.__name__} lacks {column.key}")
            continue
        try:
            found[column.name] = column.form.read(table[column.key])
        except WrongValue:
            if exact or column.needed:
                raise
            continue
        taken.add(column.key)
    return found, taken


def written_table(columns: tuple[Column, ...], holder: Any) -> dict[str, Any]:
    """The JSON object of a dataclass; what is as it is by default is left out unless it is always written."""
    table: dict[str, Any] = {}
    for column in columns:
        value = getattr(holder, column.name)
        if value is None:
            if column.null:
                table[column.key] = None
        elif column.always or value != column.default:
            write = column.form.write
            table[column.key] = value if write is None else write(value)
    return table


def _column(each: Field[Any], hint: Any, asked: bool, exact: bool) -> Column:
    key = Key()
    if typing.get_origin(hint) is typing.Annotated:
        hint, *more = typing.get_args(hint)
        key = next((one for one in more if isinstance(one, Key)), key)
    form = form_of(hint, key.needs, exact)
    needed = each.default is MISSING and each.default_factory is MISSING
    default = each.default_factory() if each.default_factory is not MISSING else each.default
    schema = form.schema | ({"description": key.about} if key.about else {}) | dict(key.schema or {})
    name = key.name or each.name
    always = needed or key.always or asked
    null = always and "null" in schema.get("type", ())
    return Column(name, each.name, form, default, needed, always, null, schema)


def form_of(hint: Any, needs: Collection[str] = (), exact: bool = False) -> Form:
    """The form that an annotation asks for.

    needs: of a table, the keys that its schema asks for. exact: one wrong value in a table spoils it.
    """
    if hint in _PLAIN:
        return _PLAIN[hint]
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin in (types.UnionType, typing.Union):
        (inner,) = (one for one in arguments if one is not type(None))
        return _or_nothing(form_of(inner, needs, exact))
    if origin is tuple:
        return _row(form_of(arguments[0]), None if arguments[-1] is ... else len(arguments))
    if origin in (Mapping, dict):
        return Form(_table, {"type": "object"}, dict)
    if issubclass(hint, StrEnum):
        return _choice(hint)
    return _nested(hint, needs, exact)


def _or_nothing(form: Form) -> Form:
    read, schema = form.read, form.schema
    if "type" in schema:
        schema = schema | {"type": [schema["type"], "null"]}
    return Form(lambda value: None if value is None else read(value), schema, form.write)


def _row(form: Form, length: int | None) -> Form:
    def read(value: Any) -> tuple[Any, ...]:
        if type(value) is not list or (length is not None and len(value) != length):
            raise WrongValue(value)
        return tuple(map(form.read, value))

    sizes = {"minItems": 1} if length is None else {"minItems": length, "maxItems": length}
    return Form(read, {"type": "array", **sizes, "items": form.schema}, list)


def _choice(words: type[StrEnum]) -> Form:
    known = {word.value: word for word in words}

    def read(value: Any) -> StrEnum:
        if type(value) is str and value in known:
            return known[value]
        raise WrongValue(value)

    return Form(read, {"enum": list(known)}, str)


def _nested(kind: type, needs: Collection[str], exact: bool) -> Form:
    """A table inside a line; unknown keys in it are passed over."""
    columns = columns_of(kind, needs, exact=exact)

    def read(value: Any) -> Any:
        return kind(**read_table(kind, columns, _table(value), exact)[0])

    return Form(read, object_schema(columns), lambda value: written_table(columns, value))


def object_schema(columns: tuple[Column, ...]) -> Schema:
    """The schema of an object with these columns; other keys may come."""
    required = [column.key for column in columns if column.always]
    properties = {column.key: column.schema for column in columns}
    return {"type": "object", **({"required": required} if required else {}), "properties": properties}
