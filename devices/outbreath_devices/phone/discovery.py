"""Finding phones on the local network: a probe to everybody, and an answer from each that is a bridge."""

from __future__ import annotations

import asyncio
import json
import logging
import socket
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

log = logging.getLogger(__name__)

DISCOVERY_PORT, SESSION_PORT = 45124, 8765
PROBE = b"HnH_PHONE_BRIDGE_DISCOVER_V1"
LOOK_S = 3.0
_EVERY_S = 0.5
_LONGEST_NAME = 40


@dataclass(frozen=True, slots=True)
class Phone:
    """A phone that answered: where its session is to be had, and what it calls itself."""

    host: str
    port: int
    name: str = ""

    @property
    def address(self) -> str:
        """As `record --bridge` takes it."""
        return f"{self.host}:{self.port}"


def parse_reply(data: bytes, host: str) -> Phone | None:
    """A phone's answer to the probe; None for anything else."""
    try:
        told = json.loads(data.decode("utf-8"))
    except (ValueError, RecursionError):
        return None
    if not isinstance(told, dict) or told.get("role") != "phone_bridge":
        return None
    port = told.get("port", SESSION_PORT)
    if not isinstance(port, int) or isinstance(port, bool) or not 0 < port < 65536:
        return None
    name = "".join(char for char in str(told.get("hostname", "")) if char.isprintable())
    return Phone(host, port, name[:_LONGEST_NAME])


def parse_address(text: str) -> Phone:
    """HOST or HOST:PORT, a bracketed IPv6 address too. Raises ValueError for what is neither."""
    host, bracket, rest = text.strip().rpartition("]")
    if bracket:
        host, rest = host.removeprefix("["), rest.removeprefix(":")
    elif text.count(":") == 1:
        host, rest = text.strip().split(":")
    else:
        host, rest = text.strip(), ""
    port = int(rest) if rest else SESSION_PORT
    if not host or any(char.isspace() for char in host) or not 0 < port < 65536:
        raise ValueError(text)
    return Phone(host, port)


class _Replies(asyncio.DatagramProtocol):
    def __init__(self) -> None:
        self.phones: dict[str, Phone] = {}

    def datagram_received(self, data: bytes, addr: tuple[Any, ...]) -> None:
        phone = parse_reply(data[:4096], str(addr[0]))
        if phone is not None:
            self.phones[phone.address] = phone


async def find_phones(
    seconds: float = LOOK_S, to: str = "255.255.255.255", port: int = DISCOVERY_PORT
) -> list[Phone]:
    """The phones that answer within so many seconds; none where the network lets nobody ask."""
    loop = asyncio.get_running_loop()
    try:
        transport, replies = await loop.create_datagram_endpoint(
            _Replies, local_addr=("0.0.0.0", 0), family=socket.AF_INET, allow_broadcast=True
        )
    except OSError as error:
        log.info("no phone can be asked for: %r", error)
        return []
    try:
        end_s = loop.time() + seconds
        while (left_s := end_s - loop.time()) > 0:
            with suppress(OSError):  # a network that is just coming up
                transport.sendto(PROBE, (to, port))
            await asyncio.sleep(min(_EVERY_S, left_s))
    finally:
        transport.close()
    return sorted(replies.phones.values(), key=lambda phone: phone.address)
