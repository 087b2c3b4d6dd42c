"""Labels given to beats by hand, with undo and redo; the raw beats are never touched."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from outbreath_app.storage.sidefile import load_side, save_side
from outbreath_signal.labels import Label


class Relabelling:
    """One recording's labels by hand. Every change is kept at once beside the recording."""

    def __init__(self, recording: Path) -> None:
        self.recording = recording
        self._states: list[dict[int, Label]] = [dict(load_side(recording).labels)]
        self._at = 0

    @property
    def labels(self) -> Mapping[int, Label]:
        """Beat index to label."""
        return self._states[self._at]

    @property
    def can_undo(self) -> bool:
        return self._at > 0

    @property
    def can_redo(self) -> bool:
        return self._at + 1 < len(self._states)

    def give(self, index: int, label: Label | None) -> None:
        """Label one beat; None takes the label by hand away, so that the one found counts again."""
        changed = dict(self.labels)
        if label is None:
            changed.pop(index, None)
        else:
            changed[index] = label
        if changed == self.labels:
            return
        self._states = [*self._states[: self._at + 1], changed]
        self._go(self._at + 1)

    def undo(self) -> None:
        """Take the last change back."""
        if self.can_undo:
            self._go(self._at - 1)

    def redo(self) -> None:
        """Make the change taken back again."""
        if self.can_redo:
            self._go(self._at + 1)

    def _go(self, at: int) -> None:
        # the note and tags may have been changed meanwhile: only the labels are ours
        save_side(self.recording, replace(load_side(self.recording), labels=self._states[at]))
        self._at = at
