"""What is the matter with a link, in plain sentences: the fact, and the next step."""

from __future__ import annotations

import sys
from dataclasses import dataclass

from outbreath_devices.ble.problems import LinkProblem, link_problem


@dataclass(frozen=True, slots=True)
class Words:
    """A fact, and what to do about it: everywhere, or on one system (as sys.platform names it)."""

    fact: str
    step: str = ""
    windows: str = ""
    macos: str = ""

    def on(self, platform: str = sys.platform) -> str:
        """Both sentences, as they read on a platform."""
        step = {"win32": self.windows, "darwin": self.macos}.get(platform) or self.step
        return f"{self.fact} {step}".strip()

    def every_sentence(self) -> list[str]:
        return [one for one in (self.fact, self.step, self.windows, self.macos) if one]


_REMOVE = Words(
    "",
    "Remove it in the system's Bluetooth settings and connect again.",
    "Remove it in Settings, Bluetooth & devices, and connect again.",
    "Forget it in System Settings, Bluetooth, and connect again.",
)


def _remove(fact: str) -> Words:
    """A fact whose cure is to take the strap out of the system's list."""
    return Words(fact, _REMOVE.step, _REMOVE.windows, _REMOVE.macos)


WORDS = {
    LinkProblem.LISTENED_TO: Words(
        "Another program on this computer listens to the strap; close that program."
    ),
    LinkProblem.BUSY: Words("Bluetooth is still busy with an earlier attempt to connect."),
    LinkProblem.USED_ELSEWHERE: Words("The strap ended the attempt; a phone or watch may be using it."),
    LinkProblem.NO_ROOM: Words(
        "The Bluetooth adapter has no room for another link; disconnect another device."
    ),
    LinkProblem.NOT_HEARD: Words("The strap is no longer heard."),
    LinkProblem.NO_ANSWER: Words("The strap did not answer; come nearer to the computer."),
    LinkProblem.UNREACHABLE: Words(
        "The strap cannot be reached.",
        "Wear it, come nearer, and see that no phone or watch is connected to it.",
    ),
    LinkProblem.NO_HEART_RATE: Words(
        "This device has no heart rate service.",
        "Choose another one, or switch on heart rate broadcasting in its own settings.",
    ),
    LinkProblem.REFUSED: Words(
        "The strap refused to send its heart rate.",
        "Take it off for a minute so that it starts anew, and see that no phone or watch uses it.",
    ),
    LinkProblem.PAIRING_WANTED: Words(
        "The strap answers only to a computer it is paired with.",
        "Pair it when you are asked.",
        macos="macOS asks whether to connect to it: accept.",
    ),
    LinkProblem.PAIRING_ASKED: Words(
        "The strap wants to be paired.",
        "The system asks for it: accept, and it is connected anew.",
    ),
    LinkProblem.PAIRING_DECLINED: Words(
        "The strap answers only to a computer it is paired with, and pairing was declined.",
        "Connect again to be asked anew.",
    ),
    LinkProblem.PAIRING_FAILED: _remove("Pairing with the strap failed."),
    LinkProblem.PAIRING_LOST: _remove("The pairing with the strap is no longer valid."),
    LinkProblem.SUBSCRIBE_UNANSWERED: _remove(
        "Connected, but the strap does not let itself be listened to: it may wait for pairing."
    ),
    LinkProblem.SYSTEM_SILENT: Words(
        "Bluetooth does not answer.",
        "Restart it: sudo systemctl restart bluetooth.",
        "Switch Bluetooth off and on again in Settings, Bluetooth & devices.",
        "Switch Bluetooth off and on again in System Settings.",
    ),
    LinkProblem.CANCELLED: Words("The system broke off the attempt."),
    LinkProblem.FELL: Words("The link fell while it was being made; come nearer to the computer."),
    LinkProblem.OUT_OF_RANGE: Words("The strap was lost: out of range, taken off or switched off."),
    LinkProblem.MUTE: Words("The strap has sent nothing for too long; connecting anew."),
    LinkProblem.REMOVED: _remove("The system took the strap out of its list, as it does when pairing fails."),
    LinkProblem.SERVICE_ENDED: Words(
        "The Bluetooth service ended.", "As soon as it runs again, the strap is connected anew."
    ),
    LinkProblem.REGULAR_DROPS: Words(
        "The link ends after the same time again and again.",
        "Switch Bluetooth off on a phone or watch that knows the strap, or take the strap's battery out for a minute.",
    ),
    LinkProblem.DOUBLED: Words(
        "Another program on this computer listens to the strap as well; each beat is counted once."
    ),
    LinkProblem.ODD_BYTE: Words("The strap sends a byte too many; its intervals are used."),
    LinkProblem.LOW_BATTERY: Words("The strap's battery is low; have a new one at hand."),
    LinkProblem.UNKNOWN: Words(
        "Bluetooth failed for a reason that is not known.",
        "If it stays so, switch Bluetooth off and on again.",
    ),
}


def link_words(error: BaseException, platform: str = sys.platform) -> str:
    """Why a link came to nothing, and the next step. Never the system's own words."""
    return WORDS[link_problem(error)].on(platform)


def every_sentence() -> frozenset[str]:
    """All sentences of its own, for whoever translates them."""
    return frozenset(sentence for words in WORDS.values() for sentence in words.every_sentence())
