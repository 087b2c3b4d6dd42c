"""The paragraph a study can paste: duration, pace, ratio, posture, breathing control, device, artifacts, definitions, version."""

from __future__ import annotations

from outbreath_app import __version__
from outbreath_app.catalogue.sessions import SessionRow
from outbreath_app.review.measures import MeasuredSession, PhaseMeasures
from outbreath_app.review.opened import OpenedSession
from outbreath_app.summaries.breathing import FOLLOWED_PCT
from outbreath_signal.estimate import BreathSource

DETAIL_WORDS = {
    "eyes": "eyes",
    "breathing": "way of breathing",
    "place": "place",
    "before": "in the hours before",
}
DEFINITIONS = (
    "Heart rate is 60000 over the mean accepted R-R interval (ms), its interval from the means of 10 s blocks. RMSSD is the root mean "
    "square of successive differences over accepted pairs of beats, a pair that touches a doubtful beat or a break being left out; its "
    "interval comes from 30 s blocks on the scale of logarithms. RSA is the peak-to-trough of a sinusoid fitted to each breath, mean "
    f"over breaths, at the pacer's rate where it was followed for at least {FOLLOWED_PCT:.0f} % of the time, else at the rate measured; its "
    "interval allows for breaths that resemble the ones before. Usable is the share of the time that accepted intervals cover. "
    "Intervals are 95 %. RMSSD and RSA depend on the breathing rate and are not compared across rates."
)
SOURCE_WORDS = {
    BreathSource.ACCELEROMETER: "the chest's motion (accelerometer of the strap)",
    BreathSource.ECG: "the ECG",
    BreathSource.RR: "the R-R intervals themselves (circular beside RSA)",
    BreathSource.PACER: "the pacer",
}


def methods_paragraph(row: SessionRow, opened: OpenedSession, measured: MeasuredSession) -> str:
    """Everything in one paragraph."""
    by_hand = len(opened.side.labels)
    labelled = f"automatically, {by_hand} of them by hand" if by_hand else "automatically"
    return " ".join(
        [
            f"R-R intervals were recorded for {opened.end_s / 60:.1f} min {_with(row, opened)}; posture: "
            f"{opened.side.posture or 'not recorded'}{_details(opened)}.",
            _breathing(opened, measured),
            f"Beats were labelled {labelled}; {measured.labelling.corrected_pct:.1f} % were doubtful, and they and the intervals they "
            "spoil were left out of all measures, without interpolation.",
            DEFINITIONS,
            f"Analysis: Outbreath {__version__}.",
        ]
    )


def _with(row: SessionRow, opened: OpenedSession) -> str:
    strap = opened.strap or "a strap"
    resolution = " at a resolution of 1/1024 s" if row.source_format == "outbreath" else ""
    return f"with {strap}{resolution} (source: {row.source_format})"


def _details(opened: OpenedSession) -> str:
    said = [
        f"{DETAIL_WORDS[key]}: {text}" for key, text in opened.side.details.items() if key in DETAIL_WORDS
    ]
    return "; " + "; ".join(said) if said else ""


def _breathing(opened: OpenedSession, measured: MeasuredSession) -> str:
    paced = [phase for phase in measured.phases if phase.span.rate_per_min is not None]
    if not paced:
        return "Breathing was not paced."
    told = ", ".join(f"{phase.seconds / 60:.1f} min at {pace_text(phase)} breaths/min" for phase in paced)
    judged = [phase.followed for phase in paced if phase.followed is not None]
    if not judged:
        return f"Breathing was paced by a visual pacer ({told}); whether it was followed is not known."
    lowest, highest = min(one.pct for one in judged), max(one.pct for one in judged)
    share = f"{lowest:.0f} %" if round(lowest) == round(highest) else f"{lowest:.0f} to {highest:.0f} %"
    source = SOURCE_WORDS[judged[0].source]
    return f"Breathing was paced by a visual pacer ({told}) and followed for {share} of the judged time, as read from {source}."


def pace_text(phase: PhaseMeasures) -> str:
    """The pace and its ratio of in-breath to out-breath."""
    rate = f"{phase.span.rate_per_min:g}"
    share = phase.inhale_share
    if share is None or not 0 < share < 1:
        return rate
    return f"{rate} (in:out 1:{(1 - share) / share:.2g})"
