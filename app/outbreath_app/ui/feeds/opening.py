"""Opening a file for the window: a recording's lines, or a text of intervals laid out as a strap would have sent it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from outbreath_app.review.logged import open_logged
from outbreath_app.simulate.recording import Plan, session_lines
from outbreath_app.ui.feeds.base import Line


def opened(path: Path) -> tuple[Sequence[Line], str]:
    """The lines and a title. Raises DeviceError with one sentence for what cannot be played."""
    source = open_logged(str(path))
    title = path.stem.replace("-", " ").replace("_", " ").capitalize()
    if source.lines:
        return source.lines, title
    rr_1024 = np.round(source.beats.rr_ms * 1.024).astype(np.int64)
    t_s = source.beats.t_s - source.beats.t_s[0] + source.beats.rr_ms[0] / 1000
    return list(session_lines(t_s, rr_1024, Plan())), title
