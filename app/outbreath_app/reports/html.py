"""A report as one self-contained HTML page: no script, no link, nothing fetched; every text escaped."""

from __future__ import annotations

import html
import math

import numpy as np

from outbreath_app.reports.content import NOTICE, Plot, Report, Table
from outbreath_app.reports.scale import ticks

_STYLE = """
body{font:15px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#2c2621;background:#fdf9f3}
table{border-collapse:collapse;margin:.5rem 0 1.5rem;width:100%}th,td{text-align:left;padding:.25rem .6rem;border-bottom:1px solid #d9cdbd}
th{font-weight:600}dl{display:grid;grid-template-columns:max-content 1fr;gap:.2rem 1rem}dt{color:#61564b}dd{margin:0}
svg{width:100%;height:auto}.small{color:#61564b;font-size:13px}
@media(prefers-color-scheme:dark){body{background:#1d1a18;color:#f2eae0}th,td{border-color:#453e38}dt,.small{color:#bcb0a3}}
"""
_W, _H, _LEFT, _BOTTOM, _TOP = 900, 260, 60, 40, 20


def html_report(report: Report) -> bytes:
    """The page as UTF-8."""
    facts = "".join(f"<dt>{_e(name)}</dt><dd>{_e(value)}</dd>" for name, value in report.facts)
    body = [f"<h1>{_e(report.title)}</h1><p class=small>{_e(NOTICE)}</p><dl>{facts}</dl>"]
    body += [_plot(plot) for plot in report.plots]
    body += [_table(table) for table in report.tables]
    body += [f"<p class=small>{_e(note)}</p>" for note in report.notes]
    body.append(f"<h2>Methods</h2><p>{_e(report.methods)}</p>")
    policy = "default-src 'none'; style-src 'unsafe-inline'"
    return (
        "<!doctype html><html lang=en><meta charset=utf-8>"
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        f"<meta name=viewport content='width=device-width'><title>{_e(report.title)}</title><style>{_STYLE}</style>"
        f"{''.join(body)}</html>"
    ).encode()


def _e(text: str) -> str:
    plain = "".join(c if c.isprintable() or c == "\n" else " " for c in text)
    return html.escape(plain, quote=True)


def _table(table: Table) -> str:
    head = "".join(f"<th scope=col>{_e(cell)}</th>" for cell in table.header)
    rows = "".join("<tr>" + "".join(f"<td>{_e(cell)}</td>" for cell in row) + "</tr>" for row in table.rows)
    return f"<h2>{_e(table.title)}</h2><table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def _plot(plot: Plot) -> str:
    good = np.isfinite(plot.y)
    if not good.any():
        return f"<p class=small>{_e(plot.title)}: nothing to draw.</p>"
    x_ticks, y_ticks = ticks(plot.x, 8), ticks(np.append(plot.y[good], plot.band or []), 5)
    (x0, x1), (y0, y1) = (x_ticks[0], x_ticks[-1]), (y_ticks[0], y_ticks[-1])

    def at(x: float, y: float) -> tuple[float, float]:
        across = _LEFT + (x - x0) / (x1 - x0) * (_W - _LEFT - 10)
        return across, _H - _BOTTOM - (y - y0) / (y1 - y0) * (_H - _BOTTOM - _TOP)

    parts = [
        f'<svg viewBox="0 0 {_W} {_H}" role="img" aria-label="{_e(plot.title)}" font-size="12" fill="currentColor">'
    ]
    if plot.band:
        (left, low), (right, high) = at(x0, plot.band[0]), at(x1, plot.band[1])
        parts.append(
            f'<rect x="{left:.1f}" y="{high:.1f}" width="{right - left:.1f}" height="{low - high:.1f}" fill="#cbb994" opacity=".4"/>'
        )
    for start, _, name in plot.shaded:
        across, _ = at(max(x0, start), y0)
        parts.append(
            f'<line x1="{across:.1f}" x2="{across:.1f}" y1="{_TOP}" y2="{_H - _BOTTOM}" stroke="currentColor" opacity=".4" stroke-dasharray="4 3"/>'
        )
        parts.append(f'<text x="{across + 3:.1f}" y="{_TOP + 2}">{_e(name[:24])}</text>')
    for value in y_ticks:
        _, down = at(x0, value)
        parts.append(
            f'<line x1="{_LEFT}" x2="{_W - 10}" y1="{down:.1f}" y2="{down:.1f}" stroke="currentColor" opacity=".15"/>'
        )
        parts.append(f'<text x="{_LEFT - 6}" y="{down + 4:.1f}" text-anchor="end">{value:g}</text>')
    for value in x_ticks:
        across, _ = at(value, y0)
        parts.append(f'<text x="{across:.1f}" y="{_H - _BOTTOM + 16}" text-anchor="middle">{value:g}</text>')
    parts.append(
        f'<text x="{_W / 2}" y="{_H - 6}" text-anchor="middle">{_e(plot.x_label)}</text><text x="2" y="12">{_e(plot.y_label)}</text>'
    )
    if plot.joined:
        parts.append(f'<path fill="none" stroke="#a53f2b" stroke-width="1.2" d="{_path(plot, at)}"/>')
    else:
        dots = (at(float(x), float(y)) for x, y in zip(plot.x[good], plot.y[good], strict=True))
        parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="#a53f2b"/>' for x, y in dots]
    return f"<h2>{_e(plot.title)}</h2>{''.join(parts)}</svg>"


def _path(plot: Plot, at: object) -> str:
    assert callable(at)
    words, pen = [], False
    for x, y in zip(plot.x, plot.y, strict=True):
        if not math.isfinite(y):
            pen = False
            continue
        across, down = at(float(x), float(y))
        words.append(f"{'L' if pen else 'M'}{across:.1f} {down:.1f}")
        pen = True
    return "".join(words)
