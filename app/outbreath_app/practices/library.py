"""The practices there are: the program's own, in the person's language where there is one, and those they made."""

from __future__ import annotations

import os
import stat
import tempfile
from dataclasses import replace
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

from outbreath_app.practices.model import Practice
from outbreath_app.practices.reading import PracticeError, Problem, parse_practice, read_practice
from outbreath_app.practices.writing import practice_toml

# The order in which the program's own are offered; none has to be done before another.
ORDER = (
    "soothing_rhythm",
    "resonance",
    "gentle_start",
    "mindful_noticing",
    "compassionate_self",
    "compassion_to_another",
    "receiving_compassion",
    "compassion_to_oneself",
    "compassionate_action",
    "grounding",
    "even_breathing",
    "cyclic_sighing",
    "box_breathing",
    "four_seven_eight",
    "quiet_rest",
)


def own_practices_folder() -> Path:
    """Where the person's own practices are kept (not created until one is saved)."""
    import platformdirs

    return Path(platformdirs.user_data_dir("outbreath", appauthor=False)) / "practices"


@cache
def bundled(language: str = "en") -> dict[str, Practice]:
    """The program's own practices; those without a text in the language are in English."""
    base = resources.files(__package__) / "bundled"
    return {key: _bundled(base, language, key) for key in ORDER}


def _bundled(base: Traversable, language: str, key: str) -> Practice:
    for folder in (language, "en"):
        file = base / folder / f"{key}.toml"
        if file.is_file():
            return parse_practice(file.read_text(encoding="utf-8"), own=False, source=f"{key}.toml")
    raise AssertionError(f"the program's own practice {key} is missing")


class Library:
    """The program's practices and those in one folder. A file that cannot be used is named in problems."""

    def __init__(self, folder: Path | None = None, language: str = "en") -> None:
        self.folder = own_practices_folder() if folder is None else folder
        self.language = language
        self.problems: list[PracticeError] = []
        self._own: dict[str, Practice] = {}
        self._paths: dict[str, Path] = {}
        self.reload()

    def reload(self) -> None:
        """Look at the folder again."""
        self.problems, self._own, self._paths = [], {}, {}
        try:
            paths = sorted(path for path in self.folder.glob("*.toml") if path.is_file())
        except OSError:
            paths = []
        for path in paths:
            try:
                practice = read_practice(path)
                if practice.key in bundled(self.language) or practice.key in self._own:
                    raise PracticeError(
                        [Problem(None, "key", f"another practice already has the key {practice.key!r}.")],
                        str(path),
                    )
            except PracticeError as error:
                self.problems.append(error)
                continue
            self._own[practice.key] = practice
            self._paths[practice.key] = path

    def all(self) -> list[Practice]:
        """The program's own, then the person's, by title."""
        own = sorted(self._own.values(), key=lambda practice: practice.title.casefold())
        return [*bundled(self.language).values(), *own]

    def get(self, key: str) -> Practice | None:
        return bundled(self.language).get(key) or self._own.get(key)

    def save(self, practice: Practice) -> Path:
        """Keep a practice of one's own under its key, in place of the one before. Raises PracticeError."""
        if practice.key in bundled(self.language):
            raise PracticeError(
                [Problem(None, "key", f"{practice.key!r} is one of the program's own; choose another key.")]
            )
        text = practice_toml(practice)
        checked = parse_practice(text)
        path = self._paths.get(checked.key, self.folder / f"{checked.key}.toml")
        try:
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            _write_whole(path, text)
        except OSError as error:
            raise PracticeError(
                [Problem(None, "", f"cannot be saved: {error.strerror}.")], str(path)
            ) from error
        self.reload()
        return path

    def add(self, path: Path) -> Practice:
        """Take in a practice somebody shared; a key already in use gets a number. Raises PracticeError."""
        practice = read_practice(path)
        key, number = practice.key, 2
        while self.get(key) is not None:
            key = f"{practice.key[:60]}-{number}"
            number += 1
        self.save(replace(practice, key=key))
        found = self.get(key)
        assert found is not None
        return found

    def remove(self, key: str) -> None:
        """Delete a practice of one's own; the program's own cannot be deleted."""
        if key in self._paths:
            self._paths[key].unlink(missing_ok=True)
            self.reload()


def _write_whole(path: Path, text: str) -> None:
    """Write beside the file and put it in its place, so that a crash leaves the old one or the new one."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.name, suffix=".tmp")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(stat.S_IRUSR | stat.S_IWUSR)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
