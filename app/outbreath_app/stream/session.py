"""The session: a recording's lines become live estimates. Live, replayed and headless all run exactly this."""

from __future__ import annotations

from dataclasses import dataclass, replace

from outbreath_app.pacing.following import PaceFollower, RateFrom
from outbreath_app.stream.beats import BeatStream, payload_of
from outbreath_app.stream.ecg_rates import EcgFollower
from outbreath_app.stream.motion import MotionFollower
from outbreath_devices.recording.line import Line
from outbreath_devices.strap.beat import Beat
from outbreath_devices.strap.events import LinkState, Source
from outbreath_devices.strap.silence import WORDS, Silence
from outbreath_signal.artifacts.origin import RrOrigin
from outbreath_signal.breathing.from_motion import MotionRate
from outbreath_signal.ecg.watch import EcgVerdict
from outbreath_signal.estimate import BreathSource, Estimate
from outbreath_signal.live.ecg_breathing import EcgRate
from outbreath_signal.live.engine import LiveEngine

HEARD_AGAIN = WORDS[Silence.NONE]


@dataclass(frozen=True, slots=True)
class SessionState:
    """What is known after a line, beside the estimates.

    t_s: seconds since the recording began. link: None before the first link line. link_trouble: what keeps beats
    from coming now, in a plain sentence, empty when nothing does. link_remark: what the link said beside that, while it
    holds. contact: the strap's own flag, unless its intervals contradict it.
    hr_bpm: the strap's own heart rate, for show only. phase, practice: names as recorded. pace: the latest pace line.
    origin: whether the intervals look measured, computed from the heart rate, or smoothed. ecg: whether they agree with
    the strap's own ECG over the last minute.
    """

    t_s: float = 0.0
    link: LinkState | None = None
    link_reason: str = ""
    link_trouble: str = ""
    link_remark: str = ""
    strap_name: str = ""
    contact: bool | None = None
    battery_pct: int | None = None
    hr_bpm: int | None = None
    phase: str = ""
    practice: str = ""
    pace: Line | None = None
    running: bool = False
    disk: str = "ok"
    ended: bool = False
    origin: RrOrigin = RrOrigin.UNKNOWN
    ecg: EcgVerdict = EcgVerdict.UNKNOWN


@dataclass(frozen=True, slots=True)
class SessionUpdate:
    """One line's news: the state after it, its beats, and one estimate for each of them."""

    state: SessionState
    beats: tuple[Beat, ...] = ()
    estimates: tuple[Estimate, ...] = ()

    @property
    def estimate(self) -> Estimate | None:
        """The latest of the estimates, None when the line held no beat."""
        return self.estimates[-1] if self.estimates else None


class Session:
    """Feed it every line of a recording, in order."""

    def __init__(self) -> None:
        self._stream = BeatStream()
        self._engine = LiveEngine()
        self._pacer = PaceFollower()
        self._motion: MotionFollower | None = None
        self._ecg: EcgFollower | None = None
        self._state = SessionState()
        self._last: Estimate | None = None

    def feed(self, line: Line) -> SessionUpdate:
        """What one line adds. Never raises on a line's content: what cannot be understood changes nothing."""
        heard = self._stream.feed(line)
        t_ns = line.get("t")
        state, packet = self._state, heard.packet
        if isinstance(t_ns, int):
            t_s = self._stream.seconds(t_ns)
            self._state = (
                replace(state, t_s=t_s)
                if packet is None
                else replace(state, t_s=t_s, contact=packet.contact, hr_bpm=packet.hr_bpm)
            )
            for rate in self._pacer.due(t_ns):
                self._set_pace(rate)
        self._follow_streams(line)
        self._engine.tell_origin(self._stream.origin)
        estimates = tuple(self._push(beat) for beat in heard.beats)
        if estimates:
            self._last = estimates[-1]
            if self._state.origin is not self._engine.origin:
                self._state = replace(self._state, origin=self._engine.origin)
        self._follow(line)
        return SessionUpdate(self._state, heard.beats, estimates)

    def at(self, t_ns: int) -> Estimate:
        """What is known at a monotonic time: the last estimate, or nothing once no beat has come for some seconds."""
        known = self._engine.at(self._stream.seconds(t_ns))
        return self._last if self._last is not None and not known.stale else known

    def _push(self, beat: Beat) -> Estimate:
        """A beat's estimate, with the doubt that the strap's intervals deserve."""
        doubt = None
        if self._ecg is not None:
            self._ecg.beat(beat)
            doubt = self._ecg.doubt
        estimate = self._engine.push(
            beat.t_s, beat.rr_ms, beat.joined, contact=beat.contact, strap_bpm=self._state.hr_bpm
        )
        return replace(estimate, reasons=(*estimate.reasons, doubt)) if doubt else estimate

    def _follow_streams(self, line: Line) -> None:
        """Hand the breathing that the strap's accelerometer and ECG show to the engine, before the beats of the line."""
        t_ns, kind = line.get("t"), line.get("k")
        if not isinstance(t_ns, int):
            return
        if kind == "link" and line.get("state") in (LinkState.LOST, LinkState.CLOSED):
            for follower in (self._motion, self._ecg):
                if follower is not None:
                    follower.link_lost()
        if kind != "n" or line.get("s") not in (Source.PMD_CONTROL, Source.PMD_DATA):
            return
        if self._motion is None or self._ecg is None:
            start_ns = self._stream.start_ns or 0
            self._motion, self._ecg = MotionFollower(start_ns), EcgFollower(start_ns)
        source, payload = str(line["s"]), payload_of(line)
        for told in self._motion.feed(source, t_ns, payload):
            self._hear(told, BreathSource.ACCELEROMETER)
        for read in self._ecg.feed(source, t_ns, payload):
            self._hear(read, BreathSource.ECG)
        if self._state.ecg is not self._ecg.verdict:
            self._state = replace(self._state, ecg=self._ecg.verdict)

    def _hear(self, told: MotionRate | EcgRate, source: BreathSource) -> None:
        if told.rate_per_min is not None:
            self._engine.push_breath(
                told.t_s, told.rate_per_min, source, told.quality, told.phase_cycles, told.phase_quality
            )

    def _follow(self, line: Line) -> None:
        match line.get("k"):
            case "head":
                strap = line.get("strap")
                if isinstance(strap, dict):
                    self._state = replace(self._state, strap_name=str(strap.get("name", "")))
            case "n" if line.get("s") == Source.BATTERY:
                level = payload_of(line)
                if len(level) == 1 and level[0] <= 100:
                    self._state = replace(self._state, battery_pct=level[0])
            case "link":
                self._follow_link(line)
            case "pace":
                self._follow_pace(line)
            case "phase":
                self._state = replace(
                    self._state, phase=str(line.get("name", "")), practice=str(line.get("practice", ""))
                )
            case "session":
                self._state = replace(self._state, running=line.get("event") in ("start", "resume"))
            case "disk":
                self._state = replace(self._state, disk=str(line.get("state", "ok")))
            case "foot":
                self._state = replace(self._state, ended=True)

    def _follow_link(self, line: Line) -> None:
        try:
            link = LinkState(str(line.get("state")))
        except ValueError:
            return
        strap = line.get("strap")
        name = str(strap.get("name", "")) if isinstance(strap, dict) else self._state.strap_name
        reason, details = str(line.get("reason", "")), line.get("details")
        self._state = replace(
            self._state,
            link=link,
            link_reason=reason,
            link_trouble=_trouble(self._state, link, reason, details),
            link_remark=_remark(self._state, link, reason, details),
            strap_name=name,
        )

    def _follow_pace(self, line: Line) -> None:
        self._state = replace(self._state, pace=line)
        rate = self._pacer.take(line)
        if rate is not None:
            self._set_pace(rate)

    def _set_pace(self, rate: RateFrom) -> None:
        at_s = self._stream.seconds(rate.at_ns)
        self._engine.set_pace(rate.rate_per_min, at_s, rate.inhale_share, rate.phase_cycles, rate.goes_on)


def _remark(before: SessionState, link: LinkState, reason: str, details: object) -> str:
    """What a link that holds says of itself beside silence and questions; the latest stays until the link is lost."""
    told = details if isinstance(details, dict) else {}
    if link is not LinkState.CONNECTED:
        return ""
    if not reason or told.get("silence") or "ask" in told:
        return before.link_remark
    return reason if "silence" not in told or reason != HEARD_AGAIN else before.link_remark


def _trouble(before: SessionState, link: LinkState, reason: str, details: object) -> str:
    """What a link line says of beats that do not come; other remarks about a link that holds change nothing."""
    silence = details.get("silence") if isinstance(details, dict) else None
    match link:
        case LinkState.CONNECTED if silence is not None:
            return reason if silence else ""
        case LinkState.CONNECTED:
            return before.link_trouble if reason or before.link is LinkState.CONNECTED else ""
        case LinkState.LOST | LinkState.CLOSED:
            return reason
    return reason or before.link_trouble
