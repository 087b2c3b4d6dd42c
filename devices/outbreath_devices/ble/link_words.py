"""What a Bluetooth stack says of a link that did not come about or did not last, in plain sentences."""

from __future__ import annotations

# fragments of error texts, in lower case -> the sentence; the first that fits counts.
# Sources: BlueZ 5.66, src/error.h and doc/device-api.txt; bleak 3.1, bleak/exc.py
_SENTENCES = (
    (
        ("notify acquired", "notpermitted] notify"),
        "Another program on this computer listens to the strap; close that program.",
    ),
    (("inprogress", "in progress"), "Bluetooth is still busy with an earlier attempt to connect."),
    (
        ("abort-by-remote", "connection-rejected", "connection-refused"),
        "The strap ended the attempt; a phone or watch may be using it.",
    ),
    (
        ("connection-limit", "limited resources", "connection-busy"),
        "The Bluetooth adapter has no room for another link; disconnect another device.",
    ),
    (
        ("was not found", "unknownobject", "doesnotexist", "does not exist"),
        "The strap is no longer heard.",
    ),
    (
        (
            "page timeout",
            "page-timeout",
            "abort",
            "connection-timeout",
            "timed out",
            "timeouterror",
            "connection-terminated",
        ),
        "The strap did not answer; come nearer to the computer.",
    ),
)


def link_words(error: BaseException) -> str:
    """Why a link came to nothing, as one sentence; what is not known is quoted."""
    text = describe(error)
    wanted = f"{type(error).__name__} {text}".lower()
    for fragments, sentence in _SENTENCES:
        if any(fragment in wanted for fragment in fragments):
            return sentence
    return f"The system says: {text}."


def every_sentence() -> frozenset[str]:
    """All sentences of its own, for whoever translates them."""
    return frozenset(sentence for _, sentence in _SENTENCES)


def describe(error: BaseException) -> str:
    """An error in a few words, also one that has none of its own."""
    return str(error).strip().rstrip(".")[:200] or type(error).__name__


def is_busy(error: BaseException) -> bool:
    """Whether BlueZ refuses because an attempt to connect, ours or that of a program that was killed, is under way."""
    return getattr(error, "dbus_error", None) == "org.bluez.Error.InProgress"
