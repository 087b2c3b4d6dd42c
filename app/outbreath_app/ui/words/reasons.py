"""What the core and the straps say in English, put into the person's language."""

from __future__ import annotations

import errno
import json
import re
from functools import cache
from importlib import resources

from outbreath_app.ui.words.i18n import number, tr
from outbreath_app.words.language import error_text, reason_text
from outbreath_devices.ble import link_words, radio
from outbreath_devices.ble.client import SLOW
from outbreath_devices.ble.extras import CANNOT, LEFT_OUT, WITHOUT
from outbreath_devices.ble.namesakes import SAME_NAME
from outbreath_devices.ble.pairing import ASKING, PAIRING
from outbreath_devices.errors import DeviceError
from outbreath_devices.phone import bridge as phone_words
from outbreath_devices.strap.silence import CONTACT_DOUBTED
from outbreath_signal.reasons import Reason

_DECIMAL = re.compile(r"-?\d+\.\d+")

# What a strap and its link say.
REASONS = (
    # what may be wrong with Bluetooth, with a strap and its link, and what to do about it
    *sorted(radio.every_sentence()),
    *sorted(link_words.every_sentence()),
    # why no beats come
    "Connected, but the strap sends nothing. Moisten its pads and check that it sits tight.",
    "The strap sends heart rate but no R-R intervals. Another app may hold it, or it is not able to send them.",
    "The strap has no skin contact. Moisten its pads and pull it tighter.",
    "The strap sends values that no heart makes. Is it being worn?",
    "The strap is not heard. Wear it, moisten its pads, come nearer; most straps serve one program at a time.",
    "The strap was lost.",
    "The strap could not be connected.",
    "It is tried again.",
    SLOW,
    ASKING,
    SAME_NAME,
    *phone_words.EVERY_SENTENCE,
    PAIRING,
    CONTACT_DOUBTED,
    LEFT_OUT,
    CANNOT,
    WITHOUT,
    "Looking for straps ended early.",
    "The search was ended by the system.",
    "The strap's link ended unexpectedly; the log says why.",
    "Bluetooth is busy with a search that another program began.",
    "Another Outbreath on this computer is using this strap.",
    "Close it there, or choose another strap.",
)


def reason_words(reason: Reason) -> str:
    """A reason of the core's or the program's own in the person's language."""
    return reason_text(reason)


def _own(value: str) -> str:
    """A number with a decimal point as the language writes it, a word that is known in its words; the rest as it is."""
    if _DECIMAL.fullmatch(value):
        return number(float(value), len(value.partition(".")[2]))
    return tr(value)


def problem_words(problem: str | Exception) -> str:
    """What went wrong in the person's language: each sentence that is known, with the names and numbers that stood in it.

    The parts of the program that say these know nothing of languages, and some are other processes, so that only the finished
    text arrives. Their sentences are kept beside the translations (tools/translations.py finds them in the source).
    """
    if isinstance(problem, OSError):
        return os_words(problem)
    if isinstance(problem, DeviceError) and problem.reason is not None:
        return f"{error_text(DeviceError(problem.reason))} {problem_words(problem.advice)}".strip()
    return "\n".join(_line_words(line) for line in str(problem).split("\n"))


def os_words(error: OSError) -> str:
    """What the system would not do, in the person's language where it is one of the usual things."""
    said = {
        errno.ENOENT: tr("There is no such file or folder."),
        errno.EACCES: tr("The system does not allow it: look who may read and write there."),
        errno.EPERM: tr("The system does not allow it: look who may read and write there."),
        errno.ENOSPC: tr("The disk is full."),
        errno.EROFS: tr("Nothing can be written there."),
        errno.EISDIR: tr("It is a folder."),
        errno.EIO: tr("The disk cannot be read or written there."),
    }.get(error.errno or 0, f"{error.strerror or error}.")
    return f"{error.filename}: {said}" if error.filename else said


def _line_words(line: str) -> str:
    for known in REASONS:
        if known.endswith((".", "?")):
            line = line.replace(known, tr(known))
    whole = tr(line)
    if whole != line:
        return whole
    for pattern, sentence in _sentences():
        match = pattern.match(line)
        said = tr(sentence)
        if match is None or said == sentence:
            continue
        *values, rest = match.groups()
        done = said.format(*(_own(value) for value in values))
        return f"{done} {_line_words(rest)}" if rest else done
    place = _PLACE.fullmatch(line)  # of a practice: file, line and key stand before the sentence
    if place is None or not any(place.groups()[:3]):
        return line
    file, number_, key, rest = place.groups(default="")
    where = tr("line {number}", number=number_) + ", " if number_ else ""
    return f"{file}{where}{key}{_line_words(rest)}"


_PLACE = re.compile(r"(.+?[.]toml: )?(?:line (\d+), )?([\w.\[\]]+: )?(.+)")


@cache
def _sentences() -> list[tuple[re.Pattern[str], str]]:
    """The sentences other parts of the program say, those with most words of their own first, as patterns."""
    text = resources.files("outbreath_app.ui").joinpath("translations", "sentences.json").read_text("utf-8")
    made = []
    for sentence in sorted(json.loads(text), key=lambda one: len(_HOLE.sub("", one)), reverse=True):
        parts = [re.escape(part.replace("{{", "{").replace("}}", "}")) for part in _HOLE.split(sentence)]
        made.append((re.compile("(.+?)".join(parts) + r"(?: (.+))?$", re.DOTALL), sentence))
    return made


_HOLE = re.compile(r"(?<!{){\d+}(?!})")
