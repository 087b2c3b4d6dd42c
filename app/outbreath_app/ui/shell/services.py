"""What the window works with, handed in from outside so that tests can hand in something else."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from outbreath_app.paths import OWN_PERSON, OWN_RANGES, RECORDINGS, data_place, person_place
from outbreath_app.settings import Settings, SettingsFile
from outbreath_app.ui.parts.timebase import Clock, SystemClock
from outbreath_app.ui.shell.awake import Awake, ScreenAwake
from outbreath_app.ui.words.i18n import Translation, tr
from outbreath_devices.errors import DeviceError

if TYPE_CHECKING:
    from outbreath_app.assess.proposing import PaceSeen
    from outbreath_app.catalogue.assessment_history import PastAssessment
    from outbreath_app.catalogue.comparison_history import PastComparison
    from outbreath_app.practices import Library
    from outbreath_app.ui.feeds.base import Feed
    from outbreath_app.ui.practise.choosing.request import Heart
    from outbreath_app.ui.practise.session.practising import Sounding
    from outbreath_app.ui.straps.finding import Scanner


def recorder_feed(heart: Heart, clock: Clock, parent: QObject, person: str = OWN_PERSON) -> Feed:
    """The recorder's process for this heart signal, writing a new recording among the person's."""
    from outbreath_app.recorder.process import new_recording_path
    from outbreath_app.storage.keys import handed_over, new_cipher
    from outbreath_app.ui.feeds.base import NoFeed
    from outbreath_app.ui.feeds.recorder import RecorderFeed
    from outbreath_app.ui.practise.choosing.request import HeartKind

    try:
        path = new_recording_path(datetime.now(), person=person)
        cipher = new_cipher(path)
    except DeviceError as error:  # locked by another program meanwhile
        from outbreath_app.ui.words.reasons import problem_words

        return NoFeed(problem_words(error), clock, parent)
    except OSError as error:
        return NoFeed(unwritable_words(data_place(), error), clock, parent)
    match heart.kind:
        case HeartKind.STRAP:
            source = ["--device", heart.address]
        case HeartKind.PHONE:
            source = ["--bridge", heart.address]
        case HeartKind.SIMULATED:
            source = ["--simulate"]
        case HeartKind.NONE:
            source = ["--no-strap"]
    arguments = ["record", "--lines", "--out", str(path), *source]
    if cipher is None:
        return RecorderFeed(arguments, clock, path, parent)
    # the key goes through the pipe: arguments and environment can be read by others
    return RecorderFeed([*arguments, "--key-stdin"], clock, path, parent, first=handed_over(cipher))


def unwritable_words(folder: Path, error: OSError) -> str:
    """The data folder cannot be made or written to, and what to do."""
    return tr(
        "The data folder {folder} cannot be written to ({reason}). Make it writable, or start Outbreath with --data and another folder.",
        folder=str(folder),
        reason=error.strerror or type(error).__name__,
    )


def player(tell: Callable[[str], None], settings: Settings) -> Sounding:
    """The sound of a session as the settings want it."""
    from outbreath_app.ui.practise.session.sounding import sound_for

    return sound_for(tell, settings)


def scanner() -> Scanner:
    """A scan in a child process."""
    from outbreath_app.ui.straps.finding import ChildScanner

    return ChildScanner()


def library(language: str) -> Library:
    """The practices there are."""
    from outbreath_app.practices import Library

    return Library(language=language)


def awake_or_asleep_ns() -> int:
    """A clock that goes on while the computer sleeps, where there is one."""
    boot = getattr(time, "CLOCK_BOOTTIME", None)
    return time.monotonic_ns() if boot is None else time.clock_gettime_ns(boot)


def data_words() -> str:
    """Where the data is kept, for the settings page."""
    return str(data_place())


def own_ranges(person: str = OWN_PERSON) -> Path:
    """Where the person's own ranges are kept."""
    data = data_place()
    return (data if person == OWN_PERSON else data / RECORDINGS / person) / OWN_RANGES


def recordings_there(person: str = OWN_PERSON) -> list[Path]:
    """The person's recordings, newest first."""
    folder = person_place(data_place() / RECORDINGS, person)
    return sorted(folder.glob("*.jsonl*"), reverse=True)


def paces_seen(data: Path, person: str = OWN_PERSON) -> Sequence[PaceSeen]:
    """At which paces the person has practised, and how their heart swung."""
    from outbreath_app.catalogue.trends_of_folder import load_paces_seen

    return load_paces_seen(data, person)


def _of_the_person(*_: object) -> Any:
    """Stands for a collaborator that follows the person at hand."""


def past_assessments(data: Path, person: str = OWN_PERSON) -> list[PastAssessment]:
    """The person's earlier assessments, newest first, as the catalogue has them."""
    from outbreath_app.catalogue.assessment_history import past_assessments

    return past_assessments(data, person) if data.exists() else []


def past_comparisons(data: Path, person: str = OWN_PERSON) -> list[PastComparison]:
    """The person's earlier comparisons, newest first, as the catalogue has them."""
    from outbreath_app.catalogue.comparison_history import past_comparisons

    return past_comparisons(data, person)


@dataclass(slots=True)
class Services:
    """The window's collaborators. person: whose sessions are at hand; feeds, recordings and ranges are theirs."""

    settings_file: SettingsFile = field(default_factory=SettingsFile)
    clock: Clock = field(default_factory=SystemClock)
    translation: Translation = field(default_factory=Translation)
    drive_frames: bool = True
    person: str = OWN_PERSON
    new_feed: Callable[[Heart, Clock, QObject], Feed] = field(default=_of_the_person)
    new_scanner: Callable[[], Scanner] = scanner
    new_sound: Callable[[Callable[[str], None], Settings], Sounding] = player
    new_library: Callable[[str], Library] = library
    awake: Awake = field(default_factory=ScreenAwake)
    own_ranges: Callable[[], Path] = field(default=_of_the_person)
    data_words: Callable[[], str] = data_words
    data: Callable[[], Path] = data_place
    idle_ns: Callable[[], int] = awake_or_asleep_ns
    recordings: Callable[[], list[Path]] = field(default=_of_the_person)
    past_assessments: Callable[[], list[PastAssessment]] = field(default=_of_the_person)
    past_comparisons: Callable[[], list[PastComparison]] = field(default=_of_the_person)
    paces_seen: Callable[[], Sequence[PaceSeen]] = field(default=_of_the_person)

    def __post_init__(self) -> None:
        if self.new_feed is _of_the_person:
            self.new_feed = lambda heart, clock, parent: recorder_feed(heart, clock, parent, self.person)
        if self.own_ranges is _of_the_person:
            self.own_ranges = lambda: own_ranges(self.person)
        if self.paces_seen is _of_the_person:
            self.paces_seen = lambda: paces_seen(self.data(), self.person)
        if self.recordings is _of_the_person:
            self.recordings = lambda: recordings_there(self.person)
        if self.past_comparisons is _of_the_person:
            self.past_comparisons = lambda: past_comparisons(self.data(), self.person)
        if self.past_assessments is _of_the_person:
            self.past_assessments = lambda: past_assessments(self.data(), self.person)
