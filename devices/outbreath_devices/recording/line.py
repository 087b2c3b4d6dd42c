"""One sealed line: a JSON object on one line, closed by the CRC-32 of everything before the seal."""

from __future__ import annotations

import json
import os
import zlib
from typing import Any

from outbreath_devices.errors import RecordingError

FORMAT_VERSION = 1
MAX_LINE_BYTES = 1 << 16
# A line of that length locked, in base64, in its envelope.
LONGEST_ENVELOPE_BYTES = MAX_LINE_BYTES * 4 // 3 + 256
# A recording's file is always a new one. Windows would write two bytes for a newline without O_BINARY.
NEW_FILE = os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0)
_SEAL_BYTES = 16  # ,"c":"xxxxxxxx"

# Made once: a live line waits for neither an encoder nor a guess at its encoding.
_encode = json.JSONEncoder(separators=(",", ":"), ensure_ascii=True, allow_nan=False).encode
_decode = json.JSONDecoder().decode

Line = dict[str, Any]


def seal(line: Line, longest_bytes: int = MAX_LINE_BYTES) -> bytes:
    """The line as bytes with its checksum and a final newline. Raises RecordingError when it is too long or not JSON."""
    try:
        body = _encode(line)[:-1].encode("ascii")
    except (TypeError, ValueError) as error:
        raise RecordingError(f"a line cannot be written as JSON: {error}.") from error
    sealed = body + b',"c":"%08x"}\n' % zlib.crc32(body)
    if len(sealed) > longest_bytes:
        raise RecordingError(f"a line of {len(sealed)} bytes is longer than {longest_bytes} bytes allow.")
    return sealed


def unseal(raw: bytes, longest_bytes: int = MAX_LINE_BYTES) -> Line | None:
    """The object in one line (with or without its newline), or None when the seal does not match. Never raises."""
    raw = raw.removesuffix(b"\n")
    body = raw[:-_SEAL_BYTES]
    if (
        not len(body) < len(raw) <= longest_bytes
        or raw[len(body) : len(body) + 6] != b',"c":"'
        or raw[-2:] != b'"}'
    ):
        return None
    try:
        if raw[-10:-2] != b"%08x" % zlib.crc32(body):
            return None
        line = _decode((body + b"}").decode())
    except (ValueError, RecursionError):
        return None
    return line if isinstance(line, dict) else None
