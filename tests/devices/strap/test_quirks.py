"""Quirks are looked up by model, firmware and platform, and every one has a source."""

from __future__ import annotations

import pytest

from outbreath_devices.strap.events import StrapInfo
from outbreath_devices.strap.quirks import all_quirks, quirks_of, version


def ids(name: str = "", model: str = "", firmware: str = "", platform: str = "linux") -> set[str]:
    strap = StrapInfo("F0:00:00:00:00:01", name, model=model, firmware=firmware)
    return {quirk.id for quirk in quirks_of(strap, platform)}


def test_every_quirk_is_told_in_words_and_has_a_source() -> None:
    assert len({quirk.id for quirk in all_quirks()}) == len(all_quirks())
    for quirk in all_quirks():
        assert quirk.words.endswith(".")
        assert quirk.source
        assert quirk.models


def test_optical_sensors_are_named_as_such() -> None:
    assert "smoothed-intervals" in ids(name="Polar OH1 12345678")
    assert "no-intervals" in ids(model="Verity Sense")
    assert ids(name="TICKR 1234") == set()


def test_firmware_and_platform_decide() -> None:
    assert "drops-on-windows" in ids(model="H10", firmware="4.0.4", platform="win32")
    assert "drops-on-windows" not in ids(model="H10", firmware="4.0.4")
    assert "drops-on-windows" not in ids(model="H10", firmware="3.0.56", platform="win32")
    assert "no-measurements" in ids(model="H10", firmware="2.1.9")
    assert "no-measurements" not in ids(model="H10", firmware="3.1.1")
    assert "no-measurements" not in ids(model="H10")


@pytest.mark.parametrize(
    ("text", "numbers"), [("3.1.1", (3, 1, 1)), ("", ()), ("v2", ()), ("4.x", (4,)), ("１.2", ())]
)
def test_versions_are_read_as_far_as_they_are_numbers(text: str, numbers: tuple[int, ...]) -> None:
    assert version(text) == numbers
