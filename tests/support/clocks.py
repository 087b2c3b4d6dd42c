"""A clock that moves only when a test moves it."""

from __future__ import annotations


class ManualClock:
    """Monotonic ns under the test's hand."""

    def __init__(self, start_ns: int = 1_000_000_000_000) -> None:
        self._now_ns = start_ns

    def now_ns(self) -> int:
        return self._now_ns

    def advance_ns(self, ns: int) -> None:
        self._now_ns += ns

    def advance_s(self, seconds: float) -> None:
        self._now_ns += round(seconds * 1e9)
