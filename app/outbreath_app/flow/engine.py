"""The session flow: runs a plan step by step on a clock given to it, and says what is to be recorded.

Practices and assessments run on this same engine. Every moment is a monotonic time in ns handed in by the caller;
steps change at their exact time, whenever tick() happens to be called.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from outbreath_app.flow.checkin import When, checkin_line
from outbreath_app.flow.lines import phase_line, start_line
from outbreath_app.flow.personal import PersonalPace
from outbreath_app.flow.plan import Plan, Step
from outbreath_app.flow.view import Cue, FlowView, Stage
from outbreath_app.pacing import MAX_RATE_PER_MIN, MIN_RATE_PER_MIN, Pace, Pacer, pace_line

Line = dict[str, Any]

_NS = 1_000_000_000
MAX_TEXT_CHARS = 2000
LARGEST_PROPOSAL_PER_MIN = 0.1
EASIER_BY_PER_MIN = 1.0  # after discomfort: a quicker, so smaller, breath


class FlowError(RuntimeError):
    """Something asked of a session that its stage does not allow."""


class SessionFlow:
    """One session. emit receives the lines to be recorded (without number, stamp and checksum); cue the bells.

    own_rate_per_min: the pace the person has accepted as theirs, None without one. ease_in: every practice begins
    near the rate at which they breathe and comes down slowly. vary_pace: slow practices' breaths vary a little.
    """

    def __init__(
        self,
        plan: Plan,
        emit: Callable[[Line], None],
        cue: Callable[[Cue, int], None] = lambda cue, at_ns: None,
        *,
        own_rate_per_min: float | None = None,
        ease_in: bool = False,
        vary_pace: bool = False,
        posture: str = "sitting",
    ) -> None:
        if not plan.steps:
            raise ValueError("a session needs at least one step.")
        self.plan = plan
        self.pacer = Pacer()  # with the next step's pace already in it, for sound and the line ahead
        self._committed = Pacer()  # what has been recorded
        self._emit = emit
        self._cue = cue
        self._person = PersonalPace(own_rate_per_min, ease_in, varied=vary_pace)
        self._posture = posture
        self._steps = list(plan.steps)
        self._stage = Stage.READY
        self._index = 0
        self._step_from_ns = 0  # moved on by every pause, so that now - it is time practised
        self._done_s = 0.0  # practised in earlier steps
        self._stopped_ns = 0  # when the pause, the discomfort or the end began
        self._kept: tuple[Pace, int] | None = None  # the pacing to resume, and when it was stopped
        self._proposal: float | None = None

    def breathing_is_measured(self) -> None:
        """Motion or an ECG tells the breathing: later parts need no varied pacer to tell whether it is followed."""
        self._person.varied = False

    @property
    def stage(self) -> Stage:
        return self._stage

    @property
    def steps(self) -> tuple[Step, ...]:
        """All steps, with those added or repeated so far."""
        return tuple(self._steps)

    @property
    def step(self) -> Step:
        return self._steps[self._index]

    @property
    def own_per_min(self) -> float:
        """The pace of the parts that are at one's own (breaths a minute)."""
        return self._person.taken_per_min

    @property
    def measured_per_min(self) -> float | None:
        """How the person breathes now (breaths a minute), None while not known."""
        return self._person.measured_per_min

    @measured_per_min.setter
    def measured_per_min(self, rate_per_min: float | None) -> None:
        self._person.measured_per_min = rate_per_min
        self._plan_ahead()

    # --- before ---

    def check_in(self, answers: Mapping[str, int]) -> None:
        """The answers before the session; none need be given."""
        self._need(Stage.READY)
        if answers:
            self._emit(checkin_line(When.BEFORE, answers))

    def start(self, now_ns: int) -> None:
        """Begin. The safety instruction has been on the screen."""
        self._need(Stage.READY)
        self._stage = Stage.RUNNING
        self._emit(start_line(self.plan, now_ns, self._posture, self._person.ease_in))
        self._cue(Cue.START, now_ns)
        self._enter(0, now_ns)

    # --- during ---

    def tick(self, now_ns: int) -> FlowView:
        """Bring the session to now and say how it stands."""
        while self._stage is Stage.RUNNING:
            end_ns = self._step_end_ns()
            if end_ns is None or now_ns < end_ns:
                break
            self._go_on(end_ns)
        return self.view(now_ns)

    def pause(self, now_ns: int) -> None:
        """Stop the time and the pacing until resume()."""
        self.tick(now_ns)
        if self._stage is not Stage.RUNNING:
            return
        self._halt(now_ns, Stage.PAUSED, "pause")

    def resume(self, now_ns: int) -> None:
        """Go on where the pause began, with a new breath."""
        self._need(Stage.PAUSED, Stage.DISCOMFORT)
        self._emit({"k": "session", "event": "resume", "at": now_ns})
        self._step_from_ns += now_ns - self._stopped_ns
        self._stage = Stage.RUNNING
        if self._kept is not None and not self._person.unpaced:
            pace, stopped_ns = self._kept
            self._commit(self._committed.resumed(now_ns, pace, stopped_ns), now_ns)
        self._kept = None
        self._plan_ahead()

    def toggle(self, now_ns: int) -> None:
        """One key (Space): start, pause or resume, whichever comes next."""
        if self._stage is Stage.READY:
            self.start(now_ns)
        elif self._stage is Stage.RUNNING:
            self.pause(now_ns)
        elif self._stage is Stage.PAUSED:
            self.resume(now_ns)

    def stop(self, now_ns: int) -> None:
        """One key (Esc): end the session here. What was practised counts."""
        if self._stage is Stage.READY:
            self._stage = Stage.DONE
            return
        self.tick(now_ns)
        if self._stage in (Stage.RUNNING, Stage.PAUSED, Stage.DISCOMFORT):
            self._end(now_ns, complete=False)

    def discomfort(self, now_ns: int, what: str = "") -> None:
        """Stop pacing at once. The guidance in safety.DISCOMFORT is to be shown; what: the person's words, if any."""
        self.tick(now_ns)
        if self._stage in (Stage.RUNNING, Stage.PAUSED):
            self._halt(now_ns, Stage.DISCOMFORT, "discomfort", what)

    def go_on_unpaced(self, now_ns: int) -> None:
        """After discomfort or a pause: the rest of the session without pacing."""
        self._need(Stage.PAUSED, Stage.DISCOMFORT)
        self._person.unpaced = True
        self.resume(now_ns)

    def go_on_easier(self, now_ns: int) -> None:
        """After discomfort: the rest of the session with a quicker, smaller breath and no ramps."""
        self._need(Stage.PAUSED, Stage.DISCOMFORT)
        self._person.quicker_per_min += EASIER_BY_PER_MIN
        if self._kept is not None:
            pace, stopped_ns = self._kept
            rate = pace.rate_after((stopped_ns - pace.at_ns) / _NS) if pace.pattern else pace.rate_per_min
            rate = min(rate + EASIER_BY_PER_MIN, MAX_RATE_PER_MIN)
            steady = Pace(stopped_ns, pace.pattern, rate, pace.phase0, name=pace.name)
            self._kept = (steady, stopped_ns)
        self.resume(now_ns)

    def next_step(self, now_ns: int) -> None:
        """Leave this step now: the way out of an open one."""
        self.tick(now_ns)
        if self._stage is Stage.RUNNING:
            self._go_on(now_ns)

    def repeat_step(self, now_ns: int) -> None:
        """Do this step again from its beginning, marked as repeated in the recording."""
        self.tick(now_ns)
        self._need(Stage.RUNNING, Stage.PAUSED)
        if self._stage is Stage.PAUSED:
            self.resume(now_ns)
        self._steps.insert(self._index + 1, self.step)
        self._emit({"k": "session", "event": "repeat", "at": now_ns, "step": self._index})
        self._go_on(now_ns)

    def add_steps(self, steps: tuple[Step, ...], after_current: bool = False) -> None:
        """More steps, at the end or right after this one: an assessment that chooses as it goes."""
        self._need(Stage.READY, Stage.RUNNING, Stage.PAUSED)
        at = self._index + 1 if after_current else len(self._steps)
        self._steps[at:at] = steps
        self._plan_ahead()

    def lengthen(self, now_ns: int, seconds: float) -> None:
        """Stay so much longer in this step."""
        self.tick(now_ns)
        self._need(Stage.RUNNING, Stage.PAUSED)
        if self.step.seconds is not None:
            self._steps[self._index] = replace(self.step, seconds=self.step.seconds + seconds)
            self._emit({"k": "session", "event": "lengthen", "at": now_ns, "seconds": seconds})
            self._plan_ahead()

    # --- the pace ---

    def hold_ramp(self, now_ns: int) -> None:
        """One key on strain: keep the pace of this moment instead of slowing further."""
        self.tick(now_ns)
        pace = self._committed.pace_at(now_ns)
        if self._stage is Stage.RUNNING and (now_ns - pace.at_ns) / _NS < pace.settles_after_s:
            self._commit(self._committed.held(now_ns), now_ns, why="held")
            self._person.slowest_per_min = self._committed.rate_at(now_ns)
            self._plan_ahead()

    def change_rate(self, now_ns: int, rate_per_min: float, why: str = "chosen") -> None:
        """Another pace from now on in this step, the breath going on where it is; kept within 3 to 15/min."""
        self.tick(now_ns)
        if self._stage is Stage.RUNNING and self._committed.rate_at(now_ns) is not None:
            rate = min(max(rate_per_min, MIN_RATE_PER_MIN), MAX_RATE_PER_MIN)
            self._commit(self._committed.changed(now_ns, rate_per_min=rate), now_ns, why=why)
            self._plan_ahead()

    @property
    def proposal_fits(self) -> bool:
        """Whether a later part is at one's own pace, and nothing was found too much so far."""
        later = self._steps[self._index + 1 :]
        return not self._person.strained and any(step.pace and step.pace.own_pace for step in later)

    def propose_rate(self, rate_per_min: float) -> None:
        """Put a slightly different pace forward for the steps still to come; nothing changes until it is accepted."""
        if abs(rate_per_min - self.own_per_min) > LARGEST_PROPOSAL_PER_MIN + 1e-9:
            raise ValueError(
                f"a proposal differs by at most {LARGEST_PROPOSAL_PER_MIN}/min from {self.own_per_min:g}; "
                f"received {rate_per_min:g}."
            )
        self._proposal = rate_per_min

    def answer_proposal(self, now_ns: int, accepted: bool, unanswered: bool = False) -> None:
        """Yes or no to the pace put forward; a yes holds from the next step on. unanswered: it lapsed, as a no."""
        if self._proposal is None:
            return
        line = {"k": "session", "event": "proposal", "at": now_ns, "rate_per_min": self._proposal}
        told = {"from_per_min": self.own_per_min, "accepted": accepted, "unanswered": unanswered}
        self._emit(line | told)
        if accepted:
            self._person.own_per_min = self._proposal
            self._plan_ahead()
        self._proposal = None

    # --- words ---

    def mark(self, now_ns: int, text: str = "") -> None:
        """A mark at this moment."""
        self._emit({"k": "mark", "at": now_ns, "text": text[:MAX_TEXT_CHARS]})

    def note(self, text: str) -> None:
        """A note on the session."""
        if text.strip():
            self._emit({"k": "note", "text": text[:MAX_TEXT_CHARS]})

    # --- after ---

    def check_out(self, answers: Mapping[str, int]) -> None:
        """The answers after the session, or none; then it is done."""
        self._need(Stage.AFTER)
        if answers:
            self._emit(checkin_line(When.AFTER, answers))
        self._stage = Stage.DONE

    # --- how it stands ---

    def view(self, now_ns: int) -> FlowView:
        """The session at now_ns, without moving it on."""
        step, step_s = self.step, self._step_elapsed_s(now_ns)
        running = self._stage is Stage.RUNNING
        over = self._stage in (Stage.AFTER, Stage.DONE)
        pace = self.pacer.pace_at(now_ns)
        settling = running and pace.pattern is not None
        return FlowView(
            stage=self._stage,
            title=self.plan.title,
            step_title=step.title,
            step_kind=step.kind,
            step_index=self._index,
            step_count=len(self._steps),
            elapsed_s=self._done_s + step_s,
            left_s=0.0 if over else self._left_s(step_s),
            step_elapsed_s=step_s,
            step_left_s=None if step.seconds is None else max(step.seconds - step_s, 0.0),
            prompt=self._prompt(step_s) if running else "",
            position=self.pacer.position(now_ns),
            ramping=settling and (now_ns - pace.at_ns) / _NS < pace.settles_after_s,
            can_repeat=step.repeatable and self._stage in (Stage.RUNNING, Stage.PAUSED),
            can_go_on=running and (step.seconds is None or step.repeatable),
            proposed_per_min=self._proposal,
        )

    def _left_s(self, step_s: float) -> float | None:
        lengths = [step.seconds for step in self._steps[self._index :]]
        if None in lengths:
            return None
        return max(sum(length for length in lengths if length is not None) - step_s, 0.0)

    def _prompt(self, step_s: float) -> str:
        text = ""
        for prompt in self.step.prompts:
            if prompt.at_s <= step_s:
                text = prompt.text
        return text

    def _step_elapsed_s(self, now_ns: int) -> float:
        if self._stage is Stage.READY:
            return 0.0
        until_ns = now_ns if self._stage is Stage.RUNNING else self._stopped_ns
        return max(until_ns - self._step_from_ns, 0) / _NS

    def _step_end_ns(self) -> int | None:
        if self.step.seconds is None:
            return None
        return self._step_from_ns + round(self.step.seconds * _NS)

    # --- moving on ---

    def _need(self, *stages: Stage) -> None:
        if self._stage not in stages:
            raise FlowError(f"a session that is {self._stage} cannot do this.")

    def _go_on(self, at_ns: int) -> None:
        if self._index + 1 == len(self._steps):
            self._end(at_ns, complete=True)
            return
        self._done_s += (at_ns - self._step_from_ns) / _NS
        self._enter(self._index + 1, at_ns)
        self._cue(Cue.CHANGE, at_ns)

    def _enter(self, index: int, at_ns: int) -> None:
        self._index, self._step_from_ns = index, at_ns
        step = self.step
        self._emit(phase_line(self.plan, step, at_ns))
        self._commit(self._person.paced(self._committed, at_ns, step), at_ns)
        self._plan_ahead()

    def _commit(self, pacer: Pacer, at_ns: int, why: str = "") -> None:
        """Take the pacer in force at at_ns and record its change, unless nothing was and nothing is paced."""
        before, after = self._committed.pace_at(at_ns), pacer.pace_at(at_ns)
        self._committed = self.pacer = pacer
        if before.pattern is not None or after.pattern is not None:
            self._emit(pace_line(after) | ({"why": why} if why else {}))

    def _plan_ahead(self) -> None:
        """Put the next step's pace into the pacer, so that sound and the line ahead know of it."""
        end_ns = self._step_end_ns()
        if self._stage is not Stage.RUNNING or end_ns is None:
            self.pacer = self._committed
        elif self._index + 1 < len(self._steps):
            self.pacer = self._person.paced(self._committed, end_ns, self._steps[self._index + 1])
        else:
            self.pacer = self._committed.stopped(end_ns)

    def _halt(self, now_ns: int, stage: Stage, event: str, what: str = "") -> None:
        line: Line = {"k": "session", "event": event, "at": now_ns}
        self._emit(line | ({"text": what[:MAX_TEXT_CHARS]} if what else {}))
        if self._stage is Stage.RUNNING:
            pace = self._committed.pace_at(now_ns)
            self._kept = (pace, now_ns) if pace.pattern is not None else None
            self._stopped_ns = now_ns
            self._commit(self._committed.stopped(now_ns), now_ns)
        self._stage = stage

    def _end(self, at_ns: int, complete: bool) -> None:
        practised_s = self._done_s + self._step_elapsed_s(at_ns)
        if self._stage is Stage.RUNNING:
            self._stopped_ns = at_ns
            self._commit(self._committed.stopped(at_ns), at_ns)
        self._stage = Stage.AFTER
        line: Line = {"k": "session", "event": "stop", "at": at_ns, "complete": complete}
        self._emit({**line, "practised_s": round(practised_s, 3)})
        self._cue(Cue.END, at_ns)
