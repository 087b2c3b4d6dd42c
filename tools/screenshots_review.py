"""Pictures of Review in the real window, over a made-up diary of a hundred days.

python tools/screenshots_review.py DIR [--quick]   every state, in light and dark, 900 x 600 and 1440 x 900, and at 200 %
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from PySide6.QtWidgets import QWidget  # noqa: E402

from outbreath_app.bundled import bundled_folder  # noqa: E402
from outbreath_app.paths import RECORDINGS  # noqa: E402
from outbreath_app.review.over_time import Range  # noqa: E402
from outbreath_app.settings import Settings  # noqa: E402
from outbreath_app.ui.application import make_application  # noqa: E402
from outbreath_app.ui.rail import Place  # noqa: E402
from outbreath_app.ui.review.place import BRING_IN, OVER_TIME, SESSIONS, ReviewPlace  # noqa: E402
from support.desk import Desk  # noqa: E402
from support.diary import write_diary  # noqa: E402

Shot = Callable[[str, QWidget | None], None]
LAST = datetime(2026, 11, 23, tzinfo=UTC)


def fill(folder: Path) -> None:
    """A diary and the recordings that come with the program."""
    write_diary(folder, LAST)
    for path in bundled_folder().glob("*.jsonl"):
        shutil.copy(path, folder)


def review_states(desk: Desk, shot: Shot) -> None:
    """Every state of Review."""
    place = _place(desk)
    shot("review-sessions", None)
    place.sessions.search.setText("nothing is called this")
    desk.wait_for(lambda: place.sessions.model.rowCount() == 0)
    shot("review-none-fits", None)
    place.sessions.search.setText("")
    desk.wait_for(lambda: place.sessions.model.rowCount() > 0)
    for name in ("difficult-day", "resonance-stepped"):
        _session(desk, place, name, shot)
    _trends(desk, place, shot)


def _place(desk: Desk) -> ReviewPlace:
    desk.window.show_place(Place.REVIEW)
    place = desk.window.places[Place.REVIEW]
    assert isinstance(place, ReviewPlace)
    place._today = lambda: LAST.date()
    place.sessions._today = place._today
    desk.wait_for(lambda: not place.sessions.waiting, 60_000)
    return place


def _session(desk: Desk, place: ReviewPlace, name: str, shot: Shot) -> None:
    row = place.sessions.model.row(place.sessions.model.place_of(name))
    assert row is not None
    place.open_session(row)
    page = place.session
    assert page is not None
    desk.wait_for(lambda: not page.waiting, 60_000)
    page.beat_bar.choose(120)
    desk.settle()
    shot(f"review-{name}", None)
    bar = page.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    shot(f"review-{name}-middle", None)
    bar.setValue(bar.maximum())
    shot(f"review-{name}-end", None)
    page.plots.show_between(100.0, 160.0)
    bar.setValue(0)
    shot(f"review-{name}-close", None)
    place.close_session()
    desk.wait_for(lambda: not place.sessions.waiting, 60_000)


def _trends(desk: Desk, place: ReviewPlace, shot: Shot) -> None:
    place.tabs.setCurrentIndex(OVER_TIME)
    page = place.trends
    assert page is not None
    desk.wait_for(lambda: not page.waiting, 60_000)
    shot("review-trends", None)
    bar = page.area.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    shot("review-trends-middle", None)
    bar.setValue(bar.maximum())
    shot("review-trends-end", None)
    page.range.setCurrentIndex(list(Range).index(Range.OWN))
    page.range.activated.emit(page.range.currentIndex())
    desk.wait_for(lambda: not page.waiting, 60_000)
    bar.setValue(0)
    shot("review-trends-own", None)
    _bring_in(desk, place, shot)
    place.tabs.setCurrentIndex(SESSIONS)
    desk.wait_for(lambda: not place.sessions.waiting, 60_000)


def _bring_in(desk: Desk, place: ReviewPlace, shot: Shot) -> None:
    place.tabs.setCurrentIndex(BRING_IN)
    page = place.bring_in
    assert page is not None
    shot("review-bring-in", None)
    folder = desk.folder / "from elsewhere"
    folder.mkdir(exist_ok=True)
    (folder / "morning.txt").write_text("\n".join(str(840 + i * 7 % 60) for i in range(300)))
    (folder / "without a unit.txt").write_text("\n".join(str(60 + i * 7 % 60) for i in range(300)))
    (folder / "letter.pdf").write_bytes(b"%PDF-1.4 nothing of ours")
    page.bring_in([folder])
    desk.wait_for(lambda: not page.running, 60_000)
    shot("review-brought-in", None)


def plans(quick: bool) -> list[tuple[str, Settings, tuple[int, int]]]:
    """Themes, sizes and text scales."""
    base = Settings(welcomed=True, language="en", with_checkin=False)
    made = [
        ("light-1440", base.changed(theme="light"), (1440, 900)),
        ("dark-900", base.changed(theme="dark"), (900, 600)),
    ]
    if quick:
        return made
    return [
        *made,
        ("dark-1440", base.changed(theme="dark"), (1440, 900)),
        ("light-900", base.changed(theme="light"), (900, 600)),
        ("text-200", base.changed(theme="light", text_scale=2.0), (1440, 900)),
        ("contrast", base.changed(theme="high contrast dark"), (1280, 800)),
        ("de", base.changed(theme="light", language="de"), (1000, 700)),
    ]


def run(settings: Settings, size: tuple[int, int], into: Path, prefix: str, source: Path) -> list[Path]:
    """All states with these settings; the files written."""
    written: list[Path] = []
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(source, folder, dirs_exist_ok=True)
        desk = Desk(Path(folder), settings)
        desk.window.resize(*size)
        desk.settle()

        def shot(name: str, widget: QWidget | None) -> None:
            for _ in range(3):
                desk.settle()
            path = into / f"{prefix}_{name}.png"
            (widget or desk.window).grab().save(str(path))
            written.append(path)

        review_states(desk, shot)
        desk.close()
    return written


def everything(into: Path, quick: bool = False) -> None:
    into.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as made:
        fill(Path(made) / RECORDINGS)
        for name, settings, size in plans(quick):
            print(f"{name}: {len(run(settings, size, into, name, Path(made)))} pictures")


def chosen(into: Path) -> None:
    """The two that the docs show."""
    with tempfile.TemporaryDirectory() as made, tempfile.TemporaryDirectory() as every:
        fill(Path(made) / RECORDINGS)
        settings = Settings(welcomed=True, language="en", theme="light", with_checkin=False)
        run(settings, (1280, 900), Path(every), "docs", Path(made))
        for name, kept in (("resonance-stepped", "review-session"), ("trends", "review-over-time")):
            shutil.copy(Path(every) / f"docs_review-{name}.png", into / f"{kept}.png")
            print(into / f"{kept}.png")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("into", type=Path, metavar="DIR")
    parser.add_argument("--quick", action="store_true", help="two looks only")
    args = parser.parse_args()
    make_application()
    everything(args.into, args.quick)


if __name__ == "__main__":
    main()
