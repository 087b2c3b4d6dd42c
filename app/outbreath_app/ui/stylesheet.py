"""The style sheet made from a palette and a text size, and the Qt palette that goes with it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QColor, QPalette

from outbreath_app.ui.theme import Palette

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


def style_sheet(p: Palette, scale: float) -> str:
    """The whole look. Distances grow with the text, so nothing is cut at any scale."""
    em = BASE_PT * scale * 96 / 72
    pad, gap, radius, ring = round(em * 0.45), round(em * 0.9), round(em * 0.5), max(2, round(em * 0.14))
    kind = "dark" if p.dark else "light"
    arrow, tick = (f"{_ICONS}/{name}-{kind}.svg" for name in ("arrow", "tick"))
    return f"""
    * {{ font-size: {point_size("body", scale)}pt; color: {p.text}; }}
    QWidget#window, QWidget#page, QDialog, QScrollArea, QScrollArea > QWidget > QWidget#page {{
        background: {p.window}; border: none; }}
    QWidget#rail {{ background: {p.surface}; border-right: 1px solid {p.line}; }}
    QFrame#card {{ background: {p.surface}; border: 1px solid {p.line}; border-radius: {radius}px; }}
    QFrame#notice {{ background: {p.notice}; border: 1px solid {p.line}; border-radius: {radius}px; }}
    QFrame#notice QLabel {{ color: {p.on_notice}; }}
    QWidget#clear {{ background: transparent; border: none; }}
    QLabel {{ background: transparent; }}
    QLabel[role="title"] {{ font-size: {point_size("title", scale)}pt; }}
    QLabel[role="lead"] {{ font-size: {point_size("lead", scale)}pt; }}
    QLabel[role="number"] {{ font-size: {point_size("number", scale)}pt; }}
    QLabel[role="clock"] {{ font-size: {point_size("clock", scale)}pt; }}
    QLabel[role="muted"] {{ color: {p.muted}; }}
    QLabel[role="small"] {{ color: {p.muted}; font-size: {point_size("small", scale)}pt; }}
    QPushButton, QToolButton {{ background: {p.raised}; border: 1px solid {p.line}; border-radius: {radius}px;
        padding: {pad}px {gap}px; }}
    QPushButton:hover, QToolButton:hover {{ border-color: {p.accent}; }}
    QPushButton:pressed, QToolButton:pressed {{ background: {p.band}; }}
    QPushButton:disabled, QToolButton:disabled {{ color: {p.muted}; background: {p.window}; }}
    QPushButton[role="main"] {{ background: {p.accent}; color: {p.on_accent}; border-color: {p.accent}; }}
    QPushButton[role="main"]:disabled {{ background: {p.window}; color: {p.muted}; border-color: {p.line}; }}
    QPushButton[role="quiet"] {{ background: transparent; border-color: transparent; }}
    QPushButton[role="quiet"]:hover {{ border-color: {p.accent}; }}
    QPushButton:focus, QToolButton:focus, QLineEdit:focus, QComboBox:focus, QAbstractSpinBox:focus, QListView:focus,
    QPlainTextEdit:focus, QTextBrowser:focus, QTreeView:focus, QTableView:focus {{ border: {ring}px solid {p.focus}; }}
    QPushButton[role="main"]:focus {{ border: {ring}px solid {p.focus}; }}
    QListWidget#rail {{ background: transparent; border: none; outline: none; }}
    QListWidget#rail::item {{ padding: {pad}px {gap}px; border-radius: {radius}px; color: {p.text};
        border: {ring}px solid transparent; }}
    QListWidget#rail::item:selected {{ background: {p.raised}; color: {p.text}; border-left-color: {p.accent}; }}
    QListWidget#rail:focus::item:selected {{ border-color: {p.focus}; }}
    QLineEdit, QComboBox, QAbstractSpinBox, QPlainTextEdit, QTextBrowser, QListView, QTreeView, QTableView {{
        background: {p.surface}; border: 1px solid {p.line}; border-radius: {radius}px; padding: {pad}px;
        selection-background-color: {p.accent}; selection-color: {p.on_accent}; }}
    QComboBox {{ padding-right: {round(em * 1.6)}px; }}
    QComboBox::drop-down {{ border: none; width: {round(em * 1.5)}px; }}
    QComboBox::down-arrow {{ image: url("{arrow}"); width: {round(em * 0.9)}px; height: {round(em * 0.9)}px; }}
    QFrame#rule {{ background: {p.line}; max-height: 1px; border: none; }}
    QComboBox QAbstractItemView {{ background: {p.surface}; border: 1px solid {p.line}; padding: {pad}px; }}
    QListView::item {{ padding: {pad}px; border-radius: {radius}px; }}
    QListView::item:selected {{ background: {p.accent}; color: {p.on_accent}; }}
    QCheckBox, QRadioButton {{ spacing: {pad}px; padding: {ring}px; border: {ring}px solid transparent;
        border-radius: {radius}px; background: transparent; }}
    QCheckBox:focus, QRadioButton:focus, QSlider:focus {{ border: {ring}px solid {p.focus};
        border-radius: {radius}px; }}
    QCheckBox::indicator, QRadioButton::indicator {{ width: {round(em)}px; height: {round(em)}px;
        border: 2px solid {p.muted}; background: {p.surface}; }}
    QCheckBox::indicator {{ border-radius: {round(em * 0.2)}px; }}
    QRadioButton::indicator {{ border-radius: {round(em * 0.5) + 2}px; }}
    QCheckBox::indicator:checked, QRadioButton::indicator:checked {{ background: {p.accent}; border-color: {p.accent}; }}
    QCheckBox::indicator:checked {{ image: url("{tick}"); }}
    QSlider {{ border: {ring}px solid transparent; min-height: {round(em * 1.8)}px; background: transparent; }}
    QSlider::groove:horizontal {{ height: {max(4, round(em * 0.3))}px; background: {p.line};
        border-radius: {max(2, round(em * 0.15))}px; }}
    QSlider::sub-page:horizontal {{ background: {p.accent}; border-radius: {max(2, round(em * 0.15))}px; }}
    QSlider::handle:horizontal {{ width: {round(em * 1.1)}px; margin: -{round(em * 0.4)}px 0;
        border-radius: {round(em * 0.55)}px; background: {p.accent}; border: 2px solid {p.surface}; }}
    QSlider[answered="false"]::handle:horizontal {{ background: {p.surface}; border-color: {p.muted}; }}
    QSlider[answered="false"]::sub-page:horizontal {{ background: {p.line}; }}
    QProgressBar {{ background: {p.raised}; border: none; border-radius: 3px; max-height: 6px; }}
    QProgressBar::chunk {{ background: {p.accent}; border-radius: 3px; }}
    QScrollBar:vertical {{ width: {round(em * 0.8)}px; background: transparent; margin: 2px; }}
    QScrollBar:horizontal {{ height: {round(em * 0.8)}px; background: transparent; margin: 2px; }}
    QScrollBar::handle {{ background: {p.line}; border-radius: {round(em * 0.25)}px; min-height: {round(em * 2)}px; }}
    QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page {{
        height: 0; width: 0; background: transparent; }}
    QToolTip {{ background: {p.raised}; color: {p.text}; border: 1px solid {p.line}; padding: {pad}px; }}
    QHeaderView::section {{ background: {p.raised}; color: {p.muted}; border: none; padding: {pad}px; }}
    QDateEdit::up-button, QDateEdit::down-button {{ width: 0; border: none; }}
    QTabBar::tab {{ background: transparent; color: {p.muted}; padding: {pad}px {gap}px; border: {ring}px solid transparent;
        border-bottom: {ring}px solid {p.line}; }}
    QTabBar::tab:selected {{ color: {p.text}; border-bottom-color: {p.accent}; }}
    QTabBar::tab:hover {{ color: {p.text}; }}
    QTabBar:focus::tab:selected {{ border-color: {p.focus}; border-radius: {radius}px; }}
    QTableView {{ alternate-background-color: {p.window}; gridline-color: {p.line}; padding: 0px; }}
    QTableView::item {{ padding: {max(1, pad // 2)}px {pad}px; border: none; }}
    QTableView::item:selected {{ background: {p.accent}; color: {p.on_accent}; }}
    QMenu {{ background: {p.surface}; border: 1px solid {p.line}; padding: {pad}px; }}
    QMenu::item {{ padding: {pad}px {gap}px; }}
    QMenu::item:selected {{ background: {p.accent}; color: {p.on_accent}; }}
    """
