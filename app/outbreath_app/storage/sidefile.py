"""Notes, tags and hand-made labels of a recording, in a side file beside it: NAME.side.json."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from outbreath_app.storage.files import load_json, save_json
from outbreath_signal.artifacts import Labelling
from outbreath_signal.labels import Label

SUFFIX = ".side.json"
_MOST_TEXT, _MOST_TAGS, _MOST_LABELS = 20_000, 100, 1_000_000


@dataclass(frozen=True, slots=True)
class Side:
    """What a person added. labels: beat index -> label given by hand; the raw beats stay as they are.

    posture, kind: as told by the person ('' when not told); kind 'rest' or 'practice' where the recording does not say.
    """

    note: str = ""
    tags: tuple[str, ...] = ()
    posture: str = ""
    kind: str = ""
    labels: Mapping[int, Label] = field(default_factory=dict)


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
    )


def save_side(recording: Path, side: Side) -> None:
    """Keep it, whole or not at all."""
    labels = {str(i): label.word for i, label in sorted(side.labels.items())}
    values: dict[str, Any] = {"v": 1, "note": side.note, "tags": list(side.tags)}
    values |= {"posture": side.posture, "kind": side.kind, "labels": labels}
    save_json(side_path(recording), values)


def relabelled(found: Labelling, by_hand: Mapping[int, Label]) -> Labelling:
    """The labelling with the person's own labels in place of those found; what may be used follows."""
    if not by_hand:
        return found
    codes, accepted = found.codes.copy(), found.accepted.copy()
    pairs = found.pairs.copy()
    for index, label in by_hand.items():
        if index >= len(codes):
            continue
        codes[index] = label
        accepted[index] = label in (Label.NORMAL, Label.GAP)
    gap = codes == Label.GAP
    inner = accepted[1:] & accepted[:-1] & ~gap[1:]
    touched = np.zeros(len(codes), dtype=np.bool_)
    for index in by_hand:
        touched[index : index + 2] = True
    pairs[1:] = np.where(touched[1:], inner, pairs[1:])
    pairs[:1] = False
    share = 100.0 * float(np.mean(~accepted)) if len(codes) else 0.0
    return Labelling(codes, accepted, pairs, found.corrected, share, found.interpretable, found.reasons)


def _text(value: object) -> str:
    return value[:_MOST_TEXT].encode("utf-8", "replace").decode() if isinstance(value, str) else ""


def _labels(values: object) -> dict[int, Label]:
    words = {label.word: label for label in Label}
    if not isinstance(values, dict):
        return {}
    return {
        int(key): words[word]
        for key, word in list(values.items())[:_MOST_LABELS]
        if isinstance(word, str) and word in words and key.isascii() and key.isdigit() and len(key) < 8
    }
