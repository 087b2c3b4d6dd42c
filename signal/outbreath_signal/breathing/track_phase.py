"""The phase of the breath along a whole recording, at the middle of each window of a breathing track."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from outbreath_signal.beats import FloatArray
from outbreath_signal.breathing.from_rr import BreathTrack
from outbreath_signal.breathing.phase import LEAST_QUALITY, nearer_turn, phase_at_middle
from outbreath_signal.estimate import PhaseZero
from outbreath_signal.spectra.resampling import RESAMPLED_HZ, Resampled

_REACH_S = 45.0  # on each side of a moment; a fit takes no more than it needs


def with_phase(track: BreathTrack, even: Resampled, beside: Resampled | None = None) -> BreathTrack:
    """The track with the phase of the breath at each of its times, by samples on both sides of it.

    even: the corrected intervals at 4 Hz. beside: R heights on the same grid, where the rate was measured with an ECG. A track
    that holds phases already (motion's) keeps them. Where they are of the chest, its turn nearest to where the heart quickens
    over the whole recording is phase 0. From intervals alone, phase 0 is where they begin to shorten: circular, as the rate is.
    """
    heart, heart_quality = _phases(track, even, stamped_late=True)
    if track.phase_cycles is not None and track.phase_quality is not None:
        chest, quality = track.phase_cycles, track.phase_quality
    elif beside is not None:
        chest, quality = _phases(track, beside, stamped_late=False)
    else:
        return replace(track, phase_cycles=heart, phase_quality=heart_quality, phase_zero=PhaseZero.HEART)
    both = np.isfinite(chest) & np.isfinite(heart)
    weight = np.sqrt(quality[both] * heart_quality[both])
    cosine = np.cos(2 * np.pi * (chest[both] - heart[both]))
    agreement = float(weight @ cosine / weight.sum()) if both.sum() >= 3 else 0.0
    turn_cycles, zero = nearer_turn(0.0, agreement)
    turned = np.asarray((chest + turn_cycles) % 1.0, dtype=np.float64)
    return replace(track, phase_cycles=turned, phase_quality=quality, phase_zero=zero)


def _phases(track: BreathTrack, even: Resampled, stamped_late: bool) -> tuple[FloatArray, FloatArray]:
    """Phases from the crest of a series at a track's times, NaN where not told, and their quality.

    stamped_late: the samples are intervals, which stand at their end and speak of their middle.
    """
    cycles, quality = np.full(len(track.t_s), np.nan), np.zeros(len(track.t_s))
    reach = int(_REACH_S * RESAMPLED_HZ)
    for begin_s, samples in zip(even.begin_s, even.samples, strict=True):
        places = np.rint((track.t_s - begin_s) * RESAMPLED_HZ).astype(np.intp)
        inside = (places >= 0) & (places < len(samples)) & np.isfinite(track.rate_per_min)
        for row in np.flatnonzero(inside):
            place = int(places[row])
            half = min(reach, place, len(samples) - place)
            wave = phase_at_middle(
                samples[place - half : place + half], RESAMPLED_HZ, float(track.rate_per_min[row])
            )
            if wave is None:
                continue
            quality[row] = wave.quality
            if wave.quality >= LEAST_QUALITY:
                away_s = float(track.t_s[row]) - (begin_s + place / RESAMPLED_HZ)
                away_s += float(samples[place]) / 2000 if stamped_late else 0.0
                cycles[row] = (wave.cycles + wave.rate_per_min / 60 * away_s) % 1.0
    return cycles, quality
