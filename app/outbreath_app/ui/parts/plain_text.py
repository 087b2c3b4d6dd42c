"""Text of strangers where Qt would take it for markup: tooltips and plots' titles show it letter for letter."""

from __future__ import annotations

import html


def letters(text: str) -> str:
    """Markup that shows the text as it is, its lines kept; '' stays ''."""
    return "<qt>" + html.escape(text, quote=False).replace("\n", "<br>") + "</qt>" if text else ""
