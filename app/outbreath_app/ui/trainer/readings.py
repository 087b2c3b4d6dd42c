"""What is known now, as words and numbers to show: nothing is computed here that the core did not return."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from outbreath_app.stream.session import SessionState
from outbreath_app.ui.words.i18n import DASH, number, tr
from outbreath_app.ui.words.reasons import reason_words
from outbreath_devices.strap.events import LinkState
from outbreath_signal.ecg.watch import EcgVerdict
from outbreath_signal.estimate import Adherence, BreathSource, Estimate
from outbreath_signal.live.engine import STALE_S
from outbreath_signal.reasons import Why

# reasons that pass by themselves: their counts are for the clinician's view
_ONLY_TIME = frozenset({Why.TOO_FEW_RECENT_BEATS, Why.TOO_FEW_BREATHS, Why.RMSSD_TOO_FEW_PAIRS})
# said beside a number rather than in place of one
_REMARKS = frozenset({Why.RSA_AT_PACER_RATE, Why.RSA_AT_MEASURED_RATE, Why.RATE_FROM_HEARTBEAT})
# about the beats themselves, and so about every number made of them
_OF_ALL = frozenset(
    {
        Why.CONTACT_LOST, Why.BEATS_OUT_OF_TURN, Why.EARLY_BEATS_SHADE, Why.RHYTHM_IRREGULAR,
        Why.TOO_FEW_SOUND_BEATS, Why.INTERVALS_FROM_RATE, Why.INTERVALS_SMOOTHED,
    }
)  # fmt: skip
MOST_CORRECTED_PCT = 5.0  # beyond this the beats are said to be unreliable


class Detail(StrEnum):
    """How much is shown."""

    CALM = "calm"
    STANDARD = "standard"
    DETAILED = "detailed"
    CLINICIAN = "clinician"


@dataclass(frozen=True, slots=True)
class Reading:
    """One thing on the panel: its title, the value with its unit, and a line beneath (interval or reason)."""

    title: str
    value: str
    beneath: str = ""


def interval_words(low: float | None, high: float | None, decimals: int = 0) -> str:
    """The 95 % interval in words, empty when there is none."""
    if low is None or high is None:
        return ""
    return tr("{low} to {high}", low=number(low, decimals), high=number(high, decimals))


def breathing_reading(estimate: Estimate | None, paced: bool, stale: bool = False) -> Reading:
    """Whether the breathing follows the pacer: shown before anything that would be a score."""
    title = tr("Breathing")
    if stale:
        return Reading(title, DASH, tr("No fresh beats"))
    if estimate is None:
        return Reading(title, tr("Listening"), tr("Not enough data yet"))
    rate = estimate.breath_rate_per_min
    beneath = ""
    if rate is not None:
        beneath = (
            tr("about {rate} a minute", rate=number(rate, 1)) + " " + source_words(estimate.breath_source)
        )
    if not paced:
        return Reading(title, tr("As you like"), beneath.strip())
    match estimate.adherence:
        case Adherence.ON_PACE:
            return Reading(title, tr("With the pacer"), beneath.strip())
        case Adherence.OFF_PACE:
            return Reading(title, tr("Off pace"), beneath.strip())
        case Adherence.UNKNOWN:
            return Reading(title, tr("Not known yet"), beneath.strip())


def source_words(source: BreathSource | None) -> str:
    """Where a breathing rate came from, in brackets."""
    match source:
        case BreathSource.ACCELEROMETER:
            return tr("(from movement)")
        case BreathSource.ECG:
            return tr("(from the ECG)")
        case BreathSource.RR:
            return tr("(read from the heartbeat)")
        case BreathSource.PACER:
            return tr("(asked for)")
        case None:
            return ""


def heart_reading(estimate: Estimate | None, state: SessionState, stale: bool) -> Reading:
    title = tr("Heart rate")
    if stale or estimate is None or estimate.hr_bpm is None:
        return Reading(title, DASH, tr("No fresh beats") if stale else tr("Not enough data yet"))
    interval = interval_words(estimate.hr_low_bpm, estimate.hr_high_bpm)
    return Reading(title, number(estimate.hr_bpm) + " " + tr("bpm"), interval)


def swing_reading(estimate: Estimate | None, stale: bool) -> Reading:
    """RSA: how far the heart swings with each breath."""
    title = tr("Heart swing per breath (RSA)")
    if stale or estimate is None or estimate.rsa_ms is None:
        return Reading(title, DASH, why_missing(estimate, stale))
    interval = interval_words(estimate.rsa_low_ms, estimate.rsa_high_ms)
    return Reading(title, number(estimate.rsa_ms) + " " + tr("ms"), interval)


def rmssd_reading(estimate: Estimate | None, stale: bool) -> Reading:
    title = tr("Beat-to-beat change (RMSSD)")
    if stale or estimate is None or estimate.rmssd_ms is None:
        return Reading(title, DASH, why_missing(estimate, stale, of_rmssd=True))
    interval = interval_words(estimate.rmssd_low_ms, estimate.rmssd_high_ms)
    return Reading(title, number(estimate.rmssd_ms) + " " + tr("ms"), interval)


def why_missing(estimate: Estimate | None, stale: bool, of_rmssd: bool = False) -> str:
    """The first reason that concerns the missing number, in the person's language."""
    if stale:
        return tr("No fresh beats")
    reasons = estimate.reasons if estimate is not None else ()
    mine = [
        reason
        for reason in reasons
        if reason.kind in _OF_ALL
        or ((reason.kind is Why.RMSSD_TOO_FEW_PAIRS) == of_rmssd and reason.kind not in _REMARKS)
    ]
    if not mine or mine[0].kind in _ONLY_TIME:
        return tr("Not enough data yet")
    return sentence(reason_words(mine[0]))


def sentence(text: str) -> str:
    """The text with a capital first letter."""
    return text[:1].upper() + text[1:]


def signal_words(estimate: Estimate | None, state: SessionState, silent_s: float | None) -> str:
    """The signal in words, worst news first."""
    if state.link is None and silent_s is None:
        return tr("No strap")
    if state.link is LinkState.LOST:
        return tr("Strap lost")
    if state.contact is False:
        return tr("No skin contact")
    if silent_s is not None and silent_s > STALE_S:
        return tr("Nothing heard for {seconds} s", seconds=number(silent_s))
    if estimate is None:
        return tr("Listening")
    if estimate.stale:
        return tr("No fresh beats")
    if not estimate.interpretable:
        return tr("Not interpretable")
    if estimate.corrected_pct is not None and estimate.corrected_pct > MOST_CORRECTED_PCT:
        return tr("Unreliable")
    if state.ecg is EcgVerdict.DISAGREES:
        return tr("Doubtful")
    if estimate.quality >= 0.95:
        return tr("Clear")
    if estimate.quality >= 0.8:
        return tr("Fair")
    return tr("Weak")


def signal_reading(estimate: Estimate | None, state: SessionState, silent_s: float | None) -> Reading:
    """The signal, and beneath it the share of the last minute that can be used or what to do."""
    words = signal_words(estimate, state, silent_s)
    if state.link is LinkState.LOST:
        return Reading(tr("Signal"), words, tr("Trying to reach it again"))
    if state.contact is False:
        return Reading(tr("Signal"), words, tr("Moisten the pads and tighten the strap"))
    if estimate is None or estimate.stale or (silent_s is not None and silent_s > STALE_S):
        return Reading(tr("Signal"), words)
    if state.ecg is EcgVerdict.DISAGREES:
        return Reading(tr("Signal"), words, tr("Beats and ECG disagree"))
    return Reading(tr("Signal"), words, tr("{share} % of beats usable", share=number(100 * estimate.quality)))


def is_stale(state: SessionState, silent_s: float | None, estimate: Estimate | None) -> bool:
    """Whether what was measured is too old to be shown as now: no packets, or packets without a beat."""
    return (
        (estimate is not None and estimate.stale)
        or state.link is LinkState.LOST
        or state.contact is False
        or (silent_s is not None and silent_s > STALE_S)
    )


def state_words(state: SessionState, replayed: bool) -> str:
    """One line for the head of the page: the strap, its link and its battery."""
    words = []
    if replayed:
        words.append(tr("Replay"))
    if state.strap_name:
        words.append(tr(state.strap_name))  # only the simulated one has a name of ours
    match state.link:
        case LinkState.SEARCHING:
            words.append(tr("looking for the strap"))
        case LinkState.CONNECTING:
            words.append(tr("connecting"))
        case LinkState.CONNECTED:
            words.append(tr("connected"))
        case LinkState.LOST:
            words.append(tr("strap lost, reconnecting"))
        case LinkState.CLOSED:
            words.append(tr("disconnected"))
        case None:
            if not replayed:
                words.append(tr("no strap"))
    heard = state.link in (LinkState.CONNECTED, None)  # else what was last said of the skin is old
    if state.contact is not None and heard:
        words.append(tr("skin contact good") if state.contact else tr("no skin contact"))
    if state.battery_pct is not None:
        words.append(tr("battery {percent} %", percent=number(state.battery_pct)))
    return "  ·  ".join(words)
