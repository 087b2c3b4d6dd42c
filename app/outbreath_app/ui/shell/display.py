"""Whether a window can be shown here, found out before Qt is asked (Qt would end the program with an abort)."""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Mapping

from outbreath_app.qt_libraries import COMMON_LIBRARIES, X11_LIBRARIES, has_library

NO_SCREEN = (
    "There is no screen here to open the window on (neither DISPLAY nor WAYLAND_DISPLAY is set). "
    "Run it in a desktop session, or go without the window: outbreath replay practice-6-per-min --headless."
)


def why_no_window(environment: Mapping[str, str], platform: str = sys.platform) -> str | None:
    """One sentence on why no window can be opened, None when one can."""
    if not platform.startswith("linux"):
        return None
    libraries = dict(COMMON_LIBRARIES)
    chosen = environment.get("QT_QPA_PLATFORM", "")
    x11 = chosen.startswith("xcb") or (not chosen and not environment.get("WAYLAND_DISPLAY"))
    if not chosen and not environment.get("DISPLAY") and not environment.get("WAYLAND_DISPLAY"):
        return NO_SCREEN
    if x11:
        libraries |= X11_LIBRARIES
    missing = [package for library, package in libraries.items() if not has_library(library)]
    if missing:
        return (
            f"The window needs system libraries that are not here: {', '.join(missing)}. "
            f"On Debian and Ubuntu: sudo apt-get install {' '.join(missing)}."
        )
    if x11 and not _answers_x11():
        return (
            f"The screen {environment.get('DISPLAY', '')} does not answer. Run it in a desktop session, "
            "or go without the window: outbreath replay practice-6-per-min --headless."
        )
    return None


def _answers_x11() -> bool:
    """Whether the X server that DISPLAY names accepts a connection."""
    xcb = ctypes.CDLL("libxcb.so.1")
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_connect.argtypes = [ctypes.c_char_p, ctypes.c_void_p]
    xcb.xcb_connection_has_error.argtypes = [ctypes.c_void_p]
    xcb.xcb_disconnect.argtypes = [ctypes.c_void_p]
    connection = xcb.xcb_connect(None, None)
    refused = bool(xcb.xcb_connection_has_error(connection))
    xcb.xcb_disconnect(connection)
    return not refused
