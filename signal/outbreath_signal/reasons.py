"""Why a number is missing or doubtful: a code with its values. The English words stand here, once; other languages are the program's.

A reason is data: code asks which it is (`reason.kind is Why.UNRELIABLE`), never how it is worded. Codes are the names of the
members in small letters; they are stable, written in JSON, and listed in docs/reasons.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, unique
from string import Formatter


class ReasonKind(Enum):
    """The reasons of one package; each member's value is its English sentence with {named} places. Call one to give its values."""

    @property
    def code(self) -> str:
        """The stable name in JSON, as no_beat_for."""
        return self.name.lower()

    def __call__(self, **values: str | float | Reason | tuple[Reason, ...]) -> Reason:
        """This reason with the values of its places."""
        return Reason(self, tuple(values.items()))


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason: its kind and the (name, value) of each place in its sentence. A value may be reasons itself.

    str() gives the English sentence.
    """

    kind: ReasonKind
    values: tuple[tuple[str, str | float | Reason | tuple[Reason, ...]], ...] = ()

    @property
    def code(self) -> str:
        """The stable name in JSON, as no_beat_for."""
        return self.kind.code

    def __str__(self) -> str:
        return say(self)


def say(reason: Reason, table: Mapping[str, str] | None = None, decimal_mark: str = ".") -> str:
    """A reason in words: in English, or as `table` (code -> sentence with the same places) has it.

    decimal_mark: what stands between whole and fraction in the language. A code the table lacks is said in English.
    """
    return _Words(table, decimal_mark).format(
        (table or {}).get(reason.code, reason.kind.value), **dict(reason.values)
    )


class _Words(Formatter):
    """Fills the places of a sentence: numbers with the language's decimal mark, reasons within in the same language."""

    def __init__(self, table: Mapping[str, str] | None, decimal_mark: str) -> None:
        self._table, self._mark = table, decimal_mark

    def format_field(self, value: object, format_spec: str) -> str:
        if isinstance(value, Reason):
            return say(value, self._table, self._mark)
        if isinstance(value, tuple):
            return "; ".join(self.format_field(each, "") for each in value)
        made = format(value, format_spec)
        return made.replace(".", self._mark) if isinstance(value, float) else made


@unique
class Why(ReasonKind):
    """The core's reasons."""

    # live
    CONTACT_LOST = "skin contact lost"
    TOO_FEW_RECENT_BEATS = "fewer than {least} sound beats in {window_s:.0f} s"
    RMSSD_TOO_FEW_PAIRS = "RMSSD needs {least} sound pairs of beats; there are {pairs}"
    NO_BREATHING_RATE = "no breathing rate is known"
    OWN_SLOW_WAVE = "a slow rhythm shows that is perhaps the heart's own slow wave, not breath"
    NOT_KNOWN_YET = "not known yet: the pace has only just changed"
    FIRST_BREATH_NOT_OVER = "the first breath is not over"
    RSA_OUTSIDE_RATES = "RSA is measured from {lowest_per_min:g} to {highest_per_min:g} breaths/min, not at {rate_per_min:.1f}"
    RSA_AT_PACER_RATE = "RSA is read at the pacer's rate; whether breathing follows it is not known"
    RSA_AT_MEASURED_RATE = "breathing is off the pace; RSA is read at the measured rate"
    RATE_FROM_HEARTBEAT = "the breathing rate is read from the heartbeat itself"
    NO_BEAT_YET = "no beat has come yet"
    NO_BEAT_FOR = "no beat for {silence_s:.0f} s"
    ECG_DISAGREES = "the strap's intervals and its ECG disagree: {alike} of {peaks} beats are alike"
    # breaths
    TOO_FEW_BEATS = "too few beats"
    TOO_FEW_BREATHS = "fewer than {least} whole breaths"
    TOO_FEW_SOUND_BREATHS = "only {breaths} breaths with enough sound beats"
    NO_MOTION = "no motion was measured"
    MOTION_UNSTEADY = "motion was steady for {steady_s:.0f} s of the {needed_s:.0f} s needed"
    CHEST_HARDLY_MOVES = "the chest hardly moves the strap"
    MOVEMENT_HIDES_BREATH = "movement hides the breath"
    BREATH_OUT_OF_RANGE = "the breath is slower or faster than can be told"
    ECG_TOO_SHORT = "less than {needed_s:g} s of ECG"
    ECG_BEATS_OUT_OF_TURN = "too many beats are out of turn"
    ECG_NO_BREATH = "the ECG does not tell the breath"
    # artifacts and rhythm
    UNRELIABLE = "{corrected_pct:.1f} % of the beats had to be corrected: unreliable"
    TOO_FEW_SOUND_BEATS = "fewer than half of the beats can be used"
    BEATS_OUT_OF_TURN = "many beats come out of turn ({early_pct:.0f} %)"
    EARLY_BEATS_SHADE = "early beats shade into the others: RMSSD would be {low_ms:.0f} or {high_ms:.0f} ms by where the line is drawn between them"
    RHYTHM_IRREGULAR = "the rhythm changes from beat to beat without a pattern"
    INTERVALS_FROM_RATE = "the intervals are computed from a heart rate, not measured beat by beat: variability cannot be read from them"
    INTERVALS_SMOOTHED = (
        "the intervals look averaged over several beats: variability between beats cannot be read from them"
    )
    INTERVALS_CONSTANT = "the intervals do not change: a pacemaker's, or filled in, and not a heart's own"
    SUM_TOO_MANY = "the intervals add up to more than the clock: some came more than once, so variability cannot be read from them"
    SUM_TOO_FEW = "the intervals add up to less than the clock: the strap leaves some out, so variability cannot be read from them"
    SUM_MILLISECONDS = "the intervals add up to 2.3 % less than the clock: the strap seems to send milliseconds where 1/1024 s belong"
    EVERY_SECOND_BEAT = "every second beat seems to have been missed for a while ({intervals} intervals)"
    # whole series
    NOT_LOOKED_FOR = "artifacts were not looked for"
    TOO_SHORT_FOR_SPREAD = "only {usable_s:.0f} s of usable beats: too few to trust a spread"
    TOO_FEW_ACCEPTED = "too few accepted beats"
    NOT_INTERPRETABLE = "not interpretable: {why}"
    NEEDS_UNBROKEN = "needs {needed_s:g} s without a break, there are {present_s:.0f} s"
    NEEDS_ACCEPTED = "needs {needed_s:g} s of accepted beats, there are {present_s:.0f} s"
    BREATH_OUTSIDE_BAND = "breathing at {rate_per_min:.1f}/min lies outside {lowest_per_min:g} to {highest_per_min:g}/min, where this band holds it; use RSA per breath"
    NO_PEAK = "there is no peak in the band"
    TOO_LONG_FOR_ENTROPY = "meant for one stretch of steady state, at most {most} beats; there are {beats}"
    NEEDS_BREATHS = "needs {least} measured breaths"
    RATE_NOT_KNOWN = "the breathing rate is not known from these beats"
