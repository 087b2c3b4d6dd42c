"""The exceptions of the devices package: each says the fact and the next step for the person wearing the strap."""

from typing import Protocol


class Coded(Protocol):
    """A fact as data: its stable code; str() is its English sentence."""

    @property
    def code(self) -> str:
        """The stable name of what happened, in snake_case."""


class DeviceError(Exception):
    """A strap, the radio or a recording cannot be used. `advice` is the next step, in plain words.

    fact: a sentence, or what happened as data, which is then kept as `reason` for whoever asks what it was or says it in
    another language.
    """

    def __init__(self, fact: str | Coded, advice: str = "") -> None:
        super().__init__(f"{fact} {advice}".strip())
        self.fact = str(fact)
        self.reason: Coded | None = None if isinstance(fact, str) else fact
        self.advice = advice

    @property
    def code(self) -> str:
        """The stable name of what happened; '' where it is told in words alone."""
        return "" if self.reason is None else self.reason.code


class RadioError(DeviceError):
    """Bluetooth itself is missing, off or forbidden."""


class LinkError(DeviceError):
    """A chosen strap cannot be reached or was lost for good."""


class RecordingError(DeviceError):
    """A recording file cannot be opened, read or written."""
