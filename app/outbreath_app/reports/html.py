"""A report as one self-contained HTML page: no script, no link, nothing fetched; every text escaped."""

from __future__ import annotations

import html
import math
from collections.abc import Callable

import numpy as np

from outbreath_app.reports.model import NOTICE, FloatArray, Plot, Report, Table
from outbreath_app.reports.scale import axis_of, ticks

_STYLE = """
body{font:15px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#2c2621;background:#fdf9f3}
table{border-collapse:collapse;margin:.5rem 0 .5rem;width:100%;font-size:14px}th,td{text-align:left;padding:.25rem .6rem;
border-bottom:1px solid #d9cdbd}th{font-weight:600}.wide{overflow-x:auto}
dl{display:grid;grid-template-columns:max-content 1fr max-content 1fr;gap:.2rem 1rem}dt{color:#61564b}dd{margin:0}
svg{width:100%;height:auto}.small{color:#61564b;font-size:13px}.lead{font-size:1.2rem}h2{font-size:1.1rem;margin:1.4rem 0 .2rem}
.heart{stroke:#a53f2b}.dot{fill:#a53f2b}.quiet{fill:#61564b}.soft{fill:#cbb994;opacity:.4}.bar{stroke:#8f7f69}.column{fill:#8f7f69}
.plot,tr{break-inside:avoid}h2,thead{break-after:avoid}td:not(:first-child){white-space:nowrap}
@media(max-width:40rem){dl{grid-template-columns:max-content 1fr}}
@media screen and (prefers-color-scheme:dark){body{background:#1d1a18;color:#f2eae0}th,td{border-color:#453e38}dt,.small{color:#bcb0a3}
.heart{stroke:#f2977b}.dot{fill:#f2977b}.quiet{fill:#bcb0a3}.soft{fill:#6b5f50}.bar{stroke:#9c8c78}.column{fill:#9c8c78}}
@media print{body{background:#fff;color:#000;font-size:11px;margin:0}table{font-size:9.5px}th,td{padding:.15rem .35rem}}
"""
_PLAIN = {
    "heart": 'stroke="#a53f2b"',
    "dot": 'fill="#a53f2b"',
    "quiet": 'fill="#61564b"',
    "soft": 'fill="#cbb994" opacity=".4"',
    "bar": 'stroke="#8f7f69"',
    "column": 'fill="#8f7f69"',
}
_W, _H, _LEFT, _BOTTOM, _TOP = 900, 240, 60, 40, 20
Place = Callable[[float, float], tuple[float, float]]


def html_report(report: Report) -> bytes:
    """The page as UTF-8."""
    facts = "".join(f"<dt>{_e(name)}</dt><dd>{_e(value)}</dd>" for name, value in report.facts)
    body = [f"<h1>{_e(report.title)}</h1><p class=small>{_e(NOTICE)}</p><dl>{facts}</dl>"]
    body += [f"<p class=lead>{_e(report.lead)}</p>"] if report.lead else []
    body += [_plot(plot) for plot in report.plots]
    body += [_table(table) for table in report.tables]
    notes = "".join(f"<li>{_e(note)}</li>" for note in report.notes)
    body += [f"<ol class=small>{notes}</ol>"] if notes else []
    body.append(f"<h2>Methods</h2><p class=small>{_e(report.methods)}</p>")
    policy = "default-src 'none'; style-src 'unsafe-inline'"
    return (
        "<!doctype html><html lang=en><meta charset=utf-8>"
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        f"<meta name=viewport content='width=device-width'><title>{_e(report.title)}</title><style>{_STYLE}</style>"
        f"{''.join(body)}</html>"
    ).encode()


def _e(text: str) -> str:
    plain = "".join(c if c.isprintable() or c == "\n" else " " for c in text)
    return html.escape(plain, quote=True).replace("\n", "<br>")


def _table(table: Table) -> str:
    head = "".join(f"<th scope=col>{_e(cell)}</th>" for cell in table.header)
    rows = "".join("<tr>" + "".join(f"<td>{_e(cell)}</td>" for cell in row) + "</tr>" for row in table.rows)
    note = f"<p class=small>{_e(table.note)}</p>" if table.note else ""
    whole = f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
    return f"<h2>{_e(table.title)}</h2><div class=wide>{whole}</div>{note}"


def _plot(plot: Plot) -> str:
    good = np.isfinite(plot.y)
    if not good.any():
        return f"<p class=small>{_e(plot.title)}: nothing to draw.</p>"
    first, last, x_ticks = axis_of(plot.widths, 8, plot.dates)
    y_ticks = ticks(plot.heights, 5)

    def at(x: float, y: float) -> tuple[float, float]:
        right = _LEFT + (x - first) / max(last - first, 1e-9) * (_W - _LEFT - 10)
        up = max(y - y_ticks[0], 0.0) / (y_ticks[-1] - y_ticks[0])
        return right, _H - _BOTTOM - up * (_H - _BOTTOM - _TOP)

    said = f"{plot.title}, {plot.y_label}. {plot.caption}".strip()
    parts = [
        f'<svg viewBox="0 0 {_W} {_H}" role="img" aria-label="{_e(said)}" font-size="12" fill="currentColor">'
    ]
    parts += _ground(plot, at, (first, last), x_ticks, y_ticks)
    parts += _bars(plot, at)
    if plot.columns:
        parts += _columns(plot, at)
    elif plot.joined:
        parts.append(f'<path class=heart fill="none" stroke-width="1.2" d="{_path(plot.x, plot.y, at)}"/>')
    else:
        kind = "dot" if plot.line is None else "quiet"
        dots = (at(float(x), float(y)) for x, y in zip(plot.x[good], plot.y[good], strict=True))
        parts += [f'<circle class={kind} cx="{x:.1f}" cy="{y:.1f}" r="3"/>' for x, y in dots]
    if plot.line is not None:
        d = _path(plot.line.x, plot.line.y, at)
        parts.append(f'<path class=heart fill="none" stroke-width="2" d="{d}"/>')
        for place in plot.marked:
            x, y = at(float(plot.line.x[place]), float(plot.line.y[place]))
            corners = f"{x:.1f},{y - 9:.1f} {x + 9:.1f},{y:.1f} {x:.1f},{y + 9:.1f} {x - 9:.1f},{y:.1f}"
            parts.append(f'<polygon fill="none" stroke="currentColor" stroke-width="2" points="{corners}"/>')
    caption = f"<p class=small>{_e(plot.caption)}</p>" if plot.caption else ""
    drawn = "".join(parts)
    for (
        name,
        colours,
    ) in _PLAIN.items():  # for readers that leave the style sheet out: without it a band is black
        drawn = drawn.replace(f"class={name} ", f"class={name} {colours} ")
    return f"<div class=plot><h2>{_e(plot.title)}</h2>{caption}{drawn}</svg></div>"


def _ground(
    plot: Plot, at: Place, ends: tuple[float, float], x_ticks: list[tuple[float, str]], y_ticks: list[float]
) -> list[str]:
    """Band, phases, grid and words."""
    parts = []
    if plot.band:
        (left, low), (right, high) = at(ends[0], plot.band[0]), at(ends[1], plot.band[1])
        parts.append(
            f'<rect class=soft x="{left:.1f}" y="{high:.1f}" width="{right - left:.1f}" height="{low - high:.1f}"/>'
        )
    begins = [at(max(ends[0], start), y_ticks[0])[0] for start, _, _ in plot.shaded]
    for begin, end, (_, _, name) in zip(
        begins, [*begins[1:], _W - 10.0][: len(begins)], plot.shaded, strict=True
    ):
        parts.append(
            f'<line x1="{begin:.1f}" x2="{begin:.1f}" y1="{_TOP}" y2="{_H - _BOTTOM}" stroke="currentColor" opacity=".4" stroke-dasharray="4 3"/>'
        )
        letters = int((end - begin - 6) / 6.5)
        shown = name if len(name) <= letters else name[: max(0, letters - 1)] + "…"
        if letters > 2:
            parts.append(f'<text x="{begin + 3:.1f}" y="{_TOP - 4}">{_e(shown)}</text>')
    for value in y_ticks:
        _, down = at(ends[0], value)
        parts.append(
            f'<line x1="{_LEFT}" x2="{_W - 10}" y1="{down:.1f}" y2="{down:.1f}" stroke="currentColor" opacity=".15"/>'
        )
        parts.append(f'<text x="{_LEFT - 6}" y="{down + 4:.1f}" text-anchor="end">{value:g}</text>')
    for value, words in x_ticks:
        right, _ = at(value, y_ticks[0])
        parts.append(f'<text x="{right:.1f}" y="{_H - _BOTTOM + 16}" text-anchor="middle">{_e(words)}</text>')
    label = f'<text x="{_W / 2}" y="{_H - 6}" text-anchor="middle">{_e(plot.x_label)}</text>'
    return [*parts, label, f'<text x="2" y="12">{_e(plot.y_label)}</text>']


def _bars(plot: Plot, at: Place) -> list[str]:
    if plot.bars is None:
        return []
    made = []
    for x, low, high in zip(plot.bars.x, plot.bars.low, plot.bars.high, strict=True):
        (right, foot), (_, top) = at(float(x), float(low)), at(float(x), float(high))
        made.append(
            f'<line class=bar x1="{right:.1f}" x2="{right:.1f}" y1="{foot:.1f}" y2="{top:.1f}" stroke-width="2"/>'
        )
    return made


def _columns(plot: Plot, at: Place) -> list[str]:
    gap = float(np.min(np.diff(plot.x))) if len(plot.x) > 1 else 7.0
    made = []
    for x, y in zip(plot.x, plot.y, strict=True):
        (left, top), (right, foot) = at(float(x) - 0.4 * gap, float(y)), at(float(x) + 0.4 * gap, 0.0)
        made.append(
            f'<rect class=column x="{left:.1f}" y="{top:.1f}" width="{right - left:.1f}" height="{foot - top:.1f}"/>'
        )
    return made


def _path(xs: FloatArray, ys: FloatArray, at: Place) -> str:
    words, pen = [], False
    for x, y in zip(xs, ys, strict=True):
        if not math.isfinite(y):
            pen = False
            continue
        across, down = at(float(x), float(y))
        words.append(f"{'L' if pen else 'M'}{across:.1f} {down:.1f}")
        pen = True
    return "".join(words)
