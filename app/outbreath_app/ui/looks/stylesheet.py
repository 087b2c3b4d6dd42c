"""The style sheet made from a palette and a text size, and the Qt palette that goes with it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtGui import QColor, QPalette

from outbreath_app.ui.looks.theme import Palette

BASE_PT = 10.5
_ICONS = (Path(__file__).parent / "icons").as_posix()


def point_size(role: str, scale: float) -> float:
    """Text sizes (points) of the few kinds of text there are, times the person's scale."""
    steps = {"small": 0.88, "body": 1.0, "lead": 1.2, "title": 1.55, "number": 1.4, "clock": 2.0}
    return BASE_PT * steps[role] * scale


def qt_palette(palette: Palette) -> QPalette:
    """Colours for what the style sheet does not reach."""
    made = QPalette()
    group = QPalette.ColorRole
    for role, colour in (
        (group.Window, palette.window),
        (group.WindowText, palette.text),
        (group.Base, palette.surface),
        (group.AlternateBase, palette.raised),
        (group.Text, palette.text),
        (group.Button, palette.raised),
        (group.ButtonText, palette.text),
        (group.PlaceholderText, palette.muted),
        (group.Highlight, palette.accent),
        (group.HighlightedText, palette.on_accent),
        (group.ToolTipBase, palette.raised),
        (group.ToolTipText, palette.text),
        (group.Link, palette.accent),
    ):
        made.setColor(role, QColor(colour))
    return made


@dataclass(frozen=True, slots=True)
class _Sizes:
    """Distances (px) that grow with the text, so that nothing is cut at any scale. ring: the keyboard's ring."""

    scale: float

    @property
    def em(self) -> float:
        return BASE_PT * self.scale * 96 / 72

    def of(self, share: float, least: int = 0) -> int:
        """A share of the text's height, at least so many px."""
        return max(least, round(self.em * share))

    @property
    def pad(self) -> int:
        return self.of(0.45)

    @property
    def gap(self) -> int:
        return self.of(0.9)

    @property
    def radius(self) -> int:
        return self.of(0.5)

    @property
    def ring(self) -> int:
        return self.of(0.14, 2)


def style_sheet(p: Palette, scale: float) -> str:
    """The whole look."""
    s = _Sizes(scale)
    return "".join(
        part(p, s)
        for part in (_grounds, _writing, _buttons, _rail, _fields, _ticks, _sliders, _bars, _tables)
    )


def _grounds(p: Palette, s: _Sizes) -> str:
    return f"""
    * {{ font-size: {point_size("body", s.scale)}pt; color: {p.text}; }}
    QWidget#window, QWidget#page, QDialog, QScrollArea, QScrollArea > QWidget > QWidget#page {{
        background: {p.window}; border: none; }}
    QWidget#rail {{ background: {p.surface}; border-right: 1px solid {p.line}; }}
    QFrame#card {{ background: {p.surface}; border: 1px solid {p.line}; border-radius: {s.of(0.7)}px; }}
    QFrame#notice {{ background: {p.notice}; border: 1px solid {p.line}; border-radius: {s.radius}px; }}
    QFrame#notice QLabel {{ color: {p.on_notice}; }}
    QFrame#foot {{ background: {p.window}; border: none; border-top: 1px solid {p.line}; }}
    QFrame#rule {{ background: {p.line}; max-height: 1px; border: none; }}
    QWidget#clear {{ background: transparent; border: none; }}
    QScrollArea#clear:focus {{ border: {s.ring}px solid {p.focus}; border-radius: {s.radius}px; }}
    QToolTip {{ background: {p.raised}; color: {p.text}; border: 1px solid {p.line}; padding: {s.pad}px; }}
    QMenu {{ background: {p.surface}; border: 1px solid {p.line}; padding: {s.pad}px; }}
    QMenu::item {{ padding: {s.pad}px {s.gap}px; }}
    QMenu::item:selected {{ background: {p.accent}; color: {p.on_accent}; }}
    """


def _writing(p: Palette, s: _Sizes) -> str:
    sizes = "".join(
        f'QLabel[role="{role}"] {{ font-size: {point_size(role, s.scale)}pt; }}\n'
        for role in ("title", "lead", "number", "clock")
    )
    return f"""
    QLabel {{ background: transparent; }}
    {sizes}
    QLabel[role="key"] {{ background: {p.raised}; border: 1px solid {p.line}; border-bottom: 2px solid {p.line};
        border-radius: {s.of(0.3)}px; padding: {s.of(0.1)}px {s.of(0.5)}px; }}
    QLabel[role="muted"] {{ color: {p.muted}; }}
    QLabel[role="small"] {{ color: {p.muted}; font-size: {point_size("small", s.scale)}pt; }}
    """


def _buttons(p: Palette, s: _Sizes) -> str:
    wider = s.ring - 1  # the ring is drawn inward: the button keeps its size when the keyboard comes to it
    return f"""
    QPushButton, QToolButton {{ background: {p.raised}; border: 1px solid {p.line}; border-radius: {s.radius}px;
        padding: {s.pad}px {s.gap}px; }}
    QPushButton:hover, QToolButton:hover {{ border-color: {p.accent}; }}
    QPushButton:pressed, QToolButton:pressed {{ background: {p.band}; }}
    QPushButton:disabled, QToolButton:disabled {{ color: {p.muted}; background: {p.window}; }}
    QPushButton[role="main"] {{ background: {p.accent}; color: {p.on_accent}; border-color: {p.accent}; }}
    QPushButton[role="main"]:disabled {{ background: {p.window}; color: {p.muted}; border-color: {p.line}; }}
    QPushButton[role="quiet"] {{ background: transparent; border-color: transparent; }}
    QPushButton[role="quiet"]:hover {{ border-color: {p.accent}; }}
    QPushButton::menu-indicator {{ image: url("{_ICONS}/arrow-{_kind(p)}.svg"); width: {s.of(0.8)}px; height: {s.of(0.8)}px;
        subcontrol-origin: padding; subcontrol-position: right center; right: {s.of(0.4)}px; }}
    QPushButton[menu="true"] {{ padding-right: {s.of(1.5)}px; }}
    QPushButton[menu="true"]:focus {{ padding-right: {s.of(1.5) - wider}px; }}
    QPushButton[large="true"] {{ font-size: {point_size("lead", s.scale)}pt; padding: {s.of(0.6)}px {s.of(1.9)}px; }}
    QPushButton:focus, QToolButton:focus, QPushButton[role="main"]:focus {{ border: {s.ring}px solid {p.focus};
        padding: {s.pad - wider}px {s.gap - wider}px; }}
    QPushButton[large="true"]:focus {{ padding: {s.of(0.6) - wider}px {s.of(1.9) - wider}px; }}
    """


def _rail(p: Palette, s: _Sizes) -> str:
    return f"""
    QListWidget#rail {{ background: transparent; border: none; outline: none; }}
    QListWidget#rail::item {{ padding: {s.pad}px {s.gap}px; border-radius: {s.radius}px; color: {p.text};
        border: {s.ring}px solid transparent; }}
    QListWidget#rail::item:selected {{ background: {p.raised}; color: {p.text}; border-left-color: {p.accent}; }}
    {"QListWidget#rail::item:selected { border: 1px solid " + p.line + "; }" if p.strong else ""}
    QListWidget#rail:focus::item:selected {{ border-color: {p.focus}; }}
    """


def _fields(p: Palette, s: _Sizes) -> str:
    arrow = f"{_ICONS}/arrow-{_kind(p)}.svg"
    return f"""
    QLineEdit, QComboBox, QAbstractSpinBox, QPlainTextEdit, QTextBrowser, QListView, QTreeView, QTableView {{
        background: {p.surface}; border: 1px solid {p.line}; border-radius: {s.radius}px; padding: {s.pad}px;
        selection-background-color: {p.accent}; selection-color: {p.on_accent}; }}
    QLineEdit:focus, QComboBox:focus, QAbstractSpinBox:focus, QListView:focus, QPlainTextEdit:focus,
    QTextBrowser:focus, QTreeView:focus, QTableView:focus {{ border: {s.ring}px solid {p.focus};
        padding: {s.pad - s.ring + 1}px; }}
    QAbstractSpinBox QLineEdit, QComboBox QLineEdit {{ background: transparent; border: none; padding: 0px; }}
    QDateEdit QLineEdit {{ padding-left: {s.pad}px; }}
    QPlainTextEdit[role="code"] {{ font-family: monospace; }}
    QComboBox, QComboBox:focus {{ padding-right: {s.of(1.6)}px; }}
    QComboBox::drop-down {{ border: none; width: {s.of(1.5)}px; }}
    QComboBox::down-arrow {{ image: url("{arrow}"); width: {s.of(0.9)}px; height: {s.of(0.9)}px; }}
    QComboBox QAbstractItemView {{ background: {p.surface}; border: 1px solid {p.line}; padding: {s.pad}px; }}
    QListView::item {{ padding: {s.pad}px; border-radius: {s.radius}px; }}
    QListView::item:selected {{ background: {p.accent}; color: {p.on_accent}; }}
    """


def _ticks(p: Palette, s: _Sizes) -> str:
    tick = f"{_ICONS}/tick-{_kind(p)}.svg"
    return f"""
    QCheckBox, QRadioButton {{ spacing: {s.pad}px; padding: {s.ring}px; border: {s.ring}px solid transparent;
        border-radius: {s.radius}px; background: transparent; }}
    QCheckBox:focus, QRadioButton:focus, QSlider:focus {{ border: {s.ring}px solid {p.focus};
        border-radius: {s.radius}px; }}
    QCheckBox::indicator, QRadioButton::indicator {{ width: {s.of(1.0)}px; height: {s.of(1.0)}px;
        border: 2px solid {p.muted}; background: {p.surface}; }}
    QCheckBox::indicator {{ border-radius: {s.of(0.2)}px; }}
    QRadioButton::indicator {{ border-radius: {s.of(0.5) + 2}px; }}
    QCheckBox::indicator:checked, QRadioButton::indicator:checked {{ background: {p.accent}; border-color: {p.accent}; }}
    QCheckBox::indicator:checked {{ image: url("{tick}"); }}
    QLabel:disabled {{ color: {p.muted}; }}
    QCheckBox::indicator:disabled {{ background: {p.window}; border-color: {p.line}; image: none; }}
    """


def _sliders(p: Palette, s: _Sizes) -> str:
    groove, beyond, edge = s.of(0.3, 4), s.of(0.42), 2
    round_px = groove + 2 * beyond  # the handle's height, and so its width
    return f"""
    QSlider {{ border: {s.ring}px solid transparent; min-height: {s.of(1.8)}px; background: transparent; }}
    QSlider::groove:horizontal {{ height: {groove}px; background: {p.line}; border-radius: {groove // 2}px; }}
    QSlider::sub-page:horizontal {{ background: {p.accent}; border-radius: {groove // 2}px; }}
    QSlider::handle:horizontal {{ width: {round_px - 2 * edge}px; margin: -{beyond}px 0;
        border-radius: {round_px // 2}px; background: {p.accent}; border: {edge}px solid {p.surface}; }}
    QSlider[answered="false"]::handle:horizontal {{ background: {p.surface}; border-color: {p.muted}; }}
    QSlider[answered="false"]::sub-page:horizontal {{ background: {p.line}; }}
    """


def _bars(p: Palette, s: _Sizes) -> str:
    return f"""
    QProgressBar {{ background: {p.raised}; border: none; border-radius: 3px; max-height: 6px; }}
    QProgressBar::chunk {{ background: {p.accent}; border-radius: 3px; }}
    QScrollBar:vertical {{ width: {s.of(0.8)}px; background: transparent; margin: 2px; }}
    QScrollBar:horizontal {{ height: {s.of(0.8)}px; background: transparent; margin: 2px; }}
    QScrollBar::handle {{ background: {p.line}; border-radius: {s.of(0.25)}px; min-height: {s.of(2.0)}px; }}
    QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page {{
        height: 0; width: 0; background: transparent; }}
    """


def _tables(p: Palette, s: _Sizes) -> str:
    return f"""
    QHeaderView::section {{ background: {p.raised}; color: {p.muted}; border: none;
        border-bottom: 1px solid {p.line}; padding: {s.pad}px; }}
    QDateEdit::up-button, QDateEdit::down-button {{ width: 0; border: none; }}
    QTabBar::tab {{ background: transparent; color: {p.muted}; padding: {s.pad}px {s.gap}px;
        border: {s.ring}px solid transparent; border-bottom: 1px solid {p.line};
        padding-bottom: {s.pad + 2 * s.ring - 1}px; }}
    QTabBar::tab:selected {{ color: {p.text}; border-bottom: {2 * s.ring}px solid {p.accent}; padding-bottom: {s.pad}px; }}
    QTabBar::tab:hover {{ color: {p.text}; }}
    QTabBar:focus::tab:selected {{ border-color: {p.focus}; border-radius: {s.radius}px; }}
    QTableView {{ alternate-background-color: {p.window}; gridline-color: {p.line}; padding: 0px; }}
    QTableView:focus {{ padding: 0px; }}
    QTableView::item {{ padding: {max(1, s.pad // 2)}px {s.pad}px; border: none; }}
    QTableView::item:selected {{ background: {p.accent}; color: {p.on_accent}; }}
    """


def _kind(p: Palette) -> str:
    return "dark" if p.dark else "light"
