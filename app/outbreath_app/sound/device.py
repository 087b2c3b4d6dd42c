"""The system's sound device, opened through miniaudio; without one, an OSError and a quiet standard error."""

from __future__ import annotations

import ctypes
import logging
import sys
from collections.abc import Generator
from typing import Any, Protocol

from outbreath_app.sound.tables import RATE_HZ

PERIOD_MS = 100  # two or three such buffers hold through a window that stalls for 200 ms, as measured

log = logging.getLogger(__name__)


class Device(Protocol):
    """A sound device that asks for samples."""

    def start(self, source: Generator[bytes, int, None]) -> None: ...
    def close(self) -> None: ...


def open_device() -> Device:
    """The system's own sound device. Raises OSError when there is none."""
    import miniaudio

    _quiet_alsa()
    try:
        device: Any = miniaudio.PlaybackDevice(
            output_format=miniaudio.SampleFormat.FLOAT32,
            nchannels=2,
            sample_rate=RATE_HZ,
            buffersize_msec=PERIOD_MS,
            app_name="Outbreath",
        )
    except miniaudio.MiniaudioError as error:
        raise OSError(f"no sound device: {error}") from error
    opened: Device = device
    return opened


_ERROR_HANDLER = ctypes.CFUNCTYPE(
    None, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p
)


def _to_log(file: bytes, line: int, function: bytes, error: int, message: bytes) -> None:
    """What ALSA would print on standard error goes to the log."""
    log.debug("alsa: %s:%d %s", function, line, message)


_KEPT_HANDLER = _ERROR_HANDLER(_to_log)  # ALSA keeps the pointer for the life of the process


def _quiet_alsa() -> None:
    """ALSA prints some thirty lines when there is no sound card; the person is told in one sentence instead."""
    if not sys.platform.startswith("linux"):
        return
    try:
        ctypes.CDLL("libasound.so.2").snd_lib_error_set_handler(_KEPT_HANDLER)
    except (OSError, AttributeError):
        log.debug("alsa: its messages cannot be redirected")
