"""Recovery words: twelve from the BIP-39 list (128 random bits and a checksum of 4), to be written on paper."""

from __future__ import annotations

from typing import Any

from outbreath_app.storage.errors import StorageError
from outbreath_app.words.codes import Trouble

COUNT = 12
_BITS = 128
_SHORTEST_PREFIX = 4


def new_words() -> str:
    """Twelve fresh words with a space between."""
    return str(_list().generate(_BITS))


def read_words(typed: str) -> str:
    """Words as typed, brought to their form: case and space do not count, four letters of a word are enough.

    Raises StorageError that says what is mistyped. It says nothing of any folder: the checksum is in the words.
    """
    known = _list().wordlist
    given = typed.casefold().replace(",", " ").split()
    if len(given) != COUNT:
        raise StorageError(Trouble.RECOVERY_WORDS_COUNT(needed=COUNT, given=len(given)))
    found = []
    for place, word in enumerate(given, start=1):
        like = [one for one in known if one == word] or [
            one for one in known if len(word) >= _SHORTEST_PREFIX and one.startswith(word)
        ]
        if len(like) != 1:
            raise StorageError(Trouble.RECOVERY_WORD_UNKNOWN(place=place))
        found.append(like[0])
    words = " ".join(found)
    if not _list().check(words):
        raise StorageError(Trouble.RECOVERY_WORDS_APART())
    return words


def _list() -> Any:
    try:
        from mnemonic import Mnemonic
    except ImportError as error:
        raise StorageError(
            "Recovery words need a library that is not installed: pip install 'outbreath[privacy]'."
        ) from error
    return Mnemonic("english")
