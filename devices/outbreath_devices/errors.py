"""The exceptions of the devices package: each says the fact and the next step for the person wearing the strap."""


class DeviceError(Exception):
    """A strap, the radio or a recording cannot be used. `advice` is the next step, in plain words."""

    def __init__(self, fact: str, advice: str = "") -> None:
        super().__init__(f"{fact} {advice}".strip())
        self.fact = fact
        self.advice = advice


class RadioError(DeviceError):
    """Bluetooth itself is missing, off or forbidden."""


class LinkError(DeviceError):
    """A chosen strap cannot be reached or was lost for good."""


class RecordingError(DeviceError):
    """A recording file cannot be opened, read or written."""
