"""The places whose pages are built only when they are gone to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from outbreath_app.ui.i18n import tr
from outbreath_app.ui.widgets import Page, label

if TYPE_CHECKING:
    from outbreath_app.ui.window import MainWindow


def assess_page(window: MainWindow) -> QWidget:
    """Looking for one's own pace."""
    page = Page(tr("Assess"))
    page.body.addWidget(label(tr("Find the pace at which your heart answers most."), wrap=True))
    page.body.addStretch(1)
    return page


def review_page(window: MainWindow) -> QWidget:
    """Looking back over sessions."""
    page = Page(tr("Review"))
    page.body.addWidget(label(tr("Your recordings can be played again from the Practise place."), wrap=True))
    page.body.addStretch(1)
    return page
