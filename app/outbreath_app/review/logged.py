"""Opening FILE for someone to look at: a client's recording is noted in the access log of its data folder."""

from __future__ import annotations

from outbreath_app.storage.access import log_opened
from outbreath_app.stream.bundled import resolve
from outbreath_app.stream.sources import STANDARD_INPUT, BeatSource, SourceKind, open_source


def open_logged(name: str, unit: str | None = None) -> BeatSource:
    """The beats of FILE `name`, as `open_source` gives them, for a command or a page that shows them. Raises SourceError."""
    source = open_source(name, unit)
    if source.kind is SourceKind.RECORDING and name != STANDARD_INPUT:
        log_opened(resolve(name))
    return source
