"""The signal in words: what is wrong is said, what to do or why beneath it."""

from __future__ import annotations

from outbreath_app.stream.session import SessionState
from outbreath_app.ui.trainer.readings import heart_reading, is_stale, signal_reading, why_missing
from outbreath_devices.strap.events import LinkState
from outbreath_signal.ecg.watch import EcgVerdict
from outbreath_signal.estimate import Estimate
from outbreath_signal.reasons import Why

GOOD = Estimate(t_s=60.0, hr_bpm=70.0, hr_low_bpm=69.0, hr_high_bpm=71.0, quality=1.0)


def test_intervals_that_are_not_the_ecgs_make_the_signal_doubtful() -> None:
    agreed, doubted = (
        SessionState(link=LinkState.CONNECTED, contact=True, ecg=verdict)
        for verdict in (EcgVerdict.AGREES, EcgVerdict.DISAGREES)
    )
    assert signal_reading(GOOD, agreed, 0.5).value == "Clear"
    reading = signal_reading(GOOD, doubted, 0.5)
    assert (reading.value, reading.beneath) == ("Doubtful", "Beats and ECG disagree")


def test_what_rests_on_old_beats_is_not_shown_as_now() -> None:
    state = SessionState(link=LinkState.CONNECTED, contact=True)
    old = Estimate(t_s=80.0, reasons=(Why.NO_BEAT_FOR(silence_s=20.0),), stale=True)
    assert is_stale(state, 0.5, old)
    assert not is_stale(state, 0.5, GOOD)
    assert heart_reading(old, state, is_stale(state, 0.5, old)).beneath == "No fresh beats"
    assert signal_reading(old, state, 0.5).value == "No fresh beats"


def test_what_is_missing_for_its_rhythm_says_so_of_either_number() -> None:
    why = (Why.RSA_AT_PACER_RATE(), Why.RHYTHM_IRREGULAR())
    estimate = Estimate(60.0, interpretable=False, reasons=why)
    said = "The rhythm changes from beat to beat without a pattern"
    assert why_missing(estimate, False) == why_missing(estimate, False, of_rmssd=True) == said
    few = Estimate(60.0, reasons=(Why.RMSSD_TOO_FEW_PAIRS(least=15, pairs=3), Why.NO_BREATHING_RATE()))
    assert why_missing(few, False) == "No breathing rate is known"
    assert why_missing(few, False, of_rmssd=True) == "Not enough data yet"
