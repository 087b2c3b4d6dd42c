"""Lines from a file descriptor, read without a buffered stream.

A thread that waits in a buffered stream holds its lock, and Python cannot end while it does: a recorder that ends by itself, for want
of Bluetooth say, was aborted ("could not acquire lock for <_io.BufferedReader>") while its standard input was still open.
"""

from __future__ import annotations

import os
from typing import Protocol

_CHUNK_BYTES = 65536


class LineSource(Protocol):
    """Anything that gives one line after the other, and nothing at its end."""

    def readline(self, most: int, /) -> bytes: ...


class RawLines:
    """The lines of a descriptor. What was read ahead stays here, so read it through one of these only."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._rest = b""
        self._over = False

    def readline(self, most: int, /) -> bytes:
        """The next line with its end, cut at so many bytes; empty when there are no more."""
        while not self._over and b"\n" not in self._rest and len(self._rest) < most:
            more = os.read(self._descriptor, _CHUNK_BYTES)
            self._over = not more
            self._rest += more
        end = min(self._rest.find(b"\n") + 1 or len(self._rest), most)
        line, self._rest = self._rest[:end], self._rest[end:]
        return line
