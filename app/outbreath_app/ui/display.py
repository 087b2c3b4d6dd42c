"""Whether a window can be shown here, found out before Qt is asked (Qt would end the program with an abort)."""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Mapping

# what Qt loads on Linux, and the Debian package that has it
COMMON_LIBRARIES = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
}
X11_LIBRARIES = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
}
NO_SCREEN = (
    "There is no screen here to open the window on (neither DISPLAY nor WAYLAND_DISPLAY is set). "
    "Run it in a desktop session, or go without the window: outbreath replay practice-6-per-min --headless."
)


def loads(library: str) -> bool:
    """Whether the system finds this shared library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


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
    missing = [package for library, package in libraries.items() if not loads(library)]
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
