"""The colours of the program: four palettes of our own, warm and quiet, each readable by itself."""

from __future__ import annotations

from dataclasses import dataclass, fields
from enum import StrEnum


class ThemeName(StrEnum):
    """The looks a person can choose; SYSTEM follows the desktop."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"
    HIGH_CONTRAST_LIGHT = "high contrast light"
    HIGH_CONTRAST_DARK = "high contrast dark"


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours as #rrggbb, named by what they are for.

    window, surface, raised: the ground, the cards on it, and what stands on a card. text, muted: writing on any of the
    three. accent, on_accent: the main button and its writing. line: borders. focus: the keyboard's ring.
    orb, orb_halo, on_orb: the pacer and its writing. heart, breath: the two curves. band: the person's own range.
    notice, on_notice: a message that wants reading.
    """

    dark: bool
    window: str
    surface: str
    raised: str
    text: str
    muted: str
    accent: str
    on_accent: str
    line: str
    focus: str
    orb: str
    orb_halo: str
    on_orb: str
    heart: str
    breath: str
    breath_fill: str
    band: str
    notice: str
    on_notice: str

    @property
    def strong(self) -> bool:
        """High contrast: borders are as strong as writing."""
        return self.line == self.text

    def colours(self) -> dict[str, str]:
        return {f.name: getattr(self, f.name) for f in fields(self) if f.name != "dark"}


LIGHT = Palette(
    dark=False,
    window="#f5efe6",
    surface="#fdf9f3",
    raised="#f0e8dc",
    text="#2c2621",
    muted="#61564b",
    accent="#24635c",
    on_accent="#ffffff",
    line="#d9cdbd",
    focus="#a3501f",
    orb="#bcdcd3",
    orb_halo="#dfebe3",
    on_orb="#173f3a",
    heart="#a53f2b",
    breath="#2d6e68",
    breath_fill="#dcebe4",
    band="#eadfce",
    notice="#f8e3b8",
    on_notice="#46330b",
)
DARK = Palette(
    dark=True,
    window="#1d1a18",
    surface="#272320",
    raised="#322d29",
    text="#f2eae0",
    muted="#bcb0a3",
    accent="#8fcbbf",
    on_accent="#12302c",
    line="#453e38",
    focus="#f0b483",
    orb="#2f6a63",
    orb_halo="#26403c",
    on_orb="#f3fbf8",
    heart="#f2977b",
    breath="#84c5bb",
    breath_fill="#274440",
    band="#3d352e",
    notice="#4d3c17",
    on_notice="#fbe8bf",
)
HIGH_CONTRAST_LIGHT = Palette(
    dark=False,
    window="#ffffff",
    surface="#ffffff",
    raised="#ffffff",
    text="#000000",
    muted="#1f1f1f",
    accent="#003d38",
    on_accent="#ffffff",
    line="#000000",
    focus="#8a2b00",
    orb="#b5e0d6",
    orb_halo="#e2f3ee",
    on_orb="#000000",
    heart="#8a1500",
    breath="#00443e",
    breath_fill="#d4ece6",
    band="#e2d9cb",
    notice="#ffefb8",
    on_notice="#000000",
)
HIGH_CONTRAST_DARK = Palette(
    dark=True,
    window="#000000",
    surface="#000000",
    raised="#000000",
    text="#ffffff",
    muted="#e6e6e6",
    accent="#a9f5e5",
    on_accent="#000000",
    line="#ffffff",
    focus="#ffd08a",
    orb="#0f5a51",
    orb_halo="#06322d",
    on_orb="#ffffff",
    heart="#ffb39c",
    breath="#a9f5e5",
    breath_fill="#0b3d37",
    band="#3b3226",
    notice="#3a2c00",
    on_notice="#ffffff",
)
PALETTES = {
    ThemeName.LIGHT: LIGHT,
    ThemeName.DARK: DARK,
    ThemeName.HIGH_CONTRAST_LIGHT: HIGH_CONTRAST_LIGHT,
    ThemeName.HIGH_CONTRAST_DARK: HIGH_CONTRAST_DARK,
}

# writing on ground: every pair a person has to read
READ_PAIRS = (
    ("text", "window"),
    ("text", "surface"),
    ("text", "raised"),
    ("muted", "window"),
    ("muted", "surface"),
    ("muted", "raised"),
    ("on_accent", "accent"),
    ("accent", "window"),
    ("accent", "surface"),
    ("on_orb", "orb"),
    ("on_orb", "orb_halo"),
    ("on_notice", "notice"),
    ("heart", "surface"),
    ("breath", "surface"),
    ("heart", "breath_fill"),
)
# shapes that carry meaning need 3:1 against what is around them
SHAPE_PAIRS = (("focus", "window"), ("focus", "surface"), ("focus", "raised"), ("heart", "band"))


def luminance(colour: str) -> float:
    """Relative luminance of #rrggbb, 0 black to 1 white (WCAG 2.2)."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1 to 21 (WCAG 2.2)."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)
