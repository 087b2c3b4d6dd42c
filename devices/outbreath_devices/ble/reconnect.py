"""When to try again: short waits at first, longer ones later, never so long that a returned strap is kept waiting."""

from __future__ import annotations

from dataclasses import dataclass

# A link that held this long was a good one: the next loss starts with the shortest wait again.
GOOD_LINK_S = 10.0


@dataclass(slots=True)
class Backoff:
    """Waits between attempts: first_s, then `factor` times as long each time, up to longest_s.

    Scanning takes time of its own and is what finds the strap again, so the longest wait is short: a person who put
    the strap back on should not have to wait for a program.
    """

    first_s: float = 0.5
    factor: float = 1.7
    longest_s: float = 8.0
    _attempts: int = 0

    def next_wait_s(self) -> float:
        """The wait before the next attempt; each call counts as a failed one."""
        wait_s = min(self.longest_s, self.first_s * self.factor ** min(self._attempts, 30))
        self._attempts += 1
        return wait_s

    def held_for(self, seconds: float) -> None:
        """A link was up for so long: after a good one the waits start anew."""
        if seconds >= GOOD_LINK_S:
            self._attempts = 0

    def start_anew(self) -> None:
        """What was in the way is gone: the waits start anew."""
        self._attempts = 0
