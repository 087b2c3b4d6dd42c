"""Lab Streaming Layer: streams of beats (with R-R), estimates and markers that recorders of other signals can find.

liblsl can be told to look for listeners on this computer alone, but its data ports answer on every network interface. On
Linux they are bound to the loopback interface right after they are opened; where that cannot be done, sharing by LSL
needs the person's word that the network may see it.
"""

from __future__ import annotations

import math
import os
import socket
import sys
from pathlib import Path
from typing import Any

from outbreath_app.sharing.outlet import ESTIMATE_FIELDS, SharingError
from outbreath_devices.strap.beat import Beat
from outbreath_signal.estimate import Estimate

# IPv6 is off: its wildcard sockets would need the same confining, and every LSL program speaks IPv4.
_STAY_HERE = """[ports]
IPv6 = disable
[multicast]
ResolveScope = machine
ListenAddress = 127.0.0.1
MachineAddresses = {127.0.0.1}
LinkAddresses = {}
SiteAddresses = {}
AddressesOverride = {127.0.0.1}
Interfaces = {127.0.0.1}
TTLOverride = 0
[lab]
KnownPeers = {127.0.0.1}
[log]
level = -2
"""
_SOCKETS = Path("/proc/self/fd")
_IRREGULAR = 0.0


def load_pylsl() -> Any:
    """The pylsl module. Raises SharingError with what to do when it or the library it needs is not there."""
    try:
        import pylsl
    except (ImportError, RuntimeError, OSError) as error:
        what = "the pylsl library" if isinstance(error, ImportError) else "the liblsl system library"
        raise SharingError(
            f"LSL needs {what}.",
            "Install it with: pip install 'outbreath[sharing]'; where that brings no liblsl, install liblsl for your system.",
        ) from error
    return pylsl


class LslOutlet:
    """Three streams: Outbreath beats (t_s, rr_ms, joined), Outbreath estimates, Outbreath markers."""

    def __init__(self, source_id: str, allow_network: bool = False, pylsl: Any = None) -> None:
        lsl = load_pylsl() if pylsl is None else pylsl
        if not allow_network and not sys.platform.startswith("linux"):
            raise SharingError(
                "On this system LSL cannot be kept to this computer.",
                "Add --allow-network if the network may see heart data, or use --osc.",
            )
        before = _open_sockets()
        if not allow_network:
            lsl.set_config_content(_STAY_HERE)
        self._clock = lsl.local_clock
        beats = [("t_s", "s"), ("rr_ms", "ms"), ("joined", "0 or 1")]
        self._beats = _stream(lsl, "beats", "RR", beats, source_id)
        self._estimates = _stream(lsl, "estimates", "HRV", list(ESTIMATE_FIELDS), source_id)
        self._markers = _stream(lsl, "markers", "Markers", [("marker", "")], source_id, lsl.cf_string)
        if not allow_network:
            try:
                confine_to_loopback(_open_sockets() - before)
            except OSError as error:
                self.close()
                raise SharingError(
                    f"LSL could not be kept to this computer ({error.strerror or error}).",
                    "Add --allow-network if the network may see heart data, or use --osc.",
                ) from error

    def beat(self, beat: Beat, age_s: float) -> None:
        self._beats.push_sample([beat.t_s, beat.rr_ms, float(beat.joined)], self._clock() - age_s)

    def estimate(self, estimate: Estimate, age_s: float) -> None:
        values = [getattr(estimate, name) for name, _ in ESTIMATE_FIELDS]
        self._estimates.push_sample(
            [math.nan if value is None else float(value) for value in values], self._clock() - age_s
        )

    def marker(self, text: str) -> None:
        self._markers.push_sample([text], self._clock())

    def close(self) -> None:
        # a stream closes when nothing holds it any more
        self._beats = self._estimates = self._markers = None


def _stream(
    lsl: Any, name: str, kind: str, channels: list[tuple[str, str]], source_id: str, form: Any = None
) -> Any:
    info = lsl.StreamInfo(
        f"Outbreath {name}",
        kind,
        len(channels),
        _IRREGULAR,
        lsl.cf_double64 if form is None else form,
        f"outbreath-{name}-{source_id}",
    )
    described = info.desc().append_child("channels")
    for label, unit in channels:
        channel = described.append_child("channel")
        channel.append_child_value("label", label)
        channel.append_child_value("unit", unit)
    return lsl.StreamOutlet(info)


def _open_sockets() -> frozenset[int]:
    """The numbers of this process's open sockets; none where the system does not list them."""
    found = set()
    if not _SOCKETS.exists():
        return frozenset()
    for entry in _SOCKETS.iterdir():
        try:
            target = str(entry.readlink())
        except OSError:
            # closed between listing and looking, such as the listing itself
            continue
        if target.startswith("socket:"):
            found.add(int(entry.name))
    return frozenset(found)


def confine_to_loopback(descriptors: frozenset[int]) -> None:
    """Let these internet sockets hear and answer on the loopback interface alone (Linux 5.7). Raises OSError."""
    for number in descriptors:
        with socket.socket(fileno=os.dup(number)) as same:
            if same.family in (socket.AF_INET, socket.AF_INET6):
                same.setsockopt(socket.SOL_SOCKET, socket.SO_BINDTODEVICE, b"lo\0")
