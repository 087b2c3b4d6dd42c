"""What keeps practice comfortable: the texts shown every time, at discomfort, and before the first session.

The facts behind them: over-breathing is the main risk of slow breathing, and the instruction to breathe shallowly
and naturally halved the fall in end-tidal carbon dioxide (Szulczewski 2019, 46 people).
"""

from __future__ import annotations

from dataclasses import dataclass

NOT_A_DEVICE = (
    "Outbreath is a practice tool for relaxation and self-training. Its numbers are estimates. It is not a medical device "
    "and not for diagnosis, treatment or emergencies."
)

# Shown before every session, and again in reach during it.
EVERY_TIME = "Breathe shallowly and naturally. Slow is enough; it need not be deep."
EVERY_TIME_MORE = (
    "If you feel dizzy, tingling or short of air, stop and breathe as you like.",
    "Never practise while driving, or in or near water.",
    "You can stop at any time with one key. Eyes open is always fine.",
)

PAUSES = (
    "Pauses are optional. Leave them out if you feel short of air, dizzy or uneasy, and ask a clinician first with a heart or lung "
    "condition, epilepsy, fainting or a pregnancy."
)

FIRST_ASK = (
    "Please ask a clinician first if you have a heart rhythm disorder, a pacemaker, a recent heart event, low blood "
    "pressure or fainting, severe lung disease, epilepsy, a pregnancy, acidosis from diabetes or kidney disease, "
    "panic, psychosis or dissociation."
)

SEEK_CARE = "Fainting, chest pain or a pounding, irregular heartbeat: stop and get medical help."

TRAUMA = (
    "For some people attention to breath, body or closeness does not feel safe. Keep your eyes open, rest them on "
    "something outside you, choose another practice, or stop. All of these are good practice."
)

NOT_INTERPRETABLE = (
    "The beats are too irregular for these numbers to mean anything, so none are shown. This can have many harmless "
    "reasons, such as a loose strap. The program cannot tell which."
)


@dataclass(frozen=True, slots=True)
class Guidance:
    """What to do now: a first line, the steps, and what would mean getting help."""

    first: str
    steps: tuple[str, ...]
    seek_care: str = SEEK_CARE


DISCOMFORT = Guidance(
    first="The pacer has stopped. Breathe as you like.",
    steps=(
        "Let the breath find its own way; nothing needs correcting.",
        "Look around you and feel your feet on the ground.",
        "Wait until it has passed. Getting up slowly or a drink of water may help.",
        "If you go on, make the breath smaller and quicker, or the session shorter. Stopping is just as good.",
    ),
)


@dataclass(frozen=True, slots=True)
class Briefing:
    """What is shown before a session starts."""

    instruction: str
    more: tuple[str, ...]
    cautions: tuple[str, ...]


def briefing(cautions: tuple[str, ...] = ()) -> Briefing:
    """The instruction of every time, with the practice's own cautions."""
    return Briefing(EVERY_TIME, EVERY_TIME_MORE, cautions)
