"""The catalogue: an index that follows the files, survives damage and never holds what they do not."""

from __future__ import annotations

import json
import math
import os
import sqlite3
import subprocess
import sys

import pytest
from click.testing import CliRunner

from outbreath_app.catalogue.indexing import index_recording
from outbreath_app.catalogue.sessions import Catalogue
from outbreath_app.cli import cli
from outbreath_app.review.measures import measure_session
from outbreath_app.review.opened import open_session
from outbreath_app.storage.archives import import_archive
from outbreath_app.storage.errors import StorageError
from outbreath_app.storage.people import People
from outbreath_app.storage.sidefile import Side, load_side, save_side, side_path
from outbreath_app.stream.bundled import bundled_folder
from outbreath_devices.recording.line import seal
from outbreath_signal.labels import Label


def run(*words):
    return CliRunner().invoke(cli, [str(word) for word in words])


@pytest.fixture
def data(tmp_path):
    folder = tmp_path / "data" / "recordings"
    folder.mkdir(parents=True)
    for name in ("quiet-rest", "practice-6-per-min"):
        (folder / f"{name}.jsonl").write_bytes((bundled_folder() / f"{name}.jsonl").read_bytes())
    return tmp_path / "data"


def test_sessions_lists_what_is_there(data):
    result = run("sessions", "--json", "--data", data)
    rows = {row["id"]: row for row in map(json.loads, result.stdout.splitlines())}
    assert result.exit_code == 0
    assert rows["practice-6-per-min"]["kind"] == "practice"
    assert rows["practice-6-per-min"]["person"] == "me"
    assert rows["quiet-rest"]["kind"] == "rest"
    assert rows["quiet-rest"]["beats"] == 327
    assert rows["quiet-rest"]["started_at"] == "2026-01-01T10:00:00+00:00"


def test_a_rebuild_equals_what_was_there_and_keeps_notes(data):
    recording = data / "recordings" / "quiet-rest.jsonl"
    save_side(recording, Side("slept badly", ("evening",), "seated", "", {5: Label.ECTOPIC}))
    with Catalogue(data) as catalogue:
        catalogue.refresh()
        before = catalogue.sessions(), catalogue.parts()
        assert [row.id for row in catalogue.sessions(search="SLEPT", tag="evening")] == ["quiet-rest"]
    for path in data.glob("catalogue.sqlite*"):
        path.unlink()
    assert json.loads(run("rebuild", "--json", "--data", data).stdout)["read"] == 2
    with Catalogue(data) as catalogue:
        assert (catalogue.sessions(), catalogue.parts()) == before
    assert load_side(recording).labels == {5: Label.ECTOPIC}


def test_labels_given_by_hand_change_what_is_measured(data):
    with Catalogue(data) as catalogue:
        catalogue.refresh()
        before = catalogue.session("quiet-rest")
        recording = data / "recordings" / "quiet-rest.jsonl"
        save_side(recording, Side(labels=dict.fromkeys(range(100, 150), Label.NOISE)))
        assert catalogue.refresh().read == 1
        assert catalogue.session("quiet-rest").corrected_pct > before.corrected_pct + 10
        save_side(recording, Side())
        catalogue.refresh()
        assert catalogue.session("quiet-rest") == before


def test_what_vanished_leaves_the_list_and_what_is_broken_is_named(data):
    with Catalogue(data) as catalogue:
        catalogue.refresh()
        (data / "recordings" / "quiet-rest.jsonl").unlink()
        (data / "recordings" / "junk.jsonl").write_bytes(b"\0" * 100)
        found = catalogue.refresh()
        assert found.gone == 1
        assert "junk.jsonl" in found.problems[0]
        assert {row.id for row in catalogue.sessions()} == {"practice-6-per-min", "junk"}


def test_an_older_catalogue_is_brought_up_and_its_files_read_again(data):
    with Catalogue(data) as catalogue:
        catalogue.refresh()
        truth = catalogue.sessions(), catalogue.parts()
    base = sqlite3.connect(data / "catalogue.sqlite")
    base.execute("ALTER TABLE session DROP COLUMN simulated")
    base.execute("ALTER TABLE session DROP COLUMN answer")
    base.execute("ALTER TABLE part DROP COLUMN measured_per_min")
    base.execute("ALTER TABLE part DROP COLUMN measured_with")
    base.execute("PRAGMA user_version = 1")
    base.commit()
    base.close()
    with Catalogue(data) as catalogue:
        assert catalogue.refresh().read == 2
        assert (catalogue.sessions(), catalogue.parts()) == truth
        assert catalogue.parts()[0]["measured_per_min"] == pytest.approx(6.05, abs=0.1)


def test_a_newer_catalogue_is_refused_and_a_damaged_one_made_anew(data):
    base = sqlite3.connect(data / "catalogue.sqlite")
    base.execute("PRAGMA user_version = 99")
    base.close()
    with pytest.raises(StorageError, match="newer"):
        Catalogue(data)
    result = run("sessions", "--data", data)
    assert result.exit_code == 1
    assert "newer" in result.stderr
    (data / "catalogue.sqlite").write_bytes(b"no database at all" * 500)
    with Catalogue(data) as catalogue:
        assert catalogue.refresh().read == 2


def test_hostile_text_in_a_recording_and_its_side_file_does_no_harm(data):
    nasty = "\ud800\x1b[31m\n'; DROP TABLE session; --" + "x" * 5000
    lines = [
        {"n": 1, "t": 10**12, "k": "head", "wall": 10**400, "zone": "east", "source_format": nasty},
        {"n": 2, "t": 10**12, "k": "phase", "name": nasty, "practice": nasty, "title": [nasty]},
        {"n": 3, "t": 10**12 + 10**9, "k": "mark", "text": nasty},
        {"n": 4, "t": 10**12 + 10**9, "k": "checkin", "when": nasty, "items": {"calm": 10**30, "safe": True}},
        {"n": 5, "t": 10**12 + 10**9, "k": "rr", "at_s": 0, "rr_ms": [800, 810, 790]},
    ]
    path = data / "recordings" / "nasty.jsonl"
    path.write_bytes(b"".join(seal(line) for line in lines))
    side_path(path).write_text(
        json.dumps({"note": nasty, "tags": [nasty, 5, None], "labels": {"1": "noise", "x": "y"}})
    )
    result = run("sessions", "--json", "--data", data)
    assert result.exit_code == 0, result.output
    row = next(r for r in map(json.loads, result.stdout.splitlines()) if r["id"] == "nasty")
    assert row["beats"] == 3
    assert "\x1b" not in run("sessions", "--data", data).stdout
    side_path(path).write_text("[" * 100_000)
    assert "damaged" in run("sessions", "--data", data).stderr


def test_two_programs_at_once_both_succeed(data):
    command = [sys.executable, "-m", "outbreath_app", "rebuild", "--json", "--data", str(data)]
    both = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(2)]
    assert [json.loads(each.communicate(timeout=60)[0])["read"] for each in both] == [2, 2]
    with Catalogue(data) as catalogue:
        assert len(catalogue.sessions()) == 2


def test_an_archive_carries_a_person_elsewhere_and_deletion_leaves_nothing(data, tmp_path):
    people = People(data)
    person = people.add("Juniper", consent="agreed 2026-01-01")
    source = data / "recordings" / "quiet-rest.jsonl"
    target = people.folder("Juniper") / source.name
    source.rename(target)
    save_side(target, Side(note="first visit"))
    out = tmp_path / "juniper.zip"
    assert run("export", "--person", "Juniper", "--out", out, "--data", data).exit_code == 0
    elsewhere = tmp_path / "elsewhere"
    assert run("import", out, "--data", elsewhere).exit_code == 0
    with Catalogue(elsewhere) as catalogue:
        (row,) = catalogue.sessions()
    assert (row.person, row.note, row.beats) == (person.id, "first visit", 327)
    assert People(elsewhere).find("Juniper").consent == "agreed 2026-01-01"
    assert len(run("sessions", "--json", "--person", "Juniper", "--data", data).stdout.splitlines()) == 1
    result = run("people", "delete", "Juniper", "--yes", "--data", data)
    assert result.exit_code == 0, result.output
    assert people.remains(person) == []
    log = [json.loads(line) for line in (data / "access.log").read_text().splitlines()]
    assert [entry["what"] for entry in log] == ["exported", "listed", "deleted"]
    assert {entry["person"] for entry in log} == {person.id}
    assert not any(b"Juniper" in path.read_bytes() for path in data.rglob("*") if path.is_file())


@pytest.mark.parametrize(
    "inside", ["recordings/../../evil.jsonl", "recordings//etc/x.jsonl", "recordings/a\\b.jsonl"]
)
def test_an_archive_that_points_outside_is_refused(data, tmp_path, inside):
    import hashlib
    import zipfile

    content = b"x"
    manifest = {"format": "outbreath-archive", "v": 1, "files": {inside: hashlib.sha256(content).hexdigest()}}
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr(inside, content)
        archive.writestr("outbreath-archive.json", json.dumps(manifest))
    before = sorted(data.rglob("*"))
    with pytest.raises(StorageError, match="refused"):
        import_archive(People(data), tmp_path / "a.zip")
    assert sorted(data.rglob("*")) == before


def test_a_catalogue_on_a_full_disk_is_said_and_the_recordings_are_listed_all_the_same(data):
    save_side(data / "recordings" / "quiet-rest.jsonl", Side(note="a long day " * 1500))
    with Catalogue(data) as catalogue:
        catalogue._base.execute("PRAGMA max_page_count = 1")  # SQLite's own way to have no room
        with pytest.raises(StorageError, match="cannot be written: database or disk is full"):
            catalogue.refresh()
        catalogue._base.execute("PRAGMA max_page_count = 100000")
        catalogue.refresh()
        truth = catalogue.sessions(), catalogue.parts()
    database = data / "catalogue.sqlite"
    database.chmod(0o400)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            os, "access", lambda path, mode: False
        )  # a folder that may only be read, for root as well
        with Catalogue(data) as catalogue:
            note = catalogue.refresh().note
            assert (catalogue.sessions(), catalogue.parts()) == truth
    assert "kept in memory this once" in note


def test_a_folder_that_may_only_be_read_needs_no_second_reading_of_its_recordings(data, monkeypatch):
    with Catalogue(data) as catalogue:
        catalogue.refresh()
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    with Catalogue(data) as catalogue:
        assert catalogue.refresh().read == 0
        assert len(catalogue.sessions()) > 0


@pytest.mark.parametrize("name", ["practice-6-per-min", "difficult-day", "resonance-stepped"])
def test_the_index_holds_the_numbers_that_a_sessions_own_page_shows(name):
    path = bundled_folder() / f"{name}.jsonl"
    phases = measure_session(open_session(path), {}).phases
    parts = index_recording(path).parts
    assert len(parts) == len(phases)
    for part, phase in zip(parts, phases, strict=True):
        assert part.beats == phase.beats
        if part.rsa_ms is not None:
            assert (part.rsa_ms, part.rsa_low_ms, part.rsa_high_ms) == (
                phase.rsa_ms.value, phase.rsa_ms.low, phase.rsa_ms.high,
            )  # fmt: skip
        if part.ln_rmssd is not None and phase.rmssd_ms is not None:
            assert math.exp(part.ln_rmssd) == pytest.approx(phase.rmssd_ms.value, rel=1e-9)
    assert any(part.rsa_ms is not None for part in parts)
