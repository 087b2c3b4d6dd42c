"""A protected folder: what is locked opens whole with its key, and not at all without; nothing is lost on the way."""

from __future__ import annotations

import gzip
import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from outbreath_app.catalogue.sessions import Catalogue
from outbreath_app.cli import cli
from outbreath_app.doctor import check_protection
from outbreath_app.storage import keys, protection
from outbreath_app.storage.content import plain_chunks
from outbreath_app.storage.encrypting import (
    change_protection,
    recordings_in,
    small_files_in,
    turn_off,
    turn_on,
    unlocked_files,
)
from outbreath_app.storage.errors import StorageError
from outbreath_app.storage.files import wipe
from outbreath_app.storage.keys import lock_all, new_cipher, unlock, use_key
from outbreath_app.storage.people import People
from outbreath_app.storage.protection import (
    KEY_COPY,
    KEY_FILE,
    WORDS,
    FolderKey,
    LockedError,
    from_bytes,
    new_protection,
)
from outbreath_app.storage.recovery_words import new_words, read_words
from outbreath_app.storage.sidefile import Side, load_side, save_side, side_path
from outbreath_app.stream.bundled import bundled_folder
from outbreath_devices.errors import RecordingError
from outbreath_devices.recording import RecordingWriter, read_recording, repair_recording

pytest.importorskip("cryptography")
pytest.importorskip("mnemonic")

PASSPHRASE = "correct horse battery"


@pytest.fixture(autouse=True)
def cheap_and_locked(monkeypatch):
    """Guessing is made cheap, and no key stays at hand."""
    monkeypatch.setattr(protection, "SCRYPT_N", 16)
    lock_all()
    yield
    lock_all()


@pytest.fixture
def data(tmp_path):
    return filled(tmp_path / "data")


def filled(data: Path) -> Path:
    folder = data / "recordings"
    folder.mkdir(parents=True)
    for name in ("quiet-rest", "practice-6-per-min"):
        (folder / f"{name}.jsonl").write_bytes((bundled_folder() / f"{name}.jsonl").read_bytes())
    save_side(folder / "quiet-rest.jsonl", Side("slept badly", ("evening",), "seated"))
    people = People(data)
    person = people.add("Juniper", "agreed in May", "a note")
    people.folder(person.id)
    (folder / person.id / "2026-01-01_10-00-00.jsonl").write_bytes(
        (bundled_folder() / "quiet-rest.jsonl").read_bytes()
    )
    (data / "own-ranges.json").write_text("[]")
    return data


def protected(data: Path, words: str = "some words") -> FolderKey:
    made, key = new_protection(PASSPHRASE, words)
    use_key(key)
    assert turn_on(data, made, key).whole
    return key


def contents(data: Path) -> dict[str, bytes]:
    """Every file of the person's, unlocked."""
    paths = [*recordings_in(data), *small_files_in(data)]
    return {str(path.relative_to(data)): b"".join(plain_chunks(path)) for path in paths}


def raw(data: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(data.rglob("*")) if path.is_file())


def run(*words: object, given: str = ""):
    return CliRunner().invoke(cli, [str(word) for word in words], input=given)


def test_everything_is_locked_and_comes_back_byte_for_byte(data):
    before = contents(data)
    with Catalogue(data) as catalogue:
        catalogue.refresh()
        listed = catalogue.sessions()
    key = protected(data)
    assert contents(data) == before
    assert unlocked_files(data) == []
    stored = raw(data)
    for word in (b"Juniper", b"slept", b"agreed", b"Soothing", b'"hr"', b"seated", b'"k":'):
        assert word not in stored
    with Catalogue(data) as catalogue:
        catalogue.refresh()
        assert [row.id for row in catalogue.sessions()] == [row.id for row in listed]
        assert catalogue.session("quiet-rest").note == "slept badly"
    assert b"slept" not in raw(data)
    assert turn_off(data, key).whole
    assert contents(data) == before
    assert not list(data.glob("protection*.json"))
    assert not list(data.glob("catalogue.sqlcipher*"))


def test_without_the_key_nothing_opens_and_that_is_said(data):
    protected(data)
    lock_all()
    recording = data / "recordings" / "quiet-rest.jsonl"
    for attempt in (
        lambda: read_recording(recording),
        lambda: load_side(recording),
        lambda: save_side(recording, Side("x")),
        lambda: People(data).all(),
        lambda: People(data).add("Rowan"),
        lambda: Catalogue(data),
        lambda: new_cipher(recording),
    ):
        with pytest.raises(LockedError, match="locked with a passphrase"):
            attempt()


def test_a_wrong_passphrase_says_the_same_as_a_damaged_key_file(data):
    protected(data)
    lock_all()
    with pytest.raises(LockedError) as wrong:
        unlock(data, "wrong horse battery")
    for name in (KEY_FILE, KEY_COPY):
        values = json.loads((data / name).read_bytes())
        box = values["wraps"][0]["box"]
        values["wraps"][0]["box"] = ("B" if box[0] != "B" else "C") + box[1:]
        values.pop("sha256")
        (data / name).write_text(json.dumps({**values, "sha256": protection._hash(values)}))
    with pytest.raises(LockedError) as damaged:
        unlock(data, PASSPHRASE)
    assert str(wrong.value) == str(damaged.value)
    assert keys.keys_at_hand() == ()


def test_a_damaged_key_file_is_read_from_its_copy(data):
    protected(data)
    lock_all()
    whole = (data / KEY_FILE).read_bytes()
    for at in range(0, len(whole), 7):
        flipped = bytearray(whole)
        flipped[at] ^= 1
        (data / KEY_FILE).write_bytes(flipped)
        assert unlock(data, PASSPHRASE).id == from_bytes(whole).key_id
        assert (data / KEY_FILE).read_bytes() == whole  # and mended by it
    (data / KEY_FILE).write_bytes(whole[:100])
    (data / KEY_COPY).unlink()
    with pytest.raises(StorageError, match="cannot be read"):
        unlock(data, PASSPHRASE)


def test_what_is_locked_opens_with_nothing_but_what_the_documents_say(data):
    import base64
    import hashlib
    import hmac

    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    protected(data)
    (wrap,) = [w for w in json.loads((data / KEY_FILE).read_bytes())["wraps"] if w["by"] == "passphrase"]
    key_id = bytes.fromhex(json.loads((data / KEY_FILE).read_bytes())["key"])
    salt, n = base64.b64decode(wrap["salt"]), wrap["n"]
    stretched = hashlib.scrypt(PASSPHRASE.encode(), salt=salt, n=n, r=wrap["r"], p=wrap["p"], dklen=32)
    about = b"outbreath wrap\0passphrase\0" + key_id
    key = AESGCM(stretched).decrypt(bytes(12), base64.b64decode(wrap["box"]), about)
    plain = b""
    for raw in (data / "recordings" / "quiet-rest.jsonl").read_bytes().splitlines():
        found = json.loads(raw)
        mark = base64.urlsafe_b64decode(found["x"])
        own = hmac.digest(key, b"outbreath recording\0" + mark, "sha256")
        plain += AESGCM(own).decrypt(found["n"].to_bytes(12, "big"), base64.b64decode(found["e"]), mark)
    assert plain == (bundled_folder() / "quiet-rest.jsonl").read_bytes()
    path = side_path(data / "recordings" / "quiet-rest.jsonl")
    magic, content = b"OUTBREATH-LOCKED-1\n", path.read_bytes()
    at = len(magic) + 4
    assert content[:at] == magic + key_id
    own = hmac.digest(key, b"outbreath file\0" + path.name.encode(), "sha256")
    side = AESGCM(own).decrypt(content[at : at + 12], content[at + 12 :], path.name.encode())
    assert json.loads(side)["note"] == "slept badly"


def test_a_lost_key_file_is_said_and_never_replaced_by_a_new_key(data):
    protected(data)
    for name in (KEY_FILE, KEY_COPY):
        (data / name).unlink()
    lock_all()
    with pytest.raises(LockedError, match="no key file"):
        read_recording(data / "recordings" / "quiet-rest.jsonl")
    made, key = new_protection(PASSPHRASE, "words")
    with pytest.raises(StorageError, match=r"6 files in .* are locked already"):
        turn_on(data, made, key)
    assert not (data / KEY_FILE).exists()


def test_files_that_came_in_unlocked_are_counted_and_locked_by_the_same_command(data):
    key = protected(data)
    (data / "recordings" / "late.jsonl").write_bytes((bundled_folder() / "quiet-rest.jsonl").read_bytes())
    assert len(unlocked_files(data)) == 1
    assert turn_on(data, keys.load_protection(data), key).changed == 1
    assert unlocked_files(data) == []


def test_a_key_file_from_elsewhere_cannot_ask_for_all_memory(data):
    protected(data)
    values = json.loads((data / KEY_FILE).read_bytes())
    values["wraps"][0]["n"] = 1 << 40
    values.pop("sha256")
    with pytest.raises(ValueError, match="bounds"):
        from_bytes(json.dumps({**values, "sha256": protection._hash(values)}).encode())


def test_a_changed_passphrase_and_recovery_words_wrap_only_the_key(data):
    words = new_words()
    key = protected(data, words)
    stored = {p: p.read_bytes() for p in [*recordings_in(data), *small_files_in(data)]}
    change_protection(data, lambda found: found.wrapped(key, "passphrase", "another long one"))
    assert all(path.read_bytes() == content for path, content in stored.items())
    lock_all()
    with pytest.raises(LockedError):
        unlock(data, PASSPHRASE)
    assert unlock(data, "another long one").secret == key.secret
    typed = " ".join(word[:4].upper() for word in words.split())
    assert unlock(data, read_words(typed), WORDS).secret == key.secret


def test_killed_between_key_file_and_copy_the_old_passphrase_opens_nothing_for_long(data):
    key = protected(data)
    old = (data / KEY_COPY).read_bytes()
    change_protection(data, lambda found: found.wrapped(key, "passphrase", "another long one"))
    (data / KEY_COPY).write_bytes(old)
    lock_all()
    with pytest.raises(LockedError):
        unlock(data, PASSPHRASE)
    unlock(data, "another long one")
    assert (data / KEY_COPY).read_bytes() == (data / KEY_FILE).read_bytes() != old


def test_mistyped_recovery_words_are_told_apart_from_words_of_another_folder():
    words = new_words().split()
    with pytest.raises(StorageError, match="12 words; these are 11"):
        read_words(" ".join(words[:-1]))
    with pytest.raises(StorageError, match="Word 3"):
        read_words(" ".join([*words[:2], "zzzz", *words[3:]]))


def test_a_line_moved_swapped_or_left_out_is_seen(data):
    protected(data)
    path = data / "recordings" / "quiet-rest.jsonl"
    other = data / "recordings" / "practice-6-per-min.jsonl"
    lines = path.read_bytes().splitlines(keepends=True)
    whole = read_recording(path).report
    assert whole.whole

    def report(changed: list[bytes]):
        path.write_bytes(b"".join(changed))
        return read_recording(path).report

    assert report([*lines[:5], *lines[6:]]).gaps == 1
    swapped = report([*lines[:5], lines[6], lines[5], *lines[7:]])
    assert (swapped.gaps, swapped.duplicates) == (1, 1)
    foreign = report([*lines[:5], other.read_bytes().splitlines(keepends=True)[5], *lines[6:]])
    assert (foreign.bad, foreign.gaps) == (1, 1)
    # another number on a sound envelope: the checksum is made right, the key is not fooled
    from outbreath_devices.recording.line import seal, unseal

    envelope = unseal(lines[5], 1 << 17)
    assert envelope is not None
    renumbered = seal({key: value for key, value in {**envelope, "n": 400}.items() if key != "c"})
    assert report([*lines[:5], renumbered, *lines[6:]]).bad == 1
    plain = b"".join(plain_chunks(data / "recordings" / "practice-6-per-min.jsonl")).splitlines(keepends=True)
    assert report([*lines[:5], plain[5], *lines[6:]]).bad == 1
    cut = report(lines[:-3])
    assert not cut.closed
    assert cut.lines == len(lines) - 3
    torn = report([*lines[:-1], lines[-1][: len(lines[-1]) // 2]])
    assert (torn.torn, torn.bad) == (True, 0)  # as in a file that is not locked
    assert not torn.closed


def test_no_flipped_bit_passes_unseen_and_each_costs_one_line(data):
    protected(data)
    path = data / "recordings" / "quiet-rest.jsonl"
    whole = path.read_bytes()
    sound = {line["n"]: line for line in read_recording(path).lines}
    for at in [*range(0, 700, 13), *range(1000, len(whole), 1511), len(whole) - 2]:
        flipped = bytearray(whole)
        flipped[at] ^= 1 << (at % 8)
        path.write_bytes(flipped)
        found = read_recording(path)
        assert not found.report.whole, at
        assert len(found.lines) >= len(sound) - 1, at
        assert all(sound[line["n"]] == line for line in found.lines), at


def test_a_flipped_bit_in_notes_and_cards_is_said(data):
    protected(data)
    path = side_path(data / "recordings" / "quiet-rest.jsonl")
    whole = path.read_bytes()
    for at in range(20, len(whole), 9):
        flipped = bytearray(whole)
        flipped[at] ^= 4
        path.write_bytes(flipped)
        with pytest.raises(StorageError):
            load_side(data / "recordings" / "quiet-rest.jsonl")
    path.write_bytes(whole)
    path.rename(side_path(data / "recordings" / "practice-6-per-min.jsonl"))
    with pytest.raises(StorageError, match="another name"):
        load_side(data / "recordings" / "practice-6-per-min.jsonl")


def test_a_catalogue_of_another_key_is_put_aside_and_made_anew(data):
    key = protected(data)
    with Catalogue(data) as catalogue:
        catalogue.refresh()
    path = data / "catalogue.sqlcipher"
    flipped = bytearray(path.read_bytes())
    flipped[40] ^= 1
    path.write_bytes(flipped)
    with Catalogue(data) as catalogue:
        assert catalogue.refresh().read == 3
    assert key.catalogue() != key.secret


def test_without_sqlcipher_the_catalogue_is_a_sealed_snapshot(data, monkeypatch):
    from outbreath_app.catalogue import database

    monkeypatch.setattr(database, "ciphered_sqlite", lambda: None)
    protected(data)
    for expected in (3, 0):
        with Catalogue(data) as catalogue:
            assert catalogue.refresh().read == expected
            assert len(catalogue.sessions()) == 3
    assert (data / "catalogue.sealed").exists()
    assert b"slept" not in (data / "catalogue.sealed").read_bytes()
    (data / "catalogue.sealed").write_bytes(b"OUTBREATH-LOCKED-1\nno snapshot at all")
    with Catalogue(data) as catalogue:
        assert catalogue.refresh().read == 3


def test_what_is_recorded_into_a_protected_folder_is_never_plain_on_the_disk(data):
    protected(data)
    path = data / "recordings" / "new.jsonl"
    writer = RecordingWriter(path, {"program": "test"}, cipher=new_cipher(path))
    given = [writer.head, *(writer.put({"k": "mark", "text": f"secret {i}"}) for i in range(30))]
    given.append(writer.close())
    assert b"secret" not in path.read_bytes()
    assert read_recording(path).report.whole
    assert b"".join(plain_chunks(path)) == b"".join(given)
    out = data / "recordings" / "new.repaired.jsonl"
    path.write_bytes(path.read_bytes()[:-40])
    repair_recording(path, out, new_cipher(out))
    assert b"secret" not in out.read_bytes()
    assert read_recording(out).report.closed


def test_a_recording_that_is_going_on_is_left_and_done_later(data):
    path = data / "recordings" / "now.jsonl"
    writer = RecordingWriter(path, {"program": "test"})
    made, key = new_protection(PASSPHRASE, "words")
    use_key(key)
    first = turn_on(data, made, key)
    assert first.busy == (str(path),)
    assert keys.load_protection(data).turning == "on"
    writer.put({"k": "mark", "text": "on and on"})
    writer.close()
    assert turn_on(data, made, key).whole
    assert read_recording(path).report.whole
    assert unlocked_files(data) == []


def test_damaged_and_packed_recordings_are_locked_without_loss(data):
    folder = data / "recordings"
    plain = (bundled_folder() / "quiet-rest.jsonl").read_bytes()
    damaged = plain[:5000] + b"\xff\0junk" + plain[5200:9000] + b"\n\n" + b"x" * 200_000 + plain[9000:20_000]
    (folder / "damaged.jsonl").write_bytes(damaged)
    before = read_recording(folder / "damaged.jsonl")
    with gzip.open(folder / "packed.jsonl.gz", "wb") as file:
        file.write(plain)
    (folder / "broken.jsonl.gz").write_bytes(gzip.compress(plain)[:-2000])
    made, key = new_protection(PASSPHRASE, "words")
    use_key(key)
    done = turn_on(data, made, key)
    assert len(done.left) == 1
    assert "broken.jsonl.gz" in done.left[0]
    assert b"".join(plain_chunks(folder / "damaged.jsonl")) == damaged
    after = read_recording(folder / "damaged.jsonl")
    assert (after.lines, after.report) == (before.lines, before.report)
    assert not (folder / "packed.jsonl.gz").exists()
    assert read_recording(folder / "packed.jsonl").report.whole
    turn_off(data, key)
    assert (folder / "damaged.jsonl").read_bytes() == damaged
    assert (folder / "packed.jsonl").read_bytes() == plain


@pytest.mark.skipif(not hasattr(os, "link"), reason="no hard links here")
def test_a_backup_made_of_hard_links_is_not_overwritten_and_that_is_said(data, tmp_path):
    recording = data / "recordings" / "quiet-rest.jsonl"
    backup, note = tmp_path / "backup.jsonl", tmp_path / "backup.json"
    os.link(recording, backup)
    os.link(side_path(recording), note)
    made, key = new_protection(PASSPHRASE, "words")
    use_key(key)
    done = turn_on(data, made, key)
    assert done.whole
    assert sum("hard link" in said for said in done.left) == 2
    assert backup.read_bytes() == (bundled_folder() / "quiet-rest.jsonl").read_bytes()
    assert b"slept badly" in note.read_bytes()
    assert unlocked_files(data) == []
    # a file without another name is overwritten before it goes
    with recording.open("rb") as file:
        whole = file.read()
        wipe(recording)
        file.seek(0)
        assert file.read() == bytes(len(whole))


def test_a_folder_that_may_only_be_read_can_be_unlocked_and_read(data):
    if os.geteuid() == 0:
        pytest.skip("root may write everywhere")
    protected(data)
    lock_all()
    for path in [*data.rglob("*"), data]:
        path.chmod(0o500 if path.is_dir() else 0o400)
    unlock(data, PASSPHRASE)
    with Catalogue(data) as catalogue:
        assert catalogue.refresh().read == 3
    for path in [data, *data.rglob("*")]:
        path.chmod(0o700)


# --- the commands ---


def test_the_doctor_says_whether_the_folder_is_protected(data):
    assert check_protection(data).ready is None
    protected(data)
    found = check_protection(data)
    assert found.ready
    assert "SQLCipher" in found.found or "snapshot" in found.found
    (data / "own-ranges.json").write_text("[]")
    assert "not locked: 1" in check_protection(data).found


def test_each_data_command_on_a_locked_folder_says_so_or_takes_the_passphrase(data, tmp_path):
    protected(data)
    lock_all()
    secret = tmp_path / "secret"
    secret.write_text(PASSPHRASE + "\n")
    recording = data / "recordings" / "quiet-rest.jsonl"
    for words in (
        ("sessions",),
        ("trends",),
        ("rebuild", "--json"),
        ("people", "--json"),
        ("report", "quiet-rest", "--methods"),
        ("export", "--person", "me", "--out", tmp_path / "out.zip"),
        ("analyse", recording, "--json"),
        ("summary", recording),
        ("beats", recording),
        ("record", "--simulate", "--seconds", "0.1"),
    ):
        refused = run(*words, "--data", data)
        assert refused.exit_code == 1, words
        assert "locked with a passphrase" in refused.stderr, words
        taken = run(*words, "--data", data, "--passphrase-file", secret)
        assert taken.exit_code == 0, (words, taken.output)
    wrong = run("sessions", "--data", data, "--passphrase-file", "-", given="no, not that one\n")
    assert wrong.exit_code == 1
    assert wrong.stderr == "Error: The passphrase does not open this folder, or its key file is damaged.\n"
    assert run("sessions", "--data", data, "--passphrase-file", "-", given=PASSPHRASE).exit_code == 0


def test_protect_from_beginning_to_end(data, tmp_path):
    before = contents(data)
    old, new = tmp_path / "old", tmp_path / "new"
    old.write_text(PASSPHRASE)
    new.write_text("a second passphrase\n")

    def ask(*words: object, given: str = ""):
        result = run("protect", *words, "--data", data, given=given)
        assert result.exit_code == 0, result.output
        return result

    assert json.loads(ask("--json").stdout) == {
        "folder": str(data), "protected": False, "turning": None, "keyring": False, "unlocked_files": 6,
    }  # fmt: skip
    made = ask("on", "--passphrase-file", old)
    words = made.stdout.strip()
    assert len(words.split()) == 12
    assert "keep old copies" in made.stderr
    assert "nobody can open" in made.stderr
    assert json.loads(ask("--json").stdout)["unlocked_files"] == 0
    ask("change", "--passphrase-file", old, "--new-passphrase-file", new)
    assert run("people", "--data", data, "--passphrase-file", old).exit_code == 1
    ask("recover", "--words-file", "-", "--new-passphrase-file", old, given=words)
    fresh = ask("words", "--passphrase-file", old).stdout.strip()
    refused = run(
        "protect", "recover", "--words-file", "-", "--new-passphrase-file", new, "--data", data, given=words
    )
    assert refused.exit_code == 1
    assert "recovery words do not open" in refused.stderr
    ask("recover", "--words-file", "-", "--new-passphrase-file", old, given=fresh)
    ask("off", "--passphrase-file", old)
    assert contents(data) == before


def test_a_passphrase_is_asked_for_only_where_somebody_can_answer(data):
    assert run("protect", "on", "--data", data).exit_code == 1
    short = run("protect", "on", "--data", data, "--passphrase-file", "-", given="short\n")
    assert short.exit_code == 1
    assert "8 characters" in short.stderr
    assert not (data / KEY_FILE).exists()


def test_a_keyring_that_is_not_there_changes_nothing(data, tmp_path, monkeypatch):
    import keyring
    import keyring.backends.fail

    keyring.set_keyring(keyring.backends.fail.Keyring())
    secret = tmp_path / "secret"
    secret.write_text(PASSPHRASE)
    result = run("protect", "on", "--keyring", "--data", data, "--passphrase-file", secret)
    assert result.exit_code == 1
    assert "no keyring" in result.stderr
    assert not (data / KEY_FILE).exists()


def test_a_keyring_that_is_there_unlocks_without_asking(data, tmp_path, monkeypatch):
    import keyring
    from keyring.backend import KeyringBackend

    class Held(KeyringBackend):
        priority = 1
        held: dict[tuple[str, str], str] = {}  # noqa: RUF012

        def get_password(self, service, username):
            return self.held.get((service, username))

        def set_password(self, service, username, password):
            self.held[service, username] = password

        def delete_password(self, service, username):
            del self.held[service, username]

    keyring.set_keyring(Held())
    secret = tmp_path / "secret"
    secret.write_text(PASSPHRASE)
    assert run("protect", "on", "--keyring", "--data", data, "--passphrase-file", secret).exit_code == 0
    assert run("sessions", "--data", data).exit_code == 0
    assert run("protect", "words", "--data", data).exit_code == 1  # the passphrase is wanted all the same
    assert run("protect", "keyring", "off", "--data", data, "--passphrase-file", secret).exit_code == 0
    assert Held.held == {}
    assert run("sessions", "--data", data).exit_code == 1


# --- killed and at once ---


def _start(data: Path, state: str, secret: Path) -> subprocess.Popen[bytes]:
    words = ["protect", state, "--data", str(data), "--passphrase-file", str(secret)]
    return subprocess.Popen(
        [sys.executable, "-P", "-m", "outbreath_app", *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )


class _Killed(BaseException):
    """Nothing after this is done, as when a program is killed."""


def test_broken_off_at_any_step_nothing_is_lost_and_it_goes_on(data, tmp_path, monkeypatch):
    from outbreath_app.storage import encrypting as turning

    before = contents(data)
    shutil.rmtree(data / "logs", ignore_errors=True)
    steps = {"left": 0}

    def breaking(name):
        does = getattr(turning, name)

        def step(*given):
            for _ in range(2):  # before it is done, and after
                steps["left"] -= 1
                if steps["left"] == 0:
                    raise _Killed
                if _ == 0:
                    found = does(*given)
            return found

        return step

    for name in ("_written", "_put_in_place", "overwrite", "replace_file", "wipe"):
        monkeypatch.setattr(turning, name, breaking(name))
    for state in ("on", "off"):
        broken = 0
        for left in range(1, 200, 3):
            here = tmp_path / f"{state}-{left}"
            shutil.copytree(data, here)
            lock_all()
            made, key = new_protection(PASSPHRASE, "words")
            use_key(key)
            steps["left"] = 10**9
            if state == "off":
                turn_on(here, made, key)
            steps["left"] = left
            try:
                turn_on(here, made, key) if state == "on" else turn_off(here, key)
            except _Killed:
                broken += 1
            else:
                break
            steps["left"] = 10**9
            assert contents(here) == before, (state, left)
            if state == "on":
                assert turn_on(here, made, key).whole
                assert unlocked_files(here) == []
            elif protection.is_protected(here):
                assert turn_off(here, key).whole
            assert contents(here) == before
            assert not list(here.rglob(".*.turning"))
            shutil.rmtree(here)
        assert broken > 6


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="kills by signal")
def test_killed_while_changing_over_nothing_is_lost_and_it_goes_on(tmp_path):
    data, secret = filled(tmp_path / "data"), tmp_path / "secret"
    secret.write_text(PASSPHRASE)
    for copy in range(16):
        source = (bundled_folder() / "practice-6-per-min.jsonl").read_bytes()
        (data / "recordings" / f"2026-02-01_10-{copy:02}-00.jsonl").write_bytes(source)
    before = contents(data)
    for state in ("on", "off"):
        for turn in range(2):
            process = _start(data, state, secret)
            assert process.stderr is not None
            _wait_until_changing(data, state, turn)
            process.send_signal(signal.SIGKILL)
            process.communicate(timeout=30)
            lock_all()
            if protection.is_protected(data):
                unlock(data, PASSPHRASE)
            assert contents(data) == before
        process = _start(data, state, secret)
        assert process.communicate(timeout=60)[1].decode().count("protected") >= 1
        assert process.returncode == 0
        lock_all()
        if state == "on":
            unlock(data, PASSPHRASE)
            assert unlocked_files(data) == []
        assert contents(data) == before
        assert not list(data.rglob(".*.turning"))
    assert not protection.is_protected(data)


def _wait_until_changing(data: Path, state: str, turn: int) -> None:
    """Until some more files were changed over than the time before; bounded."""
    import time

    wanted = 7 + 7 * turn
    for _ in range(2000):
        unlocked = len(unlocked_files(data))
        done = 22 - unlocked if state == "on" else unlocked
        if done >= wanted:
            return
        time.sleep(0.005)


def test_two_programs_that_protect_at_once_do_not_meet(tmp_path):
    data, secret = filled(tmp_path / "data"), tmp_path / "secret"
    secret.write_text(PASSPHRASE)
    both = [_start(data, "on", secret) for _ in range(2)]
    said = [each.communicate(timeout=60)[1].decode() for each in both]
    assert sorted(each.returncode for each in both) in ([0, 1], [0, 0]), said
    lock_all()
    unlock(data, PASSPHRASE)
    assert unlocked_files(data) == []
    assert all(isinstance(content, bytes) for content in contents(data).values())


def test_the_recorder_gets_its_key_through_the_pipe_alone(data):
    key = protected(data)
    path = data / "recordings" / "piped.jsonl"
    words = ["record", "--simulate", "--lines", "--key-stdin", "--seconds", "2", "--out", str(path)]
    process = subprocess.Popen(
        [sys.executable, "-P", "-m", "outbreath_app", *words, "--data", str(data)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        bufsize=0,
    )
    cipher = key.new_file()
    first = json.dumps(keys.handed_over(cipher)).encode() + b"\n"
    assert process.stdin is not None
    process.stdin.write(first)
    process.stdin.flush()
    assert process.stdout is not None
    head = process.stdout.readline()
    if Path(f"/proc/{process.pid}").exists():
        seen = (
            Path(f"/proc/{process.pid}/cmdline").read_bytes()
            + Path(f"/proc/{process.pid}/environ").read_bytes()
        )
        for secret in (cipher.key, key.secret):
            assert secret not in seen
            assert keys._text(secret).encode() not in seen
    out, said = process.communicate(timeout=30)
    assert process.returncode == 0, said
    assert b"".join(plain_chunks(path)) == head + out
    assert read_recording(path).report.whole
    lock_all()
    with pytest.raises(RecordingError):
        read_recording(path)
