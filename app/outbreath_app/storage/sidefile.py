"""Notes, tags and hand-made labels of a recording, in a side file beside it: NAME.side.json."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from outbreath_app.storage.json_files import load_json, save_json
from outbreath_signal.labels import Label

SUFFIX = ".side.json"
# what else a study must report, in the order in which it is asked
DETAILS = ("eyes", "breathing", "place", "before")
_MOST_TEXT, _MOST_TAGS, _MOST_LABELS = 20_000, 100, 1_000_000


@dataclass(frozen=True, slots=True)
class Side:
    """What a person added. labels: beat index -> label given by hand; the raw beats stay as they are.

    posture, kind: as told by the person ('' when not told); kind 'rest' or 'practice' where the recording does not say.
    details: what else a study must report, by the keys of DETAILS.
    """

    note: str = ""
    tags: tuple[str, ...] = ()
    posture: str = ""
    kind: str = ""
    labels: Mapping[int, Label] = field(default_factory=dict)
    details: Mapping[str, str] = field(default_factory=dict)


def side_path(recording: Path) -> Path:
    """Where a recording's side file is."""
    return recording.with_name(stem_of(recording) + SUFFIX)


def stem_of(recording: Path) -> str:
    """The recording's name without .jsonl or .jsonl.gz."""
    return recording.name.removesuffix(".gz").removesuffix(".jsonl")


def load_side(recording: Path) -> Side:
    """The side file, empty when there is none; entries that make no sense are left out. Raises StorageError."""
    values = load_json(side_path(recording))
    tags = values.get("tags")
    return Side(
        note=_text(values.get("note")),
        tags=tuple(_text(t)[:100] for t in tags if isinstance(t, str) and t)[:_MOST_TAGS]
        if isinstance(tags, list)
        else (),
        posture=_text(values.get("posture"))[:100],
        kind=values["kind"] if values.get("kind") in ("rest", "practice") else "",
        labels=_labels(values.get("labels")),
        details=_details(values.get("details")),
    )


def save_side(recording: Path, side: Side) -> None:
    """Keep it, whole or not at all."""
    labels = {str(i): label.word for i, label in sorted(side.labels.items())}
    values: dict[str, Any] = {"v": 1, "note": side.note, "tags": list(side.tags)}
    values |= {"posture": side.posture, "kind": side.kind, "labels": labels}
    values["details"] = {key: side.details[key] for key in DETAILS if side.details.get(key)}
    save_json(side_path(recording), values)


def _text(value: object) -> str:
    return value[:_MOST_TEXT].encode("utf-8", "replace").decode() if isinstance(value, str) else ""


def _details(values: object) -> dict[str, str]:
    if not isinstance(values, dict):
        return {}
    return {key: text for key in DETAILS if (text := _text(values.get(key))[:200])}


def _labels(values: object) -> dict[int, Label]:
    words = {label.word: label for label in Label}
    if not isinstance(values, dict):
        return {}
    return {
        int(key): words[word]
        for key, word in list(values.items())[:_MOST_LABELS]
        if isinstance(word, str) and word in words and key.isascii() and key.isdigit() and len(key) < 8
    }
