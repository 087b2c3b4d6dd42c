"""The language in use outside Qt, and reasons said in it: the same words for the window, the command line and reports."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from outbreath_devices.errors import DeviceError
from outbreath_signal.reasons import Reason, say

ENGLISH = "en"
# language -> what stands between the whole and the fraction of a number; all but English have a table of this name here
DECIMAL_MARKS = {"en": ".", "de": ","}


class _InUse:
    language = ENGLISH


def use_language(language: str) -> str:
    """Say reasons in this language from now on (English when there is none such). Returns the one in use."""
    _InUse.language = language if language in DECIMAL_MARKS else ENGLISH
    return _InUse.language


def language_in_use() -> str:
    """The language reasons are said in."""
    return _InUse.language


@cache
def table_of(language: str) -> Mapping[str, str]:
    """code -> sentence in a language; empty for English, whose sentences stand with the codes."""
    if language == ENGLISH:
        return {}
    import tomllib  # English needs none of it, and both cost at every start
    from importlib import resources

    text = resources.files("outbreath_app.words").joinpath(f"{language}.toml").read_text("utf-8")
    found: dict[str, str] = tomllib.loads(text)["reasons"]
    return found


def reason_text(reason: Reason, language: str | None = None) -> str:
    """A reason in the language in use, or in the one named."""
    chosen = language or _InUse.language
    return say(reason, table_of(chosen), DECIMAL_MARKS[chosen])


def reasons_text(reasons: Iterable[Reason]) -> str:
    """Several reasons in one line, in the language in use."""
    return "; ".join(map(reason_text, reasons))


def reasons_json(reasons: Iterable[Reason]) -> dict[str, list[str]]:
    """What JSON says of reasons: `reasons`, their codes, and `reason_texts`, the sentences in the language in use."""
    told = list(reasons)
    return {
        "reasons": [reason.code for reason in told],
        "reason_texts": [reason_text(reason) for reason in told],
    }


def reason_json(reason: Reason | None) -> dict[str, str]:
    """What JSON says of the one reason there may be: `reason`, its code, and `reason_text`; both empty without one."""
    if reason is None:
        return {"reason": "", "reason_text": ""}
    return {"reason": reason.code, "reason_text": reason_text(reason)}


def sentence_of(reason: Reason) -> str:
    """A reason as a whole sentence of its own, in the language in use."""
    said = reason_text(reason)
    return f"{said[:1].upper()}{said[1:]}."


def error_text(error: Exception) -> str:
    """What an error says, in the language in use where its fact is data; else as it was written."""
    if isinstance(error, DeviceError) and isinstance(error.reason, Reason):
        return f"{reason_text(error.reason)} {error.advice}".strip()
    return str(error)
