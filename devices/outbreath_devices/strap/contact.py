"""Whether a strap's skin contact bit can be believed: some stay at "none" while every interval is sound.

Electrodes without skin give nothing or noise. Intervals that for half a minute follow each other as a heart's do, add up to
the clock and fit the strap's own heart rate contradict the bit; the first packet that is not sound gives it its say again.
"""

from __future__ import annotations

from outbreath_devices.strap.heart_rate import HeartRatePacket

OVERRULED_AFTER_S = 30.0
# Of those seconds the bit must have said "none" for so long, or it is another's matter.
_DENIED_S = 12.0
# So far the sum of the intervals may run ahead of the clock, and behind it, where notifications are held up or lost.
_AHEAD_S, _BEHIND_S = 2.5, 6.0
# Packets without an interval for longer than this: no heart is heard.
_BEATLESS_S = 4.0
# Hearts change from beat to beat by less than this share, but for an early beat now and then; noise does not.
_STEP, _STEPS = 0.3, 0.1
# The strap's own rate is a mean of some beats, single ones may differ by so much of it.
_RATE_SHARE = 0.4


class ContactDoubt:
    """Feed it the packets of one strap in order; times are seconds of one clock."""

    def __init__(self) -> None:
        self.overruled = False
        self.break_off()

    def break_off(self) -> None:
        """The strap was not heard for a while, so that the clock tells nothing of the sum. What was found stays."""
        self._from_s: float | None = None

    def feed(self, at_s: float, packet: HeartRatePacket) -> bool | None:
        """The contact that this packet is to be believed to have: None where its bit is contradicted."""
        if self._from_s is None or at_s - self._from_s > 2 * OVERRULED_AFTER_S:
            self._begin(at_s, packet)
        else:
            self._count(at_s, packet)
        if not self._sound(at_s, packet):
            self.overruled = False
            self.break_off()
        elif self._proven(at_s):
            self.overruled = True
        return None if self.overruled and packet.contact is False else packet.contact

    def _begin(self, at_s: float, packet: HeartRatePacket) -> None:
        self._from_s = self._latest_s = at_s
        self._sum_s = self._denied_s = self._beatless_s = 0.0
        self._before = packet.rr_1024[-1] if packet.rr_1024 else 0
        self._beats = self._steps = 0

    def _count(self, at_s: float, packet: HeartRatePacket) -> None:
        since_s, self._latest_s = at_s - self._latest_s, at_s
        self._denied_s += since_s if packet.contact is False else 0.0
        self._beatless_s = 0.0 if packet.rr_1024 else self._beatless_s + since_s
        for rr in packet.rr_1024:
            self._sum_s += rr / 1024
            self._beats += 1
            self._steps += bool(self._before) and abs(rr - self._before) > _STEP * self._before
            self._before = rr

    def _sound(self, at_s: float, packet: HeartRatePacket) -> bool:
        """Whether nothing speaks against a heart that is heard."""
        if self._from_s is None or packet.problem or packet.rejected or self._beatless_s > _BEATLESS_S:
            return False
        if self._steps > 1 + _STEPS * self._beats or (packet.contact is False and not _fits_rate(packet)):
            return False
        return -_BEHIND_S < self._sum_s - (at_s - self._from_s) < _AHEAD_S

    def _proven(self, at_s: float) -> bool:
        return (
            self._from_s is not None
            and at_s - self._from_s >= OVERRULED_AFTER_S
            and self._denied_s >= _DENIED_S
        )


def _fits_rate(packet: HeartRatePacket) -> bool:
    """Whether a packet's intervals are about as long as the strap's own heart rate says, where it says both."""
    if not packet.rr_1024 or packet.hr_bpm is None:
        return True
    mean_bpm = 61440 * len(packet.rr_1024) / sum(packet.rr_1024)
    return abs(mean_bpm - packet.hr_bpm) < _RATE_SHARE * packet.hr_bpm
