"""Silence watch: a link that is up and still says nothing of the heart, told apart by its cause."""

from __future__ import annotations

from enum import StrEnum

from outbreath_devices.strap.contact import ContactDoubt
from outbreath_devices.strap.heart_rate import HeartRatePacket, is_beat

QUIET_NS = 5_000_000_000  # straps notify about once a second; five in a row missing is no jitter
NO_RR_NS = 10_000_000_000  # a slow heart leaves a packet or two without an interval, never ten seconds
GARBAGE_NS = 4_000_000_000
RECONNECT_AFTER_NS = 30_000_000_000
# A link that a sleeping computer held is most likely dead, and the system may take long to say so.
RECONNECT_AFTER_SLEEP_NS = 5_000_000_000


class Silence(StrEnum):
    """What is missing while the link is up."""

    NONE = ""
    NO_NOTIFICATIONS = "no notifications"
    NO_RR = "no intervals"
    NO_CONTACT = "no contact"
    UNWORN = "unworn"


WORDS = {
    Silence.NONE: "The strap is heard again.",
    Silence.NO_NOTIFICATIONS: "Connected, but the strap sends nothing. Moisten its pads and check that it sits tight.",
    Silence.NO_RR: "The strap sends heart rate but no R-R intervals. Another app may hold it, or it is not able to send them.",
    Silence.NO_CONTACT: "The strap has no skin contact. Moisten its pads and pull it tighter.",
    Silence.UNWORN: "The strap sends values that no heart makes. Is it being worn?",
}
CONTACT_DOUBTED = "The strap reports no skin contact, but its intervals are sound: they are used."


class SilenceWatch:
    """Tell it of every packet and ask it about once a second; times are monotonic ns."""

    def __init__(self, connected_ns: int) -> None:
        self._doubt = ContactDoubt()
        self.reconnected(connected_ns)

    def reconnected(self, connected_ns: int) -> None:
        """Begin anew with a link that has just come up."""
        self._heard_ns = self._beat_ns = self._sound_ns = connected_ns
        self._woke_ns: int | None = None
        self._contact: bool | None = None
        self._nonsense = False
        self._doubt.break_off()

    def feed(self, received_ns: int, packet: HeartRatePacket) -> None:
        """A heart rate packet arrived."""
        self._heard_ns = received_ns
        self._woke_ns = None
        self._contact = self._doubt.feed(received_ns / 1e9, packet)
        beats = any(is_beat(rr) for rr in packet.rr_1024)
        if beats:
            self._beat_ns = received_ns
        self._nonsense = bool(packet.problem or packet.rejected or packet.hr_bpm == 0)
        if not self._nonsense:
            self._sound_ns = received_ns

    def state(self, now_ns: int) -> Silence:
        """What is missing now, the most telling cause first."""
        if now_ns - self._heard_ns > QUIET_NS:
            return Silence.NO_NOTIFICATIONS
        if self._contact is False:
            return Silence.NO_CONTACT
        if self._nonsense and now_ns - self._sound_ns > GARBAGE_NS:
            return Silence.UNWORN
        if now_ns - self._beat_ns > NO_RR_NS:
            return Silence.NO_RR
        return Silence.NONE

    @property
    def contact_doubted(self) -> bool:
        """Whether the strap's word that it has no skin contact is contradicted by its intervals."""
        return self._doubt.overruled

    def hopeless(self, now_ns: int) -> bool:
        """Whether the link has been mute for so long that it had better be made anew."""
        if self._woke_ns is not None and now_ns - self._woke_ns > RECONNECT_AFTER_SLEEP_NS:
            return True
        return now_ns - self._heard_ns > RECONNECT_AFTER_NS

    def woke(self, now_ns: int) -> None:
        """The computer slept: what is heard before long shows that the link outlived it."""
        self._woke_ns = now_ns
