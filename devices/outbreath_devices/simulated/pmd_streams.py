"""ECG and chest motion of the simulated strap, in the frames of Polar's measurement service."""

from __future__ import annotations

import math
import random
import struct
from collections.abc import Sequence

from outbreath_devices.pmd.control import Setting, start
from outbreath_devices.pmd.frames import PmdKind
from outbreath_devices.simulated.heart import BeatSource, Breathing

# As an H10 sends them.
RATE_HZ = {PmdKind.ECG: 130, PmdKind.ACC: 50}
FRAME_SAMPLES = {PmdKind.ECG: 73, PmdKind.ACC: 36}
SETTINGS = {
    PmdKind.ECG: {Setting.RATE_HZ: 130, Setting.RESOLUTION_BITS: 14},
    PmdKind.ACC: {Setting.RATE_HZ: 50, Setting.RESOLUTION_BITS: 16, Setting.RANGE: 8},
}
# A strap's clock begins with 2019 when it was switched off; its stamps count from 2000.
FIRST_STAMP_NS = 599_616_000_000_000_000
# A heart beat is known once it has come, so what surrounds it is sent a little later.
BEHIND_S = 1.0

# The parts of a beat: height (uV), seconds after the R peak, width (s).
_ECG_WAVES = (
    (90, -0.17, 0.022),
    (-110, -0.025, 0.009),
    (1150, 0.0, 0.010),
    (-230, 0.028, 0.010),
    (260, 0.27, 0.05),
)
_HEIGHT_SHARE = 0.12
_BREATH_MG, _BEAT_MG, _NOISE_MG = 22.0, 5.0, 2.0


class SimulatedPmd:
    """One stream. Frames are to be asked for in order of time."""

    def __init__(
        self, kind: PmdKind, beats: BeatSource, breathing: Breathing, begins_s: float, seed: int
    ) -> None:
        self.kind = kind
        self._beats, self._breathing = beats, breathing
        self._begins_s, self._frames = begins_s, 0
        self._random = random.Random(f"{seed} {kind.name}")

    @property
    def due_s(self) -> float:
        """When the next frame is sent, seconds since the strap began."""
        filled = (self._frames + 1) * FRAME_SAMPLES[self.kind] / RATE_HZ[self.kind]
        return self._begins_s + filled + BEHIND_S

    def opening(self) -> tuple[bytes, bytes]:
        """The start command and the strap's answer, as a recording holds them."""
        return start(self.kind, dict(SETTINGS[self.kind])), bytes([0xF0, 2, self.kind, 0, 0, 1])

    def frame(self) -> bytes:
        """The next frame: raw, of the kind's usual type."""
        count, rate_hz = FRAME_SAMPLES[self.kind], RATE_HZ[self.kind]
        first = self._frames * count
        times_s = [self._begins_s + (first + i) / rate_hz for i in range(count)]
        self._frames += 1
        stamp_ns = FIRST_STAMP_NS + round(times_s[-1] * 1e9)
        if self.kind is PmdKind.ECG:
            body, form = self._ecg(times_s), 0
        else:
            body, form = self._motion(times_s), 1
        return struct.pack("<BQB", self.kind, stamp_ns, form) + body

    def _ecg(self, times_s: Sequence[float]) -> bytes:
        near = [beat_s for beat_s in self._beats.recent if times_s[0] - 0.6 < beat_s < times_s[-1] + 0.4]
        samples = []
        for at_s in times_s:
            volume = self._breathing.volume(at_s)
            microvolt = self._random.gauss(0.0, 12.0) + 60.0 * volume
            # a full chest turns the heart's axis and carries less of it to the skin
            carried = 1.0 - _HEIGHT_SHARE * (volume - 0.5)
            for beat_s in near:
                for height, offset_s, width_s in _ECG_WAVES:
                    away = (at_s - beat_s - offset_s) / width_s
                    if abs(away) < 5:
                        microvolt += carried * height * math.exp(-away * away / 2)
            samples.append(round(microvolt).to_bytes(3, "little", signed=True))
        return b"".join(samples)

    def _motion(self, times_s: Sequence[float]) -> bytes:
        """A chest that rises and falls, tilts the strap a little, and is knocked at by the heart."""
        near = [beat_s for beat_s in self._beats.recent if times_s[0] - 0.3 < beat_s < times_s[-1]]
        body = b""
        for at_s in times_s:
            breath = _BREATH_MG * (self._breathing.volume(at_s) - 0.5)
            knock = sum(
                _BEAT_MG * math.exp(-(at_s - beat_s) / 0.05) * math.sin(60 * (at_s - beat_s))
                for beat_s in near
                if at_s > beat_s
            )
            noise = [self._random.gauss(0.0, _NOISE_MG) for _ in range(3)]
            x, y, z = 40 + 0.2 * breath, -930 + 0.4 * breath + knock, 250 + breath + 0.5 * knock
            body += struct.pack("<3h", round(x + noise[0]), round(y + noise[1]), round(z + noise[2]))
        return body
