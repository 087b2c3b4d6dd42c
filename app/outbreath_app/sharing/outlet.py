"""What can be shared with other programs, and the kind of place it goes to."""

from __future__ import annotations

from typing import Protocol

from outbreath_devices.errors import DeviceError
from outbreath_devices.strap.beat import Beat
from outbreath_signal.estimate import Estimate


class SharingError(DeviceError):
    """Beats cannot be shared as asked."""


class Outlet(Protocol):
    """A place other programs listen at. age_s: how long ago the beat was, as far as is known."""

    def beat(self, beat: Beat, age_s: float) -> None: ...

    def estimate(self, estimate: Estimate, age_s: float) -> None: ...

    def marker(self, text: str) -> None: ...

    def close(self) -> None: ...


# The estimate's numbers that are shared, in this order; one that is not available is NaN in LSL and left out of OSC.
ESTIMATE_FIELDS = (
    ("hr_bpm", "bpm"),
    ("rmssd_ms", "ms"),
    ("rsa_ms", "ms"),
    ("rsa_low_ms", "ms"),
    ("rsa_high_ms", "ms"),
    ("breath_rate_per_min", "1/min"),
    ("quality", "0 to 1"),
)


def marker_of(line: dict[str, object]) -> str:
    """The marker a recorded line makes, empty when it makes none. What a person wrote themselves stays with them."""
    match line.get("k"):
        case "phase":
            return f"phase {line.get('name', '')} {line.get('practice', '')}".strip()
        case "session":
            return f"session {line.get('event', '')}"
        case "pace":
            rate = line.get("rate_per_min")
            return "pace off" if rate is None else f"pace {rate} per minute"
        case "link":
            return f"link {line.get('state', '')}"
        case "mark":
            return "mark"
    return ""
