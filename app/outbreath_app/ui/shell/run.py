"""Opening the window, or saying in one sentence why there is none."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from outbreath_app.logfile import log_to_file
from outbreath_app.ui.shell.display import why_no_window


def open_window(source: Path | None = None, speed: float = 1.0) -> int:
    """Run the window until it is closed; returns the exit code.

    source: a recording to play as if the strap were on now, at `speed` times the pace it was lived at.
    """
    why = why_no_window(os.environ)
    if why is not None:
        sys.stderr.write(why + "\n")
        return 1
    try:
        from outbreath_app.ui.shell.application import run
    except ImportError as error:
        sys.stderr.write(f"The window cannot start: {error}. Reinstall with: pip install outbreath.\n")
        return 1
    log_to_file("window")
    return run(source, speed)
