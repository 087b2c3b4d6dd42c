"""A session being practised: the flow, the feed, the live model and the trainer page wired together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from outbreath_app.assess.proposing import PaceSeen
from outbreath_app.flow.engine import SessionFlow
from outbreath_app.flow.view import Cue, FlowView, Stage
from outbreath_app.pacing import Pacer
from outbreath_app.ui.feeds.base import Feed
from outbreath_app.ui.live.model import LiveModel
from outbreath_app.ui.live.ownrange import LIKE_PACE_PER_MIN, OwnRanges, openness
from outbreath_app.ui.practise.choosing.request import HeartKind, SessionRequest
from outbreath_app.ui.practise.session.proposing import PaceProposals
from outbreath_app.ui.trainer.page import TrainerPage
from outbreath_app.ui.words.i18n import number, tr
from outbreath_app.ui.words.reasons import problem_words
from outbreath_devices.strap.events import LinkState
from outbreath_signal.estimate import Adherence, BreathSource
from outbreath_signal.live.engine import SENSORS

ASIDE_NS = 8_000_000_000


class Sounding(Protocol):
    """The sound of a session, or a stand-in that makes none."""

    def start(self) -> None: ...

    def follow(self, pacer: Pacer) -> None: ...

    def strike(self, cue: Cue, at_ns: int) -> None: ...

    def feed_back(self, openness: float | None) -> None: ...

    def speak(self, words: str) -> None: ...

    def tend(self) -> None: ...

    def close(self) -> None: ...


class Silence:
    """No sound."""

    def start(self) -> None: ...

    def follow(self, pacer: Pacer) -> None: ...

    def strike(self, cue: Cue, at_ns: int) -> None: ...

    def feed_back(self, openness: float | None) -> None: ...

    def speak(self, words: str) -> None: ...

    def tend(self) -> None: ...

    def close(self) -> None: ...


class PracticeSession(QObject):
    """Runs one session. The page reports wishes, the flow decides, the feed records, the model shows."""

    finished = Signal()  # the flow is over; the check-out and the summary follow
    discomfort_shown = Signal(bool)

    def __init__(
        self,
        request: SessionRequest,
        feed: Feed,
        model: LiveModel,
        page: TrainerPage,
        sound: Sounding | None = None,
        own_rate_per_min: float | None = None,
        ease_in: bool = False,
        vary_pace: bool = False,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.request, self.feed, self.model, self.page = request, feed, model, page
        self.sound: Sounding = sound or Silence()
        self.flow = SessionFlow(
            request.plan,
            feed.send,
            self._on_cue,
            own_rate_per_min=own_rate_per_min,
            ease_in=ease_in,
            vary_pace=vary_pace,
        )
        self.proposals: PaceProposals | None = None
        self.problem = ""
        self._aside, self._aside_until_ns = "", 0
        self._remarked = model.state.link_remark  # it has been read while the strap was reached
        self._over = False
        self._spoken = ""
        self._stale = False
        self._frames = 0
        self._pacer: Pacer | None = None
        model.updated.connect(self._on_news)
        model.breath_added.connect(self._on_breath)
        feed.failed.connect(self._on_failed)
        page.pause_wanted.connect(self.toggle)
        page.stop_wanted.connect(self.stop)
        page.mark_wanted.connect(lambda: self.mark(""))
        page.discomfort_wanted.connect(self.discomfort)
        page.hold_wanted.connect(self.hold)
        page.next_wanted.connect(self.next_step)
        page.again_wanted.connect(self.repeat_step)
        page.pace_wanted.connect(self.change_pace)

    def propose_paces(
        self, read: Callable[[], Sequence[PaceSeen]], declined_per_min: float | None
    ) -> PaceProposals:
        """Put a pace forward as soon as `read` has told, beside the window, of the earlier sessions."""
        card = self.page.proposal
        self.proposals = PaceProposals(
            self.flow, card, lambda words: self.sound.speak(words), declined_per_min, self
        )
        self.proposals.read(read)
        return self.proposals

    @property
    def now_ns(self) -> int:
        return self.feed.clock.now_ns()

    @property
    def stage(self) -> Stage:
        return self.flow.stage

    def start(self) -> None:
        """The person has read the safety instruction and pressed start."""
        self.flow.check_in(self.request.answers)
        self.sound.start()
        self.flow.start(self.now_ns)
        self.tick()

    def tick(self) -> None:
        """One frame."""
        self.feed.tick()
        now_ns = self.now_ns
        known = self.model.estimate
        if known is not None and known.breath_source in SENSORS:
            self.flow.breathing_is_measured()
        view = self.flow.tick(now_ns)
        if self.flow.pacer is not self._pacer:
            self._pacer = self.flow.pacer
            self.model.set_pacer(self._pacer)
            self.sound.follow(self._pacer)
        self._frames += 1
        if self._frames % 120 == 0:
            self.sound.tend()
        self._show(view, now_ns)
        if self.proposals is not None:
            self.proposals.follow(view, now_ns)
        if view.stage is Stage.AFTER and not self._over:
            self._over = True
            self.sound.close()
            self.finished.emit()

    def _show(self, view: FlowView, now_ns: int) -> None:
        page = self.page
        step = view.step_title
        if view.step_count > 1:
            step = tr(
                "{step}  ·  {index} of {count}",
                step=step,
                index=number(view.step_index + 1),
                count=number(view.step_count),
            )
        rate = view.position.rate_per_min
        if view.ramping and rate is not None:
            step += "  ·  " + tr("{rate} breaths a minute, slowing", rate=number(rate, 1))
        page.show_title(view.title, step)
        page.show_prompt(view.prompt)
        if view.prompt != self._spoken:
            self._spoken = view.prompt
            self.sound.speak(view.prompt)
        page.offer(view.ramping, view.can_repeat, view.can_go_on)
        page.show_frame(now_ns, self._left_s(view))
        self._hush_when_stale(now_ns)
        self._pass_on_remark()
        page.notice.say(self._notice(view, now_ns))

    def _pass_on_remark(self) -> None:
        """What the strap's link says beside the beats, shown for a while when it is new."""
        remark = self.model.state.link_remark
        if remark and remark != self._remarked:
            self.say(problem_words(remark))
        self._remarked = remark

    def _left_s(self, view: FlowView) -> float | None:
        """Seconds to be shown as left."""
        return view.left_s

    def _notice(self, view: FlowView, now_ns: int) -> str:
        """What wants reading now: one thing, the most pressing."""
        state = self.model.state
        if view.stage is Stage.PAUSED:
            return tr("Paused. Press Space to go on.")
        if self.problem:
            return self.problem
        if state.disk not in ("ok", ""):
            return tr("The disk is full. Nothing is lost: the beats wait in memory until there is room.")
        if state.link is LinkState.LOST:
            return tr("The strap is out of reach. It comes back by itself; the pacer goes on.")
        if state.link_trouble:
            return problem_words(state.link_trouble)
        return self._aside if now_ns < self._aside_until_ns else ""

    # --- what the person wants ---

    def toggle(self) -> None:
        self.flow.toggle(self.now_ns)
        self.page.show_paused(self.stage is Stage.PAUSED)
        self.tick()

    def stop(self) -> None:
        if self.stage is Stage.DISCOMFORT:
            self.discomfort_shown.emit(False)
        self.flow.stop(self.now_ns)
        self.tick()

    def discomfort(self) -> None:
        self.flow.discomfort(self.now_ns)
        if self.stage is Stage.DISCOMFORT:
            self.tick()
            self.discomfort_shown.emit(True)

    def go_on(self, how: str) -> None:
        """After discomfort: `easier`, `unpaced`, or as it was."""
        if how == "easier":
            self.flow.go_on_easier(self.now_ns)
        elif how == "unpaced":
            self.flow.go_on_unpaced(self.now_ns)
        else:
            self.flow.resume(self.now_ns)
        self.discomfort_shown.emit(False)
        self.page.show_paused(False)
        self.tick()

    def mark(self, text: str) -> None:
        self.flow.mark(self.now_ns, text)
        self.say(tr("Marked."))

    def hold(self) -> None:
        """Slow no further; said in words, for the pace looks the same."""
        if not self.flow.view(self.now_ns).ramping:
            return
        self.flow.hold_ramp(self.now_ns)
        rate = self.flow.pacer.rate_at(self.now_ns)
        self.say(tr("Held at {rate} breaths a minute.", rate=number(rate, 1)))
        self.tick()

    def next_step(self) -> None:
        self.flow.next_step(self.now_ns)
        self.tick()

    def repeat_step(self) -> None:
        """Do the part again, where it can be."""
        if self.flow.view(self.now_ns).can_repeat:
            self.flow.repeat_step(self.now_ns)
            self.page.show_paused(False)
            self.tick()

    def change_pace(self, by_per_min: float) -> None:
        """A little quicker or slower from now on in this part; said in words."""
        before = self.flow.pacer.rate_at(self.now_ns)
        if before is None or self.stage is not Stage.RUNNING:
            return
        self.flow.change_rate(self.now_ns, round((before + by_per_min) * 4) / 4)
        after = self.flow.pacer.rate_at(self.now_ns)
        self.say(tr("{rate} breaths a minute", rate=number(after, 2)))
        self.tick()

    def say(self, text: str) -> None:
        """A sentence to be shown for a while, such as that there is no sound device."""
        self._aside, self._aside_until_ns = tr(text), self.now_ns + ASIDE_NS

    def say_problem(self, problem: str) -> None:
        """Something is wrong with the recording or the strap, and stays so."""
        self._on_failed(problem)

    # --- what happens ---

    def _on_cue(self, cue: Cue, at_ns: int) -> None:
        self.sound.strike(cue, at_ns)

    def _on_news(self) -> None:
        estimate = self.model.estimate_at(self.now_ns)
        if estimate is None or estimate.breath_source in (None, BreathSource.PACER):
            return
        if estimate.breath_rate_per_min is not None:
            self.flow.measured_per_min = estimate.breath_rate_per_min

    def _hush_when_stale(self, now_ns: int) -> None:
        """A chord that carries the heart's swing must not go on with one of a heart that is no longer heard."""
        estimate = self.model.estimate_at(now_ns)
        stale = estimate is not None and estimate.stale
        if stale and not self._stale:
            self.sound.feed_back(None)
            self.flow.measured_per_min = None
        self._stale = stale

    def _on_breath(self) -> None:
        """Let the chord follow the breath's swing; it falls silent where the data support no score."""
        estimate, point = self.model.estimate, self.model.history.breaths[-1]
        known = (
            estimate is not None and estimate.interpretable and estimate.adherence is not Adherence.OFF_PACE
        )
        self.sound.feed_back(openness(self.model.own, point.rsa_ms) if known else None)

    def keep_range(self, ranges: OwnRanges) -> None:
        """Keep what this session's heart did at its pace, for the band of later ones."""
        paced = [step.pace for step in self.flow.steps if step.pace is not None]
        if paced and self.model.estimate is not None and self.model.estimate.interpretable:
            rate = paced[-1].target_per_min
            ranges.add(rate, self._rsa_near(rate))

    def _rsa_near(self, rate_per_min: float) -> list[float]:
        """RSA (ms) of the breaths that were paced at a like rate: not those on the way down to it."""
        if self.model.first_ns is None:
            return []
        asked = [
            (self.flow.pacer.rate_at(self.model.first_ns + round(point.t_s * 1e9) - 1), point.rsa_ms)
            for point in self.model.history.breaths
        ]
        return [
            rsa for rate, rsa in asked if rate is not None and abs(rate - rate_per_min) <= LIKE_PACE_PER_MIN
        ]

    def _on_failed(self, problem: str) -> None:
        self.page.show_unrecorded()
        if self.request.heart.kind is HeartKind.NONE:
            self.problem = tr("This session is not being recorded: {reason}", reason=problem_words(problem))
        else:
            self.problem = tr(
                "The heart is no longer recorded: {reason} The pacer goes on.", reason=problem_words(problem)
            )
