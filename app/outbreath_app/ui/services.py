"""What the window works with, handed in from outside so that tests can hand in something else."""

from __future__ import annotations

from dataclasses import dataclass, field

from outbreath_app.settings import SettingsFile
from outbreath_app.ui.i18n import Translation
from outbreath_app.ui.timebase import Clock, SystemClock


@dataclass(slots=True)
class Services:
    """The window's collaborators."""

    settings_file: SettingsFile = field(default_factory=SettingsFile)
    clock: Clock = field(default_factory=SystemClock)
    translation: Translation = field(default_factory=Translation)
    drive_frames: bool = True
