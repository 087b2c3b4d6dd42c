"""Settings survive whatever is in the file."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest

from outbreath_app.settings import Settings, SettingsFile, from_mapping


def test_settings_come_back_as_they_were_saved(tmp_path: Path) -> None:
    file = SettingsFile(tmp_path / "deep" / "settings.json")
    settings = Settings(theme="dark", text_scale=1.5, minutes=None, own_rate_per_min=5.5)
    assert file.save(settings)
    assert file.load() == settings
    assert stat.S_IMODE(file.path.stat().st_mode) == 0o600
    assert [path.name for path in file.path.parent.iterdir()] == ["settings.json"]


def test_a_missing_file_gives_the_defaults_without_a_word(tmp_path: Path) -> None:
    file = SettingsFile(tmp_path / "settings.json")
    assert file.load() == Settings()
    assert file.problem == ""


@pytest.mark.parametrize("raw", [b"", b"{", b"[1, 2]", b"\xff\xfe\x00", b"null", b"[" * 100_000])
def test_a_damaged_file_gives_the_defaults_and_says_so(tmp_path: Path, raw: bytes) -> None:
    file = SettingsFile(tmp_path / "settings.json")
    file.path.write_bytes(raw)
    assert file.load() == Settings()
    assert str(file.path) in file.problem


def test_values_of_the_wrong_kind_fall_back_one_by_one() -> None:
    read = json.loads(
        '{"theme": 3, "text_scale": 9, "minutes": NaN, "reduced_motion": "yes", "volume": -1, '
        '"face": "line", "own_rate_per_min": true, "unknown": 1}'
    )
    settings = from_mapping(read)
    assert settings == Settings(text_scale=3.0, volume=0.0, face="line")


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file where the folder should be")
    file = SettingsFile(tmp_path / "taken" / "settings.json")
    assert not file.save(Settings())
    assert "cannot be saved" in file.problem
