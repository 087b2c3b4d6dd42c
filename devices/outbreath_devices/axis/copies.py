"""Notifications that the system delivers more than once: one notification is one, whatever the moment it begins.

Where two programs on a computer listen to a strap, BlueZ tells each of every listener's notification, 0.1 to 12 ms apart
(seen with bluetoothd 5.66). A strap notifies about once a second, so equal bytes at once are one notification, unless they
had been held up on the way: then the beats of several seconds arrive together, and equal ones among them are true.
"""

from __future__ import annotations

from itertools import groupby

from outbreath_devices.strap.heart_rate import HeartRatePacket

# Copies came within 12 ms; a strap needs about a second for the next notification.
AT_ONCE_S = 0.05
# More equal packets at once than programs that may listen: a stream that is played in a hurry, all of it true.
_MOST_TIMES = 6

Arrived = tuple[float, HeartRatePacket]


class CopyWatch:
    """Ask it what to take of each notification of a link, in order. times: how often each came lately (1: once)."""

    def __init__(self) -> None:
        self.times = 1
        self.restart()

    def restart(self) -> None:
        """A new link: nothing was heard of it yet. Whether notifications were doubled stays known."""
        self._latest_s = float("-inf")
        self._group: list[Arrived] = []
        self._aside: list[Arrived] = []
        self._hurried = self._held = False

    def take(self, arrival_s: float, packet: HeartRatePacket, *, held: bool, room: bool) -> list[Arrived]:
        """What is to be taken now: the notification itself, nothing for a copy, more where copies turn out to be none.

        held: it may have been held up on the way. room: the clock leaves room for its intervals.
        """
        at_once = arrival_s - self._latest_s < AT_ONCE_S
        self._latest_s = arrival_s
        one = (arrival_s, packet)
        if not (at_once and self._group and packet == self._group[0][1]):
            if self._group and not self._held:
                self.times = min(len(self._group), _MOST_TIMES)
            self._hurried = self._hurried and at_once
            self._group, self._aside, self._held = [one], [], held
            return [one]
        self._group.append(one)
        if self._hurried:
            return [one]
        if self._held:
            true = room and (len(self._group) - 1) % self.times == 0
            return [one] if true else []
        self._aside.append(one)
        if len(self._group) <= _MOST_TIMES:
            return []
        taken, self._aside, self._hurried, self.times = self._aside, [], True, 1
        return taken

    def thin(self, held: list[Arrived]) -> list[Arrived]:
        """What was held up, without the copies where each of several notifications in it came more than once.

        That happens when copies began while nothing arrived; before it nothing told of them.
        """
        groups = [list(group) for _, group in groupby(held, key=lambda one: one[1])]
        if len(groups) < 2 or min(len(group) for group in groups) < 2:
            return held
        if any(group[-1][0] - group[0][0] >= AT_ONCE_S * (len(group) - 1) for group in groups):
            return held
        self.times = min(len(group) for group in groups)
        return [one for group in groups for one in group[:: self.times]]
