"""Times Review: a long and a short session opened and measured, drawn, and ten thousand sessions listed and shown over time.

Run: python benchmarks/review.py [--sessions 10000] [--hours 8]
Offscreen, in this process, the least of several runs; other work on the machine makes them longer.
"""

from __future__ import annotations

import argparse
import math
import os
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from outbreath_app.catalogue.sessions import single_row
from outbreath_app.review.measures import measure_session
from outbreath_app.review.opened import open_session
from outbreath_app.stream.bundled import bundled_folder
from outbreath_app.trends.over_time import person_trends
from outbreath_app.ui.looks.drawing_look import Look
from outbreath_app.ui.shell.application import make_application

RUNS = 5


def least_s(does: Callable[[], Any], runs: int = RUNS) -> float:
    """The shortest of several runs (s)."""
    times = []
    for _ in range(runs):
        begin = time.perf_counter()
        does()
        times.append(time.perf_counter() - begin)
    return min(times)


def one_session(name: str, path: Path) -> None:
    """Reading, measuring and drawing one recording."""
    from outbreath_app.ui.review.session.plots import SessionPlots

    opened = open_session(path)
    measured = measure_session(opened, {})
    plots = SessionPlots(Look())
    plots.resize(1100, 500)
    plots.show()

    def draw() -> None:
        plots.show_session(opened)
        plots.show_measures(measured)
        plots.grab()

    read_s, measure_s = least_s(lambda: open_session(path)), least_s(lambda: measure_session(opened, {}))
    draw_s = least_s(draw)
    print(
        f"{name}: {len(opened.source.beats)} beats; read {read_s:.3f} s, measured {measure_s:.3f} s, drawn {draw_s:.3f} s"
    )
    plots.close()


def the_list(sessions: int) -> None:
    """Rows given to the list, put in order, and searched."""
    from outbreath_app.ui.review.sessions.model import Filter, Order, SessionsModel
    from outbreath_app.ui.review.sessions.session_words import Names

    row = single_row(bundled_folder() / "quiet-rest.jsonl")
    rows = [
        replace(row, id=f"s{i}", started_ns=row.started_ns + i * 10**13, note=f"note {i}")
        for i in range(sessions)
    ]
    model = SessionsModel(Names())
    shown_s = least_s(lambda: model.set_rows(rows))
    ordered_s = least_s(lambda: model.set_order(Order.BEST))
    model.set_rows(rows)
    begin = time.perf_counter()
    model.set_filter(Filter(words="note 77"))
    first_s = time.perf_counter() - begin
    again_s = least_s(lambda: model.set_filter(Filter(words="note 78")))
    print(f"list of {sessions}: shown {shown_s:.3f} s, in order {ordered_s:.3f} s, first search {first_s:.3f} s, later ones {again_s:.3f} s")  # fmt: skip


def parts_of(sessions: int) -> list[dict[str, Any]]:
    """A rest and a practice a day, as the catalogue gives them."""
    begin = int(datetime(1999, 1, 1, 8, tzinfo=UTC).timestamp())
    common = {"zone_min": 0, "quality": 0.99, "corrected_pct": 0.1, "interpretable": 1, "practice": "p",
              "measured_per_min": 6.0, "measured_with": "rr"}  # fmt: skip
    made = []
    for i in range(sessions):
        at = {"id": f"s{i}", "started_ns": (begin + i * 86_400) * 10**9}
        wave = 0.1 * math.sin(i * 7.3)
        rest = {
            "name": "baseline",
            "start_s": 0.0,
            "end_s": 120.0,
            "ln_rmssd": 3.5 + wave,
            "rsa_ms": None,
            "rate_per_min": None,
        }
        practice = {"name": "practice", "start_s": 120.0, "end_s": 420.0, "ln_rmssd": 3.9, "rsa_ms": 90 + 9 * wave, "rate_per_min": 6.0}  # fmt: skip
        made += [common | at | rest, common | at | practice]
    return made


def over_time(sessions: int) -> None:
    """Trends reckoned and drawn."""
    from outbreath_app.ui.review.sessions.session_words import Names
    from outbreath_app.ui.review.trends.page import TrendsPage, with_marks

    parts, last = parts_of(sessions), date(1999, 1, 1) + timedelta(sessions - 1)
    reckoned_s = least_s(lambda: person_trends("me", parts, None, last), 3)
    trends = person_trends("me", parts, None, last)
    marked_s = least_s(lambda: with_marks(trends), 3)
    found = with_marks(trends)
    page = TrendsPage(lambda: Path("none"), lambda: "me", Look(), lambda: last, Names())
    page.resize(1200, 800)
    page.show()

    def draw() -> None:
        page.show_found(found)
        page.plots.draw()
        page.grab()

    print(f"over time, {sessions}: reckoned {reckoned_s:.3f} s and marked {marked_s:.3f} s beside the window, drawn {least_s(draw):.3f} s")  # fmt: skip
    page.close()


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sessions", type=int, default=10_000)
    parser.add_argument("--hours", type=float, default=8.0)
    args = parser.parse_args()
    app = make_application()
    from support.diary import write_long

    with tempfile.TemporaryDirectory() as folder:
        long = Path(folder) / "long.jsonl"
        write_long(long, args.hours)
        one_session(f"{args.hours:g} h", long)
    one_session("6 min", bundled_folder() / "practice-6-per-min.jsonl")
    the_list(args.sessions)
    over_time(args.sessions)
    app.processEvents()


if __name__ == "__main__":
    main()
