"""Labels by hand: what may be used, the share corrected and the corrected beats follow each of them."""

from __future__ import annotations

import numpy as np
import pytest

from outbreath_app.storage.sidefile import Side, load_side, save_side
from outbreath_app.summaries.hand_labels import relabelled
from outbreath_signal.artifacts.labelling import Labelling, label_beats
from outbreath_signal.beats import BeatSeries
from outbreath_signal.labels import Label

RR = 900 + 40 * np.sin(np.arange(300) / 1.7)


@pytest.fixture
def beats() -> BeatSeries:
    return BeatSeries.from_rr(RR)


def given(beats: BeatSeries, **labels: Label) -> Labelling:
    by_hand = {int(key[1:]): label for key, label in labels.items()}
    return relabelled(label_beats(beats), by_hand, beats)


@pytest.mark.parametrize(
    ("label", "beats_more", "spoilt"),
    [
        (Label.EXTRA, -1, (50, 51)),
        (Label.MISSED, 1, (50,)),
        (Label.MISALIGNED, 0, (50, 51)),
        (Label.ECTOPIC, 0, (50, 51)),
        (Label.NOISE, 0, (50,)),
    ],
)
def test_a_label_spoils_its_intervals_and_the_corrected_beats_follow(beats, label, beats_more, spoilt):
    made = given(beats, b50=label)
    assert tuple(np.flatnonzero(~made.accepted)) == spoilt
    assert not made.pairs[list(spoilt)].any()
    assert not made.pairs[spoilt[-1] + 1]
    assert made.corrected_pct == pytest.approx(100 / 300)
    assert len(made.corrected) == 300 + beats_more
    assert made.corrected.t_s[-1] == beats.t_s[-1]
    assert float(made.corrected.rr_ms.sum()) == pytest.approx(float(RR.sum()))


def test_a_sound_label_gives_back_what_a_found_fault_had_spoilt():
    rr = RR.copy()
    rr[100] -= 350
    rr[101] += 350
    beats = BeatSeries.from_rr(rr)
    found = label_beats(beats)
    assert found.codes[100] in (Label.ECTOPIC, Label.MISALIGNED)
    made = relabelled(found, {100: Label.NORMAL}, beats)
    assert made.accepted.all()
    assert made.pairs[100:103].all()
    assert made.corrected_pct == 0
    assert np.allclose(made.corrected.t_s, beats.t_s)
    assert np.allclose(made.corrected.rr_ms, beats.rr_ms)


def test_a_break_stays_a_break_in_the_corrected_beats(beats):
    joined = beats.joined.copy()
    joined[120] = False
    t_s = beats.t_s + np.where(np.arange(300) >= 120, 30.0, 0.0)
    broken = BeatSeries(t_s, beats.rr_ms, joined)
    made = relabelled(label_beats(broken), {60: Label.EXTRA}, broken)
    assert np.flatnonzero(~made.corrected.joined).tolist() == [0, 119]
    assert made.corrected.rr_ms[119] == pytest.approx(broken.rr_ms[120])


def test_no_label_changes_nothing_and_one_beyond_the_end_is_left_out(beats):
    found = label_beats(beats)
    assert relabelled(found, {}) is found
    assert relabelled(found, {5000: Label.NOISE}) is found


def test_the_share_of_corrected_beats_is_said_anew(beats):
    made = relabelled(label_beats(beats), dict.fromkeys(range(10, 60, 2), Label.NOISE), beats)
    assert str(made.reasons[0]) == "8.3 % of the beats had to be corrected: unreliable"


def test_details_of_a_study_are_kept_and_nonsense_is_left_out(tmp_path):
    recording = tmp_path / "a.jsonl"
    save_side(recording, Side(details={"eyes": "closed", "place": "", "nonsense": "x"}))
    assert load_side(recording).details == {"eyes": "closed"}
