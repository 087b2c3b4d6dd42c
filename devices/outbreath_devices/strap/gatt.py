"""The Bluetooth services and characteristics a strap may have, and readers for the small ones."""

from __future__ import annotations


def _short(number: int) -> str:
    """A 16-bit number of the Bluetooth SIG as a full UUID."""
    return f"{number:08x}-0000-1000-8000-00805f9b34fb"


HEART_RATE_SERVICE = _short(0x180D)
HEART_RATE_MEASUREMENT = _short(0x2A37)
BODY_SENSOR_LOCATION = _short(0x2A38)
BATTERY_LEVEL = _short(0x2A19)
MANUFACTURER_NAME = _short(0x2A29)
MODEL_NUMBER = _short(0x2A24)
FIRMWARE_REVISION = _short(0x2A26)
PMD_SERVICE = "fb005c80-02e7-f387-1cad-8acd2d8df0c8"
PMD_CONTROL_POINT = "fb005c81-02e7-f387-1cad-8acd2d8df0c8"
PMD_DATA = "fb005c82-02e7-f387-1cad-8acd2d8df0c8"

# Heart Rate Service 1.0, Body Sensor Location (0x2A38)
_LOCATIONS = ("other", "chest", "wrist", "finger", "hand", "ear lobe", "foot")
_LONGEST_TEXT = 100


def parse_battery_level(payload: bytes) -> int | None:
    """Battery Level (0x2A19) in percent; None when the bytes are not one value from 0 to 100."""
    return payload[0] if len(payload) == 1 and payload[0] <= 100 else None


def parse_body_location(payload: bytes) -> str:
    """Where the sensor is worn, in a word; empty when the strap does not say."""
    return _LOCATIONS[payload[0]] if len(payload) == 1 and payload[0] < len(_LOCATIONS) else ""


def parse_device_text(payload: bytes) -> str:
    """A text of the Device Information service: UTF-8, often closed by zeros. What cannot be shown is left out."""
    text = payload[: 4 * _LONGEST_TEXT].split(b"\x00", 1)[0].decode("utf-8", "replace")
    return "".join(char for char in text if char.isprintable())[:_LONGEST_TEXT].strip()
