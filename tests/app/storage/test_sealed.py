"""Sealed archives: open with the passphrase, give nothing away without it, and notice every change."""

from __future__ import annotations

import io
import shutil

import pytest
from click.testing import CliRunner

from outbreath_app.cli import cli
from outbreath_app.storage import sealed_archives as sealed
from outbreath_app.storage.errors import StorageError
from outbreath_app.storage.people import People
from outbreath_app.storage.sealed_archives import SealedFile, SealingFile
from outbreath_app.stream.bundled import bundled_folder


@pytest.fixture(autouse=True)
def cheap_key(monkeypatch):
    """The real cost is paid once, in the end-to-end test."""
    monkeypatch.setattr(sealed, "_SCRYPT_N", 1 << 10)


@pytest.fixture
def pair(tmp_path):
    plain = tmp_path / "plain"
    plain.write_bytes(bytes(range(256)) * 9000)  # three blocks
    with SealingFile(tmp_path / "sealed", "quiet green river") as file:
        file.write(plain.read_bytes())
    return plain, tmp_path / "sealed"


def test_what_was_sealed_comes_back(pair, tmp_path):
    plain = pair[0].read_bytes()
    with SealedFile(pair[1], "quiet green river") as file:
        assert file.readall() == plain
        buffered = io.BufferedReader(file)
        for place in (0, 1 << 20, (1 << 20) - 5, len(plain) - 9):
            buffered.seek(place)
            assert buffered.read(9) == plain[place : place + 9]
        buffered.seek(-3, 2)
        assert buffered.read(10) == plain[-3:]


def test_a_wrong_passphrase_says_what_damage_says(pair):
    with pytest.raises(StorageError, match="does not open"):
        SealedFile(pair[1], "quiet green rivet")


def test_changed_cut_and_reordered_blocks_are_refused(pair):
    whole = pair[1].read_bytes()
    head = len(sealed.MAGIC) + 16
    block = 4 + sealed.BLOCK_BYTES + 16
    first, second = whole[head : head + block], whole[head + block : head + 2 * block]
    changed = bytearray(whole)
    changed[head + 100] ^= 1
    wrong = [
        bytes(changed),
        whole[: head + block],
        whole[: head + 2 * block],
        whole[:-1],
        whole[:head],
        whole[: len(sealed.MAGIC)],
        whole[:head] + second + first + whole[head + 2 * block :],
    ]
    for content in wrong:
        pair[1].write_bytes(content)
        with pytest.raises(StorageError), SealedFile(pair[1], "quiet green river") as file:
            file.readall()


def test_a_sealed_archive_of_a_person_travels_and_holds_no_name(tmp_path, monkeypatch):
    monkeypatch.setattr(sealed, "_SCRYPT_N", 1 << 17)
    data, out, there = tmp_path / "data", tmp_path / "a.zip", tmp_path / "there"
    People(data).add("Juniper")
    shutil.copy(bundled_folder() / "quiet-rest.jsonl", People(data).folder("Juniper"))
    words = ["export", "--person", "Juniper", "--encrypt", "--out", str(out), "--data", str(data)]
    made = CliRunner().invoke(cli, words, input="quiet green river\nquiet green river\n")
    assert made.exit_code == 0, made.output
    assert "cannot be recovered" in made.stderr
    assert b"Juniper" not in out.read_bytes()
    assert b"recordings" not in out.read_bytes()
    wrong = CliRunner().invoke(cli, ["import", str(out), "--data", str(there)], input="something else\n")
    assert wrong.exit_code == 1
    assert not list(there.rglob("*.jsonl"))
    right = CliRunner().invoke(cli, ["import", str(out), "--data", str(there)], input="quiet green river\n")
    assert right.exit_code == 0, right.output
    assert People(there).find("Juniper")
    assert not list(there.glob(".opening*"))
    assert not list(tmp_path.glob(".sealing*"))
