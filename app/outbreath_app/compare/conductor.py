"""Leads a comparison to its end: pairs that could not be used are done once more, after the last step, in the same order."""

from __future__ import annotations

from collections.abc import Callable

from outbreath_app.compare.experiment import Experiment, PlanWords, comparison_plan, step_of
from outbreath_app.compare.scoring import Comparison
from outbreath_app.flow.engine import SessionFlow
from outbreath_app.flow.plan import Plan, Step
from outbreath_app.flow.view import Stage

DECIDE_BEFORE_S = 6.0  # the pacer and the sound are to know the next pace in time
MOST_AGAIN = 2  # pairs that come again; with more trouble than that another day tells more

Heard = Callable[[], Comparison | None]
"""The comparison as far as it has been heard; None before anything has."""


class ComparisonConductor:
    """Adds to the session's flow; it never changes what was laid out. words: as in comparison_plan."""

    def __init__(self, experiment: Experiment, words: PlanWords | None = None) -> None:
        self.experiment = experiment
        self._words = words or PlanWords()
        self._decided = False
        self.again = 0
        self.plan: Plan = comparison_plan(experiment, self._words)

    def attend(self, flow: SessionFlow, heard: Heard, now_ns: int) -> None:
        """Shortly before the last step ends, add what is missing. To be called before the flow's own tick."""
        if self._decided or flow.stage is not Stage.RUNNING:
            return
        view = flow.view(now_ns)
        last = view.step_index + 1 == len(flow.steps)
        if not last or view.step_left_s is None or view.step_left_s > DECIDE_BEFORE_S:
            return
        self._decided = True
        found = heard()
        if found is not None:
            flow.add_steps(tuple(self._missing(found)))

    def _missing(self, found: Comparison) -> list[Step]:
        """The steps of the lost pairs, each with a rest before it."""
        order = self.experiment.order
        there = {pair.number for pair in found.pairs}
        lost = [number for number in range(1, len(order) // 2 + 1) if number not in there][:MOST_AGAIN]
        self.again = len(lost)
        steps: list[Step] = []
        for place, letter in enumerate("".join(order[2 * (number - 1) : 2 * number] for number in lost)):
            steps += [
                step_of(self.experiment, None, len(order) + place, self._words),
                step_of(self.experiment, letter, len(order) + place, self._words),
            ]
        return steps
