"""Sound: how long rendering takes, how far onsets stand from the pacer, and the largest step between two samples.

Run: python benchmarks/sound.py
"""

from __future__ import annotations

import time
from statistics import median

import numpy as np

from outbreath_app.flow.view import Cue
from outbreath_app.pacing import Pacer, PartKind, Pattern
from outbreath_app.sound import tables
from outbreath_app.sound.render import NS_PER_SAMPLE, ONSET_S, RATE_HZ, Span, render
from outbreath_app.sound.scene import Eased, Scene, Timbre, Weather

BLOCK = RATE_HZ // 10
MS = RATE_HZ // 1000
START_NS = 5_000_000_000_000


def scene(**choices: object) -> Scene:
    pacer = Pacer().changed(START_NS, Pattern(), 6.0)
    full = Scene(pacer=pacer, master=Eased.at(1.0), **choices)  # type: ignore[arg-type]
    return full.struck(START_NS + 1_000_000_000, Cue.START)


def block_times_ms(shown: Scene, blocks: int = 300) -> list[float]:
    """Time to render each block of 100 ms (ms)."""
    render(shown, Span(0, BLOCK, START_NS))
    times = []
    for number in range(blocks):
        span = Span(number * BLOCK, BLOCK, START_NS + number * 100_000_000)
        began = time.perf_counter()
        render(shown, span)
        times.append((time.perf_counter() - began) * 1000)
    return times


def onset_errors_ms(rate_per_min: float, seconds: int = 60) -> list[float]:
    """How far each tone's onset, found in the sound, stands from the pacer's (ms)."""
    pacer = Pacer().changed(START_NS, Pattern(), rate_per_min)
    wave = render(Scene(pacer=pacer, master=Eased.at(1.0)), Span(0, seconds * RATE_HZ, START_NS))[:, 0]
    loops = [tables.tone(Timbre.WARM, hz) for hz in (tables.IN_HZ, tables.OUT_HZ)]
    errors = []
    for part in pacer.part_starts(START_NS + 1_000_000_000, START_NS + (seconds - 1) * 1_000_000_000):
        sample = round((part.at_ns - START_NS) / NS_PER_SAMPLE)
        loudness = []
        for ms in range(-20, 60):
            window = np.arange(sample + ms * MS - 4 * MS, sample + ms * MS + 4 * MS)
            basis = np.stack([loop[window % loop.size] for loop in loops], axis=1)
            voice = np.linalg.lstsq(basis, wave[window].astype(float), rcond=None)[0]
            loudness.append(abs(voice[0 if part.kind is PartKind.IN else 1]))
        crossing = next(ms for ms, loud in enumerate(loudness, -20) if loud > loudness[-1] / 2)
        errors.append(crossing - ONSET_S * 500)
    return errors


def main() -> None:
    for name, shown in {
        "breath tones": scene(),
        "tones, rain, feedback chord, bell": scene(weather=Weather.RAIN, feedback=Eased.at(1.0)),
    }.items():
        times = block_times_ms(shown)
        p99 = float(np.percentile(times, 99))
        print(
            f"{name}: {median(times):.2f} ms a block of 100 ms (p99 {p99:.2f}), {median(times):.1f} % of one core"
        )
    errors = [error for rate in (4.5, 6.0, 9.0, 15.0) for error in onset_errors_ms(rate)]
    print(f"onset error over {len(errors)} onsets: largest {max(map(abs, errors)):.2f} ms")
    for timbre in Timbre:
        wave = render(scene(timbre=timbre), Span(0, 20 * RATE_HZ, START_NS))
        print(
            f"{timbre.value}: largest step {np.abs(np.diff(wave[:, 0])).max():.4f}, peak {np.abs(wave).max():.2f}"
        )
    began = time.perf_counter()
    tables.tone.cache_clear()
    tables.tone(Timbre.WARM, tables.IN_HZ)
    print(f"one loop of tone made in {(time.perf_counter() - began) * 1000:.0f} ms")


if __name__ == "__main__":
    main()
