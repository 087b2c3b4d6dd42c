"""The person's settings: one small JSON file, read sanely whatever is in it and replaced whole when saved."""

from __future__ import annotations

import json
import os
import tempfile
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

_LARGEST_BYTES = 1 << 20
# so many straps are remembered as used before
_MOST_STRAPS = 20


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that is remembered between two starts.

    language: "" follows the system. text_scale: 1.0 to 3.0. theme, face, detail: the words of the window's choices.
    own_rate_per_min: the pace the person accepted as theirs. propose_pace: whether small steps from it may be put forward;
    declined_rate_per_min: the last one they said no to. ease_in: every practice begins near their own breathing.
    vary_pace: a slow pacer's breaths vary a little, where nothing but the heartbeat tells the breathing.
    pauses_in: keys of the practices they chose to do with pauses, spaces between. place: the window's last place, as Qt wrote it (hex).
    clinician: whether there are clients; person: the id of whose sessions are at hand ('me' is oneself).
    lock_after_min: minutes without a key or a click after which a protected folder is locked; 0 is never.
    """

    language: str = ""
    theme: str = "system"
    text_scale: float = 1.0
    reduced_motion: bool = False
    face: str = "orb"
    detail: str = "standard"
    show_counts: bool = False
    practice: str = "soothing_rhythm"
    minutes: float | None = 10.0
    with_baseline: bool = True
    with_checkin: bool = True
    own_rate_per_min: float | None = None
    propose_pace: bool = False
    declined_rate_per_min: float | None = None
    ease_in: bool = True
    vary_pace: bool = True
    pauses_in: str = ""
    strap_address: str = ""
    strap_name: str = ""
    straps_used: str = ""
    bridge: str = ""
    sound: bool = True
    volume: float = 0.5
    timbre: str = ""
    noise: str = ""
    feedback_sound: bool = False
    bells: bool = True
    speech: bool = False
    welcomed: bool = False
    place: str = ""
    clinician: bool = False
    person: str = "me"
    lock_after_min: float = 10.0

    def with_pauses_in(self, practice: str, wanted: bool) -> str:
        """`pauses_in` with this practice among its keys, or without it."""
        others = [key for key in self.pauses_in.split() if key != practice]
        return " ".join([*others, practice] if wanted else others)

    def with_strap(self, address: str, name: str) -> dict[str, str]:
        """The settings that a strap changes when it is chosen: it is the one used last, and among those used."""
        others = [one for one in self.straps_used.split() if one != address]
        used = " ".join([address, *others][:_MOST_STRAPS])
        return {"strap_address": address, "strap_name": name, "straps_used": used}

    def changed(self, **values: Any) -> Settings:
        """The same settings with some of them changed; values out of range are brought within it."""
        return from_mapping({**asdict(self), **values})


_RANGES = {
    "text_scale": (1.0, 3.0),
    "minutes": (1.0, 60.0),
    "own_rate_per_min": (3.0, 15.0),
    "declined_rate_per_min": (3.0, 15.0),
    "volume": (0.0, 1.0),
    "lock_after_min": (0.0, 120.0),
}
_MAY_BE_NONE = {"minutes", "own_rate_per_min", "declined_rate_per_min"}


def from_mapping(values: dict[str, Any]) -> Settings:
    """Settings from whatever was read: what is not of the right kind falls back to its default."""
    sane: dict[str, Any] = {}
    for field in fields(Settings):
        value, default = values.get(field.name, field.default), field.default
        sane[field.name] = _sane(field.name, value, default)
    return Settings(**sane)


def _sane(name: str, value: Any, default: Any) -> Any:
    if name in _RANGES:
        if value is None and name in _MAY_BE_NONE:
            return None
        low, high = _RANGES[name]
        good = (
            isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e9
        )  # NaN compares False
        return min(max(float(value), low), high) if good else default
    if isinstance(default, bool):
        return value if isinstance(value, bool) else default
    return value if isinstance(value, str) and len(value) < 10_000 else default


def settings_path() -> Path:
    """Where the settings are kept on this machine."""
    import platformdirs

    return Path(platformdirs.user_config_dir("outbreath", appauthor=False)) / "settings.json"


class SettingsFile:
    """Reads and writes one settings file. Two programs may share it: the last to save wins, whole."""

    def __init__(self, path: Path | None = None) -> None:
        self.path = settings_path() if path is None else path
        self.problem = ""

    def load(self) -> Settings:
        """The settings; defaults where the file is missing or damaged (then `problem` says so, once)."""
        self.problem = ""
        try:
            with self.path.open("rb") as file:
                raw = file.read(_LARGEST_BYTES)
            values = json.loads(raw)
        except FileNotFoundError:
            return Settings()
        except (OSError, ValueError, RecursionError):
            self.problem = f"The settings in {self.path} could not be read; the program starts with its own."
            return Settings()
        if not isinstance(values, dict):
            self.problem = f"The settings in {self.path} could not be read; the program starts with its own."
            return Settings()
        return from_mapping(values)

    def save(self, settings: Settings) -> bool:
        """Replace the file in one step. False (and `problem`) when it cannot be written; nothing else is lost."""
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            handle, name = tempfile.mkstemp(dir=self.path.parent, prefix="settings", suffix=".tmp")
            try:
                with os.fdopen(handle, "w", encoding="utf-8") as file:
                    json.dump(asdict(settings), file, indent=1, ensure_ascii=False)
                    file.flush()
                    os.fsync(file.fileno())
                Path(name).replace(self.path)
            except BaseException:
                Path(name).unlink(missing_ok=True)
                raise
        except OSError as error:
            self.problem = f"The settings cannot be saved to {self.path}: {error.strerror}."
            return False
        self.problem = ""
        return True
