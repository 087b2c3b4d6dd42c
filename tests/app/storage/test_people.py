"""Clients: kept, renamed, carried elsewhere and deleted for good, in a plain folder and in a protected one."""

from __future__ import annotations

import json
import shutil

import pytest
from click.testing import CliRunner

from outbreath_app.catalogue.sessions import Catalogue
from outbreath_app.cli import cli
from outbreath_app.storage import protection
from outbreath_app.storage.access import entries
from outbreath_app.storage.archives import export_archive, import_archive
from outbreath_app.storage.content import plain_chunks
from outbreath_app.storage.encrypting import turn_on, unlocked_files
from outbreath_app.storage.errors import StorageError
from outbreath_app.storage.keys import lock_all, use_key
from outbreath_app.storage.people import People, Person
from outbreath_app.storage.protection import new_protection
from outbreath_app.storage.sidefile import Side, load_side, save_side
from outbreath_app.stream.bundled import bundled_folder

NAME = "Jun\u00edper \u201cB.\u201d"


def run(*words: object):
    return CliRunner().invoke(cli, [str(word) for word in words])


@pytest.fixture(params=["plain", "protected"])
def people(tmp_path, request, monkeypatch):
    monkeypatch.setattr(protection, "SCRYPT_N", 16)
    lock_all()
    kept = People(tmp_path / "data")
    (tmp_path / "data").mkdir()
    if request.param == "protected":
        pytest.importorskip("cryptography")
        made, key = new_protection("correct horse battery", "words")
        use_key(key)
        turn_on(kept.data, made, key)
    yield kept
    lock_all()


def with_sessions(people: People, name: str = NAME) -> Person:
    from outbreath_app.storage.content import keep_recording, keep_small

    person = people.add(name, consent="agreed on paper", note="first seen in May")
    recording = people.folder(person.id) / "2026-01-01_10-00-00.jsonl"
    keep_recording(recording, [(bundled_folder() / "quiet-rest.jsonl").read_bytes()])
    save_side(recording, Side(f"a restless night of {name}", ("visit",)))
    keep_small(people.ranges_of(person), b"[]")
    return person


def test_a_card_is_changed_and_put_away_and_taken_back(people):
    person = people.add("Rowan")
    changed = people.change(person, "Rowan T.", "by telephone", "prefers mornings")
    assert people.find("Rowan T.") == changed
    assert people.find(person.id).consent == "by telephone"
    people.archive(changed)
    assert people.all(archived=False) == []
    assert people.all() == [people.find("Rowan T.")]
    people.archive(people.find("Rowan T."), archived=False)
    assert len(people.all(archived=False)) == 1
    people.add("Ash")
    with pytest.raises(StorageError, match="already"):
        people.change(changed, "Ash", "", "")
    with pytest.raises(StorageError, match="printable"):
        people.change(changed, "a\nb", "", "")


def test_deletion_lists_what_it_removed_and_nothing_holds_or_names_the_person(people):
    person, other = with_sessions(people), with_sessions(people, "Rowan")
    with Catalogue(people.data) as catalogue:
        catalogue.refresh()
        assert len(catalogue.sessions(person.id)) == 1
        assert NAME.encode() in b"".join(plain_chunks(people.cards / f"{person.id}.json"))
        done = people.delete(person, catalogue.forget)
    assert done.remains == ()
    assert set(done.removed) == {
        f"recordings/{person.id}/2026-01-01_10-00-00.jsonl",
        f"recordings/{person.id}/2026-01-01_10-00-00.side.json",
        f"recordings/{person.id}/own-ranges.json",
        f"people/{person.id}.json",
    }
    for path in people.data.rglob("*"):
        assert person.id not in path.name
        if path.is_file() and path.name != "access.log":
            assert person.id.encode() not in path.read_bytes(), path
            assert NAME.encode() not in path.read_bytes(), path
    with Catalogue(people.data) as catalogue:
        assert catalogue.sessions(person.id) == []
        assert len(catalogue.sessions(other.id)) == 1


def test_a_name_in_somebody_elses_note_is_found(people):
    person, other = with_sessions(people), with_sessions(people, "Rowan")
    save_side(people.folder(other.id) / "2026-01-01_10-00-00.jsonl", Side(f"came with {NAME}"))
    with Catalogue(people.data) as catalogue:
        catalogue.refresh()
        done = people.delete(person, catalogue.forget)
    assert any(other.id in path and path.endswith(".side.json") for path in done.remains)


def test_an_archive_carries_everything_and_meets_what_is_there(people, tmp_path):
    person = with_sessions(people)
    out = tmp_path / "out.zip"
    assert export_archive(people, person, out) == 4
    elsewhere = People(tmp_path / "elsewhere")
    elsewhere.add(NAME, note="somebody else of that name")
    came = import_archive(elsewhere, out)
    assert came.person.name == f"{NAME} (2)"
    assert came.person.consent == "agreed on paper"
    assert elsewhere.ranges_of(came.person).exists()
    (recording,) = came.recordings
    assert recording.read_bytes() == (bundled_folder() / "quiet-rest.jsonl").read_bytes()
    assert load_side(recording).note == f"a restless night of {NAME}"
    again = import_archive(elsewhere, out)
    assert again.recordings == ()
    # the same name with other content comes in beside what is there, its note with it
    shutil.copy(bundled_folder() / "practice-6-per-min.jsonl", recording)
    save_side(recording, Side("mine"))
    third = import_archive(elsewhere, out)
    assert [path.name for path in third.recordings] == ["2026-01-01_10-00-00_2.jsonl"]
    assert load_side(third.recordings[0]).note == f"a restless night of {NAME}"
    assert load_side(recording).note == "mine"
    assert any("other content" in said for said in third.said)


def test_a_clients_own_archive_becomes_a_clients_sessions(people, tmp_path):
    theirs = People(tmp_path / "theirs")
    (tmp_path / "theirs" / "recordings").mkdir(parents=True)
    shutil.copy(bundled_folder() / "quiet-rest.jsonl", tmp_path / "theirs" / "recordings" / "mine.jsonl")
    (tmp_path / "theirs" / "own-ranges.json").write_text("[]")
    export_archive(theirs, theirs.find("me"), tmp_path / "me.zip")
    person = people.add("Rowan")
    came = import_archive(people, tmp_path / "me.zip", into=person)
    assert came.recordings == (people.folder(person.id) / "mine.jsonl",)
    assert people.ranges_of(person).exists()
    assert not (people.data / "recordings" / "mine.jsonl").exists()
    if protection.is_protected(people.data):
        assert unlocked_files(people.data) == []


def test_the_access_log_says_who_did_what_when_and_no_more(people, tmp_path):
    person = with_sessions(people)
    export_archive(people, person, tmp_path / "out.zip")
    people.change(person, "Another", "", "")
    kept = entries(people.data, person.id)
    assert [entry.what for entry in kept] == ["exported", "changed"]
    assert all(entry.at.endswith("+00:00") for entry in kept)
    content = (people.data / "access.log").read_bytes()
    assert NAME.encode() not in content
    assert b"restless" not in content
    with (people.data / "access.log").open("ab") as file:
        file.write(b'{"at": "torn')
    assert len(entries(people.data)) == 2


def test_commands_within_commands_take_the_passphrase_too(tmp_path, monkeypatch):
    monkeypatch.setattr(protection, "SCRYPT_N", 16)
    pytest.importorskip("mnemonic")
    data, secret = tmp_path / "data", tmp_path / "secret"
    secret.write_text("correct horse battery")
    common = ("--data", data, "--passphrase-file", secret)
    assert run("protect", "on", *common).exit_code == 0
    assert run("people", "add", "Juniper", *common).exit_code == 0
    assert run("people", "add", "Juniper", "--data", data).exit_code == 1
    assert run("people", *common).stdout.rstrip().endswith("Juniper")
    assert unlocked_files(data) == []


def test_looking_at_a_clients_session_is_logged_and_at_ones_own_is_not(tmp_path):
    data = tmp_path / "data"
    people = People(data)
    person = with_sessions(people)
    shutil.copy(bundled_folder() / "quiet-rest.jsonl", people.folder("me") / "mine.jsonl")
    theirs = people.folder(person.id) / "2026-01-01_10-00-00.jsonl"
    assert run("analyse", theirs, "--data", data).exit_code == 0
    assert run("summary", theirs, "--data", data).exit_code == 0
    assert run("analyse", people.folder("me") / "mine.jsonl", "--data", data).exit_code == 0
    kept = [(entry.what, entry.person, entry.session) for entry in entries(data)]
    assert kept
    assert set(kept) == {("opened", person.id, "2026-01-01_10-00-00")}


def test_the_commands_edit_log_and_delete(tmp_path):
    data = tmp_path / "data"
    key = run("people", "add", "Juniper", "--data", data).stdout.strip()
    assert (
        run(
            "people", "edit", "Juniper", "--name", "Rowan", "--consent", "2026-05-01", "--data", data
        ).exit_code
        == 0
    )
    row = json.loads(run("people", "--json", "--data", data).stdout)
    assert (row["name"], row["consent"]) == ("Rowan", "2026-05-01")
    assert run("record", "--simulate", "--seconds", "0.1", "--person", "Rowan", "--data", data).exit_code == 0
    assert len(list((data / "recordings" / key).glob("*.jsonl"))) == 1
    result = run("people", "delete", "Rowan", "--yes", "--json", "--data", data)
    assert result.exit_code == 0, result.output
    told = json.loads(result.stdout)
    assert told["remains"] == []
    assert f"people/{key}.json" in told["removed"]
    logged = run("people", "log", "--json", "--data", data).stdout.splitlines()
    assert [json.loads(line)["what"] for line in logged] == ["changed", "deleted"]
    assert "Rowan" not in run("people", "log", "--person", key, "--data", data).stdout
