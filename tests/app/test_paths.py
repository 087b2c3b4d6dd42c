"""The data folder: chosen by word, by variable or by the platform, and private."""

from __future__ import annotations

import os
import stat

from outbreath_app.paths import catalogue_path, chosen_data, data_place, recordings_folder


def test_the_override_wins_over_the_variable(tmp_path, monkeypatch):
    monkeypatch.setenv("OUTBREATH_DATA", str(tmp_path / "variable"))
    assert data_place() == tmp_path / "variable"
    assert data_place(tmp_path / "word") == tmp_path / "word"


def test_the_platform_decides_where_nobody_does(tmp_path, monkeypatch):
    monkeypatch.delenv("OUTBREATH_DATA", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert "outbreath" in str(data_place())
    assert not (tmp_path / "outbreath").exists()


def test_folders_are_made_private(tmp_path):
    folder = recordings_folder(tmp_path / "data")
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(folder.parent.stat().st_mode) == 0o700
    assert catalogue_path(tmp_path / "data") == tmp_path / "data" / "catalogue.sqlite"


def test_a_chosen_folder_is_chosen_only_for_a_while(tmp_path, monkeypatch):
    monkeypatch.delenv("OUTBREATH_DATA", raising=False)
    with chosen_data(tmp_path):
        assert os.environ["OUTBREATH_DATA"] == str(tmp_path)
    assert "OUTBREATH_DATA" not in os.environ
