"""The sound, rendered to arrays: on time to the pacer, without clicks or clipping, the same in any block."""

from __future__ import annotations

import threading
import time
from dataclasses import replace

import numpy as np
import pytest

from outbreath_app.flow.view import Cue
from outbreath_app.pacing import Pacer, PartKind, Pattern, named_pattern
from outbreath_app.sound import tables
from outbreath_app.sound.player import NO_SOUND, Player
from outbreath_app.sound.render import NS_PER_SAMPLE, ONSET_S, RATE_HZ, Span, render
from outbreath_app.sound.scene import Eased, Scene, Timbre, Weather
from outbreath_app.sound.stream import MAX_SLEW, SampleClock, Stream

S = 1_000_000_000
FIRST = 1_234_567
T0 = 90_000 * S + 77
MS = RATE_HZ // 1000


def at(seconds: float) -> int:
    return T0 + round(seconds * S)


def six(pattern: Pattern | None = None, rate: float = 6.0) -> Pacer:
    return Pacer().changed(T0, pattern or Pattern(), rate)


def heard(scene: Scene, seconds: float, first: int = FIRST) -> np.ndarray:
    """The left side from T0 on."""
    return render(scene, Span(first, round(seconds * RATE_HZ), T0))[:, 0].astype(float)


def voices(wave: np.ndarray, around: int, before_ms: int, after_ms: int) -> np.ndarray:
    """How loud the in-tone and the out-tone are at every ms near a sample: least squares against their loops."""
    loops = [tables.tone(Timbre.WARM, frequency_hz) for frequency_hz in (tables.IN_HZ, tables.OUT_HZ)]
    found = []
    for ms in range(-before_ms, after_ms):
        window = np.arange(around + ms * MS - 4 * MS, around + ms * MS + 4 * MS)
        basis = np.stack([loop[(FIRST + window) % loop.size] for loop in loops], axis=1)
        found.append(np.linalg.lstsq(basis, wave[window], rcond=None)[0])
    return np.array(found)


def band(wave: np.ndarray, frequency_hz: float) -> np.ndarray:
    """Amplitude near one frequency, every sample, by demodulation with a 100 ms window (centred)."""
    carrier = np.exp(-2j * np.pi * frequency_hz * np.arange(wave.size) / RATE_HZ)
    by_ms = (wave * carrier).reshape(-1, MS).mean(axis=1)
    window = np.hanning(100)
    return np.repeat(2 * np.abs(np.convolve(by_ms, window / window.sum(), mode="same")), MS)


PACERS = {
    "4:6": six(),
    "box": six(named_pattern("box").shape(), 3.75),
    "sighing": six(named_pattern("cyclic_sighing").shape(), 5.0),
    "15/min": six(rate=15.0),
    "ramp": Pacer().changed(T0, Pattern(), 12.0, to_rate_per_min=6.0, ramp_per_min=0.5),
    "changed": six().changed(at(5.2), Pattern(0.5, 0, 0.5, 0), 9.0).changed(at(13.1), rate_per_min=4.0),
}


@pytest.mark.parametrize("name", PACERS)
def test_tones_begin_within_five_milliseconds_of_the_pacer(name):
    scene = Scene(pacer=PACERS[name], master=Eased.at(1.0))
    wave = heard(scene, 24)
    checked = 0
    for part in scene.pacer.part_starts(T0 + S // 2, at(23)):
        if part.kind is PartKind.HOLD_IN or part.kind is PartKind.HOLD_OUT or part.part.level_from == 0.8:
            continue
        # A tone's gain passes its half ONSET_S / 2 after the onset: find that crossing in the sound itself.
        sample = round((part.at_ns - T0) / NS_PER_SAMPLE)
        loudness = np.abs(voices(wave, sample, 30, 60)[:, 0 if part.kind is PartKind.IN else 1])
        crossing = np.flatnonzero(loudness > loudness[70] / 2)[0] - 30
        assert abs(crossing - ONSET_S * 1000 / 2) <= 5
        checked += 1
    assert checked >= 2


def test_the_first_sample_of_a_tone_is_at_its_onset_exactly():
    pacer = Pacer().changed(at(1.5), Pattern(), 6.0)
    wave = heard(Scene(pacer=pacer), 2)
    first = np.flatnonzero(wave)[0]
    assert 0 <= first - round(1.5 * RATE_HZ) <= 3


def test_in_and_out_are_told_apart_by_pitch_and_follow_the_breath():
    wave = heard(Scene(pacer=six()), 10)
    inward, outward = band(wave, tables.IN_HZ), band(wave, tables.OUT_HZ)
    assert inward[2 * RATE_HZ] > 20 * outward[2 * RATE_HZ]
    assert outward[7 * RATE_HZ] > 20 * inward[7 * RATE_HZ]
    rising = inward[RATE_HZ // 2 : 4 * RATE_HZ - 2000 : RATE_HZ // 4]
    falling = outward[4 * RATE_HZ + 2000 : 10 * RATE_HZ - 2000 : RATE_HZ // 4]
    assert np.all(np.diff(rising) > -0.02)
    assert np.all(np.diff(falling) < 0.02)
    assert falling[-1] < 0.02 < 0.1 < falling[0]


@pytest.mark.parametrize("timbre", [each for each in Timbre if each is not Timbre.AIR])
@pytest.mark.parametrize("name", PACERS)
def test_no_clicks_whatever_the_pacer_does(timbre, name):
    scene = Scene(pacer=PACERS[name], timbre=timbre, master=Eased.at(1.0))
    wave = heard(scene, 20)
    loop = 0.33 * np.maximum(
        np.abs(np.diff(tables.tone(timbre, tables.IN_HZ))).max(),
        np.abs(np.diff(tables.tone(timbre, 294.0))).max(),
    )
    assert np.abs(np.diff(wave)).max() <= 1.3 * loop + 1e-4
    assert np.abs(np.diff(wave)).max() < 0.05


def test_stopping_starting_and_changing_again_and_again_neither_clicks_nor_clips():
    random = np.random.default_rng(4)
    pacer, now = six(), 0.0
    patterns = [named_pattern(name).shape(holds=True) for name in ("box", "coherent", "cyclic_sighing")]
    for _ in range(60):
        now += random.uniform(0.1, 1.0)
        what = random.integers(4)
        if what == 0:
            pacer = pacer.stopped(at(now))
        else:
            pacer = pacer.changed(at(now), patterns[random.integers(3)], random.uniform(3, 15))
    wave = heard(Scene(pacer=pacer, master=Eased.at(1.0)), now)
    assert np.abs(np.diff(wave)).max() < 0.03
    assert np.abs(wave).max() <= 0.5


def test_everything_at_full_volume_together_does_not_clip():
    scene = Scene(
        pacer=six(named_pattern("cyclic_sighing").shape(), 5.0),
        weather=Weather.RAIN,
        tone_volume=1,
        weather_volume=1,
        bell_volume=1,
        feedback_volume=1,
        feedback=Eased.at(1.0),
        master=Eased.at(1.0),
    )
    scene = scene.struck(at(3.0), Cue.START).struck(at(3.1), Cue.END).struck(at(3.2), Cue.CHANGE)
    both = render(scene, Span(0, 12 * RATE_HZ, T0))
    assert np.abs(both).max() < 1.0


@pytest.mark.parametrize("weather", list(Weather))
def test_blocks_of_any_size_give_the_same_samples(weather):
    pacer = six().changed(at(1.05), named_pattern("box").shape(), 8.0).stopped(at(2.2))
    scene = Scene(pacer=pacer, weather=weather, feedback=Eased.at(0.0)).fed_back(at(0.7), 0.8)
    scene = scene.struck(at(0.61), Cue.START).faded(at(1.9), 0.2)
    first, total = 987_654, 3 * RATE_HZ
    whole = render(scene, Span(first, total, T0))
    random = np.random.default_rng(2)
    done, pieces = 0, []
    while done < total:
        count = min(int(random.integers(1, 5000)), total - done)
        pieces.append(render(scene, Span(first + done, count, T0 + round(done * NS_PER_SAMPLE))))
        done += count
    assert np.allclose(np.concatenate(pieces), whole, atol=2e-5)


def test_weather_has_no_seam_and_is_never_silent():
    for kind in (Weather.WAVES, Weather.RAIN, Weather.WIND):
        loop = tables.weather(kind)
        assert abs(loop[0] - loop[-1]) <= np.abs(np.diff(loop)).max()
        wave = render(Scene(weather=kind, master=Eased.at(1.0)), Span(0, 30 * RATE_HZ, T0))
        loudness = np.sqrt((wave.reshape(60, -1).astype(float) ** 2).mean(axis=1))
        assert loudness.min() > 0.002


def test_the_timbres_sound_different():
    loops = {timbre: np.abs(np.fft.rfft(tables.tone(timbre, tables.IN_HZ))) for timbre in Timbre}
    assert len(loops) >= 4
    for one in Timbre:
        for other in Timbre:
            if one is not other:
                alike = loops[one] @ loops[other] / np.linalg.norm(loops[one]) / np.linalg.norm(loops[other])
                assert alike < 0.97


def test_the_feedback_chord_opens_with_the_swing_and_falls_silent_without_a_score():
    scene = Scene(master=Eased.at(1.0)).fed_back(at(0), 0.3).fed_back(at(5), 1.0).fed_back(at(10), None)
    wave = heard(scene, 14)
    root, top = band(wave, 392.0), band(wave, 588.0)
    assert root[4 * RATE_HZ] > 0.01
    assert top[4 * RATE_HZ] < 0.001
    assert top[9 * RATE_HZ] > 0.01
    assert np.abs(wave[13 * RATE_HZ :]).max() == 0


def test_bells_start_at_their_sample_and_end_in_silence():
    for cue in Cue:
        wave = heard(Scene(master=Eased.at(1.0)).struck(at(0.5), cue), 6)
        first = np.flatnonzero(np.abs(wave) > 1e-6)[0]
        assert 0 <= first - RATE_HZ // 2 <= MS
        assert np.abs(wave[-RATE_HZ // 4 :]).max() < 1e-6
        assert np.abs(np.diff(wave)).max() < 0.05


def test_a_fade_glides():
    wave = heard(Scene(pacer=six(), master=Eased.at(1.0)).faded(at(2), 0.0, over_s=1.0), 4)
    assert np.abs(wave[int(3.05 * RATE_HZ) :]).max() == 0
    assert np.abs(np.diff(wave)).max() < 0.02


def blocks(
    stream: Stream, sizes: list[int], start_ns: int = T0, jitter_ns=None, card: float = 1.0
) -> np.ndarray:
    """What a device would draw: each block asked for when the one before has been taken."""
    out, asked = [], 0.0
    for number, size in enumerate(sizes):
        late = 0 if jitter_ns is None else jitter_ns[number]
        out.append(stream.block(size, start_ns + round(asked * S) + late))
        asked += size / RATE_HZ * card
    return np.concatenate(out)


def test_stopping_at_once_joins_what_was_already_handed_out_without_a_click():
    stream = Stream(Scene(pacer=six(), master=Eased.at(1.0)), SampleClock())
    before = blocks(stream, [4800] * 38)
    stream.show(replace(stream.scene, pacer=stream.scene.pacer.stopped(at(3.7))))  # 0.1 s is already out
    after = blocks(stream, [4800] * 4, at(3.8))
    wave = np.concatenate([before, after])[:, 0]
    assert np.abs(np.diff(wave)).max() < 0.02
    assert np.abs(wave[before.shape[0] + 2000 :]).max() == 0


def test_the_clock_of_the_sound_card_is_followed_for_long():
    clock = SampleClock()
    random = np.random.default_rng(5)
    card, asked_s, errors = 1 + 120e-6, 0.0, []
    clock.span(0, 4800, T0)  # the second buffer that a device fills before it plays
    for number in range(1, 12_000):
        late_ns = round(random.exponential(2e6))
        span = clock.span(number * 4800, 4800, T0 + round(asked_s * S) + late_ns)
        errors.append(abs(span.first_ns - (T0 + round((asked_s + 0.1) * S))) / 1e6)
        assert abs(span.ns_per_sample / NS_PER_SAMPLE - 1) <= MAX_SLEW * 1.001
        asked_s += 4800 / RATE_HZ * card
    assert max(errors[200:]) < 5.0


def test_after_sleep_the_sound_is_at_the_right_place_again():
    clock = SampleClock()
    for number in range(20):
        clock.span(number * 4800, 4800, T0 + max(number - 1, 0) * S // 10)
    assert clock.span(20 * 4800, 4800, T0 + 3600 * S).first_ns == T0 + 3600 * S + S // 10


class FakeDevice:
    """A device that draws when told to."""

    def __init__(self) -> None:
        self.source = None
        self.closed = False

    def start(self, source) -> None:
        self.source = source

    def close(self) -> None:
        self.closed = True


def test_the_player_plays_what_it_is_shown_and_lets_the_device_go():
    device, said, now = FakeDevice(), [], [T0]
    player = Player(said.append, lambda: device, lambda: now[0], background=lambda work: work())
    player.start()
    player.start()
    player.follow(six())
    player.strike(Cue.START, T0)
    player.feed_back(0.5)
    player.voice(Timbre.GLASS, Weather.NONE)
    samples = []
    for _ in range(20):
        samples.append(np.frombuffer(device.source.send(4800), dtype=np.float32).reshape(-1, 2))
        now[0] += 100_000_000
    wave = np.concatenate(samples)
    assert np.abs(wave).max() > 0.05
    player.fade(0.0)
    player.close()
    assert device.closed
    assert said == []


def test_without_a_device_it_says_so_once_and_the_session_goes_on():
    said = []

    def none() -> FakeDevice:
        raise OSError("no device")

    player = Player(said.append, none, background=lambda work: work())
    for _ in range(3):
        player.start()
        player.follow(six())
        player.strike(Cue.END, 0)
        player.fade(0.3)
    assert said == [NO_SOUND]
    assert not player.available
    player.close()


def test_when_the_device_has_gone_the_one_there_is_now_is_opened():
    devices, now, said = [], [T0], []

    def opener() -> FakeDevice:
        if len(devices) == 2:
            raise OSError("unplugged")
        devices.append(FakeDevice())
        return devices[-1]

    player = Player(said.append, opener, lambda: now[0], background=lambda work: work())
    player.start()
    devices[0].source.send(480)
    now[0] += S
    player.tend()
    assert len(devices) == 1
    now[0] += 4 * S
    player.tend()
    assert devices[0].closed
    assert len(devices) == 2
    now[0] += 4 * S
    player.tend()
    player.tend()
    assert said == [NO_SOUND]


def test_the_first_sample_is_heard_when_a_device_has_filled_its_buffers():
    clock = SampleClock()
    firsts = [
        clock.span(number * 4800, 4800, T0 + max(number - 2, 0) * S // 10).first_ns for number in range(40)
    ]
    assert [first - T0 for first in firsts] == [number * S // 10 for number in range(40)]


def test_dropped_samples_are_made_up_for_soon():
    clock = SampleClock()
    for number in range(80):
        clock.span(number * 4800, 4800, T0 + max(number - 1, 0) * S // 10)
    behind = []
    for number in range(80, 180):
        asked_ns = T0 + (number - 1) * S // 10 + 120_000_000
        behind.append(clock.span(number * 4800, 4800, asked_ns).first_ns - (asked_ns + S // 10))
    assert abs(behind[-1]) < 5_000_000


def test_the_real_thread_of_a_device_draws_without_a_warning():
    miniaudio = pytest.importorskip("miniaudio")
    drawn = threading.Event()
    player = Player([].append, lambda: null_device(miniaudio, drawn))
    player.follow(Pacer().changed(time.monotonic_ns(), Pattern(), 6.0))
    player.start()
    player.strike(Cue.START, time.monotonic_ns())
    try:
        assert drawn.wait(10)
    finally:
        player.close()


def null_device(miniaudio, drawn):
    """miniaudio's own device without a sound card, with its own thread; says when the sixth block was drawn."""

    class Watched(miniaudio.PlaybackDevice):
        def watch(self, source):
            count = yield b""
            for number in range(10_000):
                samples = source.send(count)
                if number == 5:
                    drawn.set()
                count = yield samples

    class Primed:
        def __init__(self) -> None:
            self.device = Watched(
                output_format=miniaudio.SampleFormat.FLOAT32,
                nchannels=2,
                sample_rate=RATE_HZ,
                buffersize_msec=20,
                backends=[miniaudio.Backend.NULL],
            )

        def start(self, source) -> None:
            watched = self.device.watch(source)
            next(watched)
            miniaudio.PlaybackDevice.start(self.device, watched)

        def close(self) -> None:
            self.device.close()

    return Primed()


def test_a_block_that_cannot_be_made_is_silent_and_the_sound_goes_on(monkeypatch, caplog):
    device = FakeDevice()
    player = Player([].append, lambda: device, lambda: T0, background=lambda work: work())
    player.start()
    player.follow(six())

    def broken(self, count, now_ns):
        raise FloatingPointError("as if")

    with monkeypatch.context() as patch:
        patch.setattr(Stream, "block", broken)
        assert device.source.send(480) == bytes(480 * 8)
    assert "as if" in caplog.text
    assert len(device.source.send(480)) == 480 * 8


def test_headphones_that_went_and_came_back_are_heard_again_and_the_notice_is_said_once():
    there, now, said, opened = [True], [T0], [], []

    def opener() -> FakeDevice:
        if not there[0]:
            raise OSError("no sound device")
        opened.append(FakeDevice())
        return opened[-1]

    player = Player(said.append, opener, lambda: now[0], background=lambda work: work())
    player.start()
    there[0] = False
    for second in range(40):
        now[0] = T0 + second * S
        there[0] = there[0] or second == 20
        player.tend()
        if len(opened) > 1:
            opened[-1].source.send(480)
    assert len(opened) == 2
    assert said == [NO_SOUND]
    assert player.available


def test_where_there_never_was_a_device_none_is_hurried_for_and_none_is_opened_after_the_end():
    now, tried = [T0], []

    def none() -> FakeDevice:
        tried.append(now[0])
        raise OSError("no device")

    player = Player(lambda words: None, none, lambda: now[0], background=lambda work: work())
    player.start()
    for second in range(65):
        now[0] = T0 + second * S
        player.tend()
    assert len(tried) == 3
    player.close()
    now[0] += 100 * S
    player.tend()
    assert len(tried) == 3
