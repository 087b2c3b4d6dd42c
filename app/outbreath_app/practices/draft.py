"""A practice being made: every change keeps the one before, and problems are found as the reader would find them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from outbreath_app.practices.model import Eyes, Flow, PaceSpec, Phase, PhaseKind, Practice, Prompt
from outbreath_app.practices.reading import PracticeError, Problem, parse_practice
from outbreath_app.practices.writing import practice_toml

MAX_UNDO = 200


def blank_practice() -> Practice:
    """Where a new practice starts: whole and valid, with words to replace."""
    phases = (
        Phase(PhaseKind.SETTLE, "Arrive", 1.0, 2.0, None, (Prompt(0.0, "Take a comfortable seat."),)),
        Phase(
            PhaseKind.PRACTICE,
            "Practice",
            8.0,
            None,
            PaceSpec.named("soothing_rhythm"),
            (Prompt(0.0, "Let the breath come in gently, and take your time letting it out."),),
        ),
        Phase(PhaseKind.RECOVERY, "Let it go", 1.0, 3.0, None, (Prompt(0.0, "Breathe as you like."),)),
    )
    return Practice(
        key="my_practice",
        title="My practice",
        flow=Flow.BREATHING,
        about="A practice of my own.",
        minutes=10.0,
        eyes=Eyes.EITHER,
        phases=phases,
        own=True,
    )


class Draft:
    """The practice being edited, with undo and redo."""

    def __init__(self, practice: Practice | None = None) -> None:
        self._practice = blank_practice() if practice is None else practice
        self._saved = self._practice
        self._undo: list[Practice] = []
        self._redo: list[Practice] = []

    @classmethod
    def copy_of(cls, practice: Practice) -> Draft:
        """A practice of one's own that begins as a copy of another."""
        key = practice.key if practice.own else f"my_{practice.key}"[:64]
        return cls(replace(practice, key=key, own=True))

    @property
    def practice(self) -> Practice:
        return self._practice

    @property
    def changed(self) -> bool:
        """Whether there is something to save."""
        return self._practice != self._saved

    def saved(self) -> None:
        """The practice has been saved as it is."""
        self._saved = self._practice

    @property
    def can_undo(self) -> bool:
        return bool(self._undo)

    @property
    def can_redo(self) -> bool:
        return bool(self._redo)

    def undo(self) -> None:
        if self._undo:
            self._redo.append(self._practice)
            self._practice = self._undo.pop()

    def redo(self) -> None:
        if self._redo:
            self._undo.append(self._practice)
            self._practice = self._redo.pop()

    def become(self, practice: Practice) -> None:
        """Put the changed practice in place of this one."""
        if practice == self._practice:
            return
        self._undo = [*self._undo, self._practice][-MAX_UNDO:]
        self._redo = []
        self._practice = practice

    # --- phases and prompts ---

    def set_phase(self, index: int, phase: Phase) -> None:
        self._phases(lambda phases: phases.__setitem__(index, phase))

    def add_phase(self, index: int, phase: Phase) -> None:
        self._phases(lambda phases: phases.insert(index, phase))

    def remove_phase(self, index: int) -> None:
        self._phases(lambda phases: phases.__delitem__(index))

    def move_phase(self, index: int, to: int) -> None:
        self._phases(lambda phases: phases.insert(to, phases.pop(index)))

    def set_prompts(self, phase: int, prompts: tuple[Prompt, ...]) -> None:
        """The prompts of a phase, put in order of time."""
        ordered = tuple(sorted(prompts, key=lambda prompt: prompt.at))
        self.set_phase(phase, replace(self._practice.phases[phase], prompts=ordered))

    def add_prompt(self, phase: int, prompt: Prompt) -> None:
        self.set_prompts(phase, (*self._practice.phases[phase].prompts, prompt))

    def remove_prompt(self, phase: int, index: int) -> None:
        prompts = list(self._practice.phases[phase].prompts)
        del prompts[index]
        self.set_prompts(phase, tuple(prompts))

    def _phases(self, change: Callable[[list[Phase]], object]) -> None:
        phases = list(self._practice.phases)
        change(phases)
        self.become(replace(self._practice, phases=tuple(phases)))

    # --- the text ---

    @property
    def toml(self) -> str:
        """The text that would be saved."""
        return practice_toml(self._practice)

    def become_toml(self, text: str) -> None:
        """Take the practice from edited text. Raises PracticeError, and then nothing changes."""
        self.become(parse_practice(text))

    def problems(self) -> list[Problem]:
        """What stands in the way of saving; empty when nothing does."""
        try:
            parse_practice(self.toml)
        except PracticeError as error:
            return error.problems
        return []
