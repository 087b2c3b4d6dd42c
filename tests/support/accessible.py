"""Walking the accessible tree and the Tab key's way through the controls of a page."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QPlainTextEdit,
    QScrollBar,
    QWidget,
)

CONTROLS = (QAbstractButton, QComboBox, QAbstractSlider, QAbstractItemView, QLineEdit, QPlainTextEdit)
ROLES = {
    QAccessible.Role.Button,
    QAccessible.Role.ButtonMenu,
    QAccessible.Role.CheckBox,
    QAccessible.Role.ComboBox,
    QAccessible.Role.Slider,
    QAccessible.Role.List,
    QAccessible.Role.EditableText,
    QAccessible.Role.RadioButton,
    QAccessible.Role.Table,
    QAccessible.Role.Tree,
    QAccessible.Role.SpinBox,
}


def controls(root: QWidget) -> list[QWidget]:
    """Everything on the screen a person can work, without the inner parts of those."""
    shown = [w for w in root.findChildren(QWidget) if w.isVisible() and isinstance(w, CONTROLS)]
    return [
        w
        for w in shown
        if not isinstance(w, QScrollBar | QHeaderView)
        and not any(isinstance(parent, QComboBox | QAbstractSpinBox) for parent in ancestors(w))
        and w.objectName() != "qt_scrollarea_hcontainer"
    ]


def ancestors(widget: QWidget) -> Iterator[QWidget]:
    parent = widget.parentWidget()
    while parent is not None:
        yield parent
        parent = parent.parentWidget()


def check(root: QWidget) -> None:
    """Each control has a name and a fitting role in the accessible tree."""
    found = controls(root)
    assert found
    told = set(told_of(root))
    for widget in found:
        assert widget in told, f"{type(widget).__name__} {widget.accessibleName()!r} is not in the tree"
        interface = QAccessible.queryAccessibleInterface(widget)
        assert interface is not None
        name = interface.text(QAccessible.Text.Name)
        assert name.strip(), f"{type(widget).__name__} {widget.objectName()!r} has no name"
        assert interface.role() in ROLES, f"{name}: {interface.role()}"


def told_of(root: QWidget) -> Iterator[QObject]:
    """What a screen reader finds that goes down the tree from the top."""
    top = QAccessible.queryAccessibleInterface(root)
    assert top is not None
    stack = [top]
    while stack:
        one = stack.pop()
        shown = one.object()
        if shown is not None:
            yield shown
        stack += [child for child in (one.child(i) for i in range(one.childCount())) if child is not None]


def reached(root: QWidget) -> list[QWidget]:
    """Where the Tab key goes, until it comes back to where it began."""
    seen: list[QWidget] = []
    for _ in range(200):
        QTest.keyClick(root.window(), Qt.Key.Key_Tab)
        widget = QApplication.focusWidget()
        if widget is None or widget in seen:
            break
        seen.append(widget)
    return seen
