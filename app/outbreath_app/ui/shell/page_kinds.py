"""What a page may be able to do: look anew when it is gone to, follow the settings."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from outbreath_app.settings import Settings


@runtime_checkable
class Refreshing(Protocol):
    """A page that looks anew each time it is gone to."""

    def refresh(self) -> None: ...


@runtime_checkable
class FollowsSettings(Protocol):
    """A page that shows or uses settings."""

    def show_settings(self, settings: Settings) -> None: ...
