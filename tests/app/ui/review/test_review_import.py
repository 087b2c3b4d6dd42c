"""Bringing sessions in through the window: files and folders, a result for each, units asked for, cancel, nothing twice."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from pathlib import Path

import pytest

from outbreath_app.paths import RECORDINGS
from outbreath_app.ui.review.import_page import ImportPage, remarks, taken_for
from outbreath_app.ui.review.place import BRING_IN, SESSIONS, ReviewPlace
from outbreath_app.ui.shell.rail import Place
from outbreath_app.ui.words.reasons import problem_words, reason_words
from outbreath_app.words.codes import AppWhy
from support.accessible import check, controls, reached
from support.desk import Desk


@pytest.fixture
def page(desk: Desk) -> Iterator[ImportPage]:
    desk.window.show_place(Place.REVIEW)
    place = desk.window.places[Place.REVIEW]
    assert isinstance(place, ReviewPlace)
    place.tabs.setCurrentIndex(BRING_IN)
    assert place.bring_in is not None
    return place.bring_in


@pytest.fixture
def elsewhere(tmp_path: Path) -> Path:
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    (folder / "ms.txt").write_text("\n".join(str(840 + i * 7 % 60) for i in range(200)))
    (folder / "which.txt").write_text("\n".join(str(60 + i % 9) for i in range(200)))
    (folder / "letter.pdf").write_bytes(b"%PDF-1.4 nothing of ours")
    return folder


def rows(page: ImportPage) -> dict[str, list[str]]:
    return {
        page.table.item(place, 0).text(): [page.table.item(place, column).text() for column in (1, 2, 3)]
        for place in range(page.table.rowCount())
    }


def bring_in(desk: Desk, page: ImportPage, *paths: Path) -> None:
    page.bring_in(list(paths))
    assert desk.wait_for(lambda: not page.running, 20_000)
    desk.settle()


def test_a_folder_is_brought_in_and_every_file_has_its_result(desk, page, elsewhere):
    bring_in(desk, page, elsewhere)
    found = rows(page)
    assert found["ms.txt"][:2] == ["Kubios text, one interval a line", "200 beats"]
    assert found["letter.pdf"][1] == "not imported"
    assert found["letter.pdf"][2]
    assert page.said.text().startswith("1 of 3 files brought in")
    place = desk.window.places[Place.REVIEW]
    place.tabs.setCurrentIndex(SESSIONS)
    assert desk.wait_for(lambda: not place.sessions.waiting)
    assert place.sessions.model.rowCount() == 1


def test_a_unit_that_is_not_known_is_asked_for(desk, page, elsewhere):
    bring_in(desk, page, elsewhere / "which.txt")
    assert "milliseconds or seconds" in page.notice.text
    assert "--unit" not in rows(page)["which.txt"][2]
    assert page.again.isVisible()
    page.unit.setCurrentIndex(page.unit.findData("ms"))
    desk.click(page.again)
    assert desk.wait_for(lambda: not page.running, 20_000)
    assert page.results[0].file.name == "which.txt"


def test_nothing_is_brought_in_twice(desk, page, elsewhere, tmp_path):
    bring_in(desk, page, elsewhere / "ms.txt")
    bring_in(desk, page, elsewhere / "ms.txt")
    assert rows(page)["ms.txt"][1] == "was here already"
    assert len(list((tmp_path / RECORDINGS).glob("*.jsonl"))) == 1


def test_cancelling_keeps_what_was_brought_in(desk, page, elsewhere, monkeypatch):
    from outbreath_app.ui.review import import_page

    for i in range(30):
        (elsewhere / f"more-{i:02}.txt").write_text("\n".join(str(800 + (i + j) % 50) for j in range(100)))
    kept = import_page.import_files

    def slow(*args, **words):
        for count, result in enumerate(kept(*args, **words)):
            yield result
            if count == 4:
                page._stop.set()

    monkeypatch.setattr(import_page, "import_files", slow)
    bring_in(desk, page, elsewhere)
    assert len(page.results) == 5
    assert "Cancelled" in page.said.text()
    assert not page.cancel.isVisible()


def test_every_control_is_named_and_reached(desk, page, elsewhere):
    bring_in(desk, page, elsewhere)
    check(desk.window)
    way = reached(desk.window)
    assert [w.accessibleName() for w in controls(desk.window) if w.isEnabled() and w not in way] == []


def test_a_file_that_is_gone_is_a_line_in_the_list(desk, page, tmp_path):
    bring_in(desk, page, tmp_path / "gone.txt")
    assert rows(page)["gone.txt"][1] == "not imported"
    assert "No such file" in rows(page)["gone.txt"][2]


def test_what_became_of_each_file_is_said_in_the_persons_language(desk, page, elsewhere, tmp_path):
    (elsewhere / "empty.txt").write_bytes(b"")
    page.bring_in([elsewhere])
    assert desk.wait_for(lambda: not page.running, 20_000)
    try:
        desk.services.translation.use("de")
        said = {result.file.name: (taken_for(result), remarks(result)) for result in page.results}
    finally:
        desk.services.translation.use("en")
    assert said["ms.txt"] == (
        "Kubios-Text, ein Intervall je Zeile",
        "Intervalle als ms genommen (Median 869 ms); "
        "die Datei enthält kein Datum: datiert nach ihrer letzten Änderung",
    )
    assert said["which.txt"][1].startswith("hat als Median der Intervalle 64, das sind weder")
    assert said["letter.pdf"][1] == "hat kein Format, das eingelesen werden kann"
    assert said["empty.txt"][1] == "ist eine leere Datei"


def test_the_numbers_in_a_sentence_are_the_languages_own(desk):
    try:
        desk.services.translation.use("de")
        assert (
            reason_words(AppWhy.BREATH_SEEMS_AT(rate_per_min=13.0))
            == "der Atem ging anscheinend mit 13,0 pro Minute"
        )
        assert (
            problem_words(OSError(errno.ENOSPC, "No space left", "a.pdf"))
            == "a.pdf: Der Datenträger ist voll."
        )
        said = problem_words("has 'x' on line 3, where an R-R interval should stand")
        assert said == "hat 'x' in Zeile 3, wo ein R-R-Intervall stehen sollte"
    finally:
        desk.services.translation.use("en")
