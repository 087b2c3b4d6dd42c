"""Pictures of Review, comparisons and People in the real window, over a made-up diary of a hundred days.

python tools/screenshots_review.py DIR [--quick]   every state in all themes, 900 x 600 to 2560 x 1440, 100 to 300 %, English and German
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

from PySide6.QtCore import QPoint  # noqa: E402
from PySide6.QtWidgets import QWidget  # noqa: E402
from screenshots_compare import compare_states  # noqa: E402
from screenshots_people import people_states  # noqa: E402

from outbreath_app.paths import RECORDINGS  # noqa: E402
from outbreath_app.review.over_time import Range  # noqa: E402
from outbreath_app.settings import Settings  # noqa: E402
from outbreath_app.stream.bundled import bundled_folder  # noqa: E402
from outbreath_app.ui.review.place import BRING_IN, OVER_TIME, SESSIONS, ReviewPlace  # noqa: E402
from outbreath_app.ui.shell.application import make_application  # noqa: E402
from outbreath_app.ui.shell.rail import Place  # noqa: E402
from outbreath_app.ui.words.i18n import tr  # noqa: E402
from support.desk import Desk  # noqa: E402
from support.diary import SOOTHING, Practised, write_diary  # noqa: E402

Shot = Callable[[str, QWidget | None], None]
LAST = datetime(2026, 11, 23, tzinfo=UTC)


def fill(folder: Path) -> None:
    """A diary and the recordings that come with the program."""
    write_diary(
        folder, LAST, practices=(SOOTHING, Practised("compassionate-self", "Compassionate self", 1.3))
    )
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
    place.sessions.say(tr("{count} given to {name}.", count="2", name="Juniper B."), lambda: None)
    shot("review-undo", None)
    place.sessions.say("")
    newest = place.sessions.model.row(0)
    assert newest is not None
    for name, shown in (
        (newest.id, "practised"),
        ("difficult-day", "difficult-day"),
        ("resonance-stepped", "assessed"),
    ):
        _session(desk, place, name, shown, shot)
    _trends(desk, place, shot)
    compare_states(desk, shot)
    people_states(desk, shot)


def _place(desk: Desk) -> ReviewPlace:
    desk.window.show_place(Place.REVIEW)
    place = desk.window.places[Place.REVIEW]
    assert isinstance(place, ReviewPlace)
    place._today = lambda: LAST.date()
    place.sessions._today = place._today
    desk.wait_for(lambda: not place.sessions.waiting, 60_000)
    return place


def _session(desk: Desk, place: ReviewPlace, name: str, shown: str, shot: Shot) -> None:
    row = place.sessions.model.row(place.sessions.model.place_of(name))
    assert row is not None
    place.open_session(row)
    page = place.session
    assert page is not None
    desk.wait_for(lambda: not page.waiting, 60_000)
    page.beat_bar.choose(120)
    desk.settle()
    shot(f"review-{shown}", None)
    bar = page.verticalScrollBar()
    page.ensureWidgetVisible(page.plots, 0, 0)
    bar.setValue(page.plots.mapTo(page.column, QPoint(0, 0)).y())
    shot(f"review-{shown}-plots", None)
    bar.setValue(page.phases.mapTo(page.column, QPoint(0, 0)).y())
    shot(f"review-{shown}-phases", None)
    bar.setValue(page.about.mapTo(page.column, QPoint(0, 0)).y())
    shot(f"review-{shown}-details", None)
    bar.setValue(bar.maximum())
    shot(f"review-{shown}-end", None)
    page.plots.show_between(100.0, 160.0)
    bar.setValue(0)
    shot(f"review-{shown}-close", None)
    place.close_session()
    desk.wait_for(lambda: not place.sessions.waiting, 60_000)


def _trends(desk: Desk, place: ReviewPlace, shot: Shot) -> None:
    place.tabs.setCurrentIndex(OVER_TIME)
    page = place.trends
    assert page is not None
    desk.wait_for(lambda: not page.waiting, 60_000)
    shot("review-trends", None)
    bar = page.area.verticalScrollBar()
    inner = page.area.widget()
    for name, part in (
        ("plots", page.plots),
        ("words", page.words),
        ("done", page.done),
        ("periods", page.periods),
    ):
        bar.setValue(part.mapTo(inner, QPoint(0, 0)).y())
        shot(f"review-trends-{name}", None)
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
        ("light-1600", base.changed(theme="light"), (1600, 1000)),
        ("dark-900", base.changed(theme="dark"), (900, 600)),
    ]
    if quick:
        return made
    return [
        *made,
        ("light-2560", base.changed(theme="light"), (2560, 1440)),
        ("text-200", base.changed(theme="dark", text_scale=2.0), (1280, 800)),
        ("text-300", base.changed(theme="light", text_scale=3.0), (1280, 800)),
        ("contrast-light", base.changed(theme="high contrast light"), (900, 600)),
        ("contrast-dark", base.changed(theme="high contrast dark"), (1600, 1000)),
        ("de", base.changed(theme="light", language="de"), (900, 600)),
        ("de-300", base.changed(theme="high contrast light", language="de", text_scale=3.0), (1600, 1000)),
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
        for name, kept in (("assessed", "review-session"), ("trends", "review-over-time")):
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
