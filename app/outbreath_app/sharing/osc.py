"""Open Sound Control: one UDP message a beat, an estimate and a marker, to a program on this computer unless told otherwise."""

from __future__ import annotations

import ipaddress
import socket
from typing import Any

from outbreath_app.sharing.outlet import ESTIMATE_FIELDS, SharingError
from outbreath_devices.strap.beat import Beat
from outbreath_signal.estimate import Estimate

PREFIX = "/outbreath"


def parse_target(text: str) -> tuple[str, int]:
    """HOST:PORT as an address of this computer or another and a port. Raises SharingError; names are not looked up."""
    host, _, port_text = text.rpartition(":")
    host = host.strip("[]")
    host = "127.0.0.1" if host == "localhost" else host
    try:
        ipaddress.ip_address(host)
        port = int(port_text) if port_text.isascii() and port_text.isdigit() else 0
    except ValueError:
        port = 0
    if not 1 <= port <= 65535:
        raise SharingError(f"{text!r} is not HOST:PORT.", "Give an address and a port, as in 127.0.0.1:9000.")
    return host, port


def stays_here(host: str) -> bool:
    """Whether an address is this computer's own loopback."""
    return ipaddress.ip_address(host).is_loopback


class OscOutlet:
    """Sends to one address. A listener that is not there is no matter: UDP asks nobody."""

    def __init__(self, host: str, port: int, allow_network: bool = False) -> None:
        if not (allow_network or stays_here(host)):
            raise SharingError(
                f"{host} is another computer.", "Add --allow-network to send heart data over the network."
            )
        try:
            from pythonosc.osc_message_builder import OscMessageBuilder
        except ImportError as error:
            raise SharingError(
                "OSC needs the python-osc library.", "Install it with: pip install 'outbreath[sharing]'."
            ) from error
        self._builder: Any = OscMessageBuilder
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        self._socket = socket.socket(family, socket.SOCK_DGRAM)
        self._socket.setblocking(False)
        self._target = (host, port)

    def beat(self, beat: Beat, age_s: float) -> None:
        self._send("beat", [beat.t_s, beat.rr_ms, int(beat.joined), age_s])

    def estimate(self, estimate: Estimate, age_s: float) -> None:
        for name, _ in ESTIMATE_FIELDS:
            value = getattr(estimate, name)
            if value is not None:
                self._send(name, [float(value)])

    def marker(self, text: str) -> None:
        self._send("marker", [text])

    def close(self) -> None:
        self._socket.close()

    def _send(self, name: str, values: list[float | int | str]) -> None:
        message = self._builder(address=f"{PREFIX}/{name}")
        for value in values:
            message.add_arg(value)
        try:
            self._socket.sendto(message.build().dgram, self._target)
        except OSError:
            # nobody listens there now; the next message may be heard
            return
