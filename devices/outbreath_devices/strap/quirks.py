"""What is known of particular straps: data with a source, looked up by model and firmware."""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from outbreath_devices.strap.events import StrapInfo


@dataclass(frozen=True, slots=True)
class Quirk:
    """A habit of some straps. models: how their model or name begins. firmware_from and firmware_below: version numbers.

    platform: where it shows (as sys.platform), empty for everywhere. quiet: handled, no need to tell the person.
    """

    id: str
    words: str
    source: str
    models: tuple[str, ...]
    firmware_from: tuple[int, ...] = ()
    firmware_below: tuple[int, ...] = ()
    platform: str = ""
    quiet: bool = False


@cache
def all_quirks() -> tuple[Quirk, ...]:
    """The table, from quirks.toml beside this module."""
    table = tomllib.loads(files(__package__).joinpath("quirks.toml").read_text(encoding="utf-8"))
    return tuple(
        Quirk(
            row["id"], row["words"], row["source"], tuple(row["model"]),
            version(row.get("from", "")), version(row.get("below", "")),
            row.get("platform", ""), row.get("quiet", False),
        )
        for row in table["quirk"]
    )  # fmt: skip


def version(text: str) -> tuple[int, ...]:
    """The numbers at the beginning of a version text: 3.1.1 gives (3, 1, 1); none gives ()."""
    numbers: list[int] = []
    for part in text.split("."):
        if not part.isascii() or not part.isdigit():
            break
        numbers.append(int(part))
    return tuple(numbers)


def quirks_of(
    strap: StrapInfo, platform: str = sys.platform, table: Iterable[Quirk] | None = None
) -> list[Quirk]:
    """The quirks a strap is known for on a platform."""
    firmware = version(strap.firmware)
    return [
        quirk
        for quirk in (all_quirks() if table is None else table)
        if any(name.startswith(model) for model in quirk.models for name in (strap.model, strap.name))
        and quirk.platform in ("", platform)
        and (not quirk.firmware_from or firmware >= quirk.firmware_from)
        and (not quirk.firmware_below or () < firmware < quirk.firmware_below)
    ]
