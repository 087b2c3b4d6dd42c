"""The first command of the README: what it installs, with whose help, and what it keeps off the screen."""

from __future__ import annotations

import subprocess
import sys
from types import ModuleType

import pytest

from support.tools import load_tool


@pytest.fixture
def start() -> ModuleType:
    return load_tool("start")


def test_a_programs_words_are_kept_back_unless_it_fails(start: ModuleType, capfd) -> None:
    assert start.run_quietly([sys.executable, "-c", "print('chatter')"]) is None
    words = start.run_quietly(
        [sys.executable, "-c", "import sys; print('why', file=sys.stderr); sys.exit(3)"]
    )
    assert words == "why"
    assert start.run_quietly([sys.executable, "-c", "raise SystemExit(3)"]).endswith("ended with 3")
    assert capfd.readouterr() == ("", "")


def test_uv_installs_where_it_is_and_pip_elsewhere(start: ModuleType) -> None:
    by_uv = start.install_commands("/usr/bin/uv", "all,dev", False)
    assert [command[:3] for command in by_uv] == [
        ["/usr/bin/uv", "venv", "--seed"],
        ["/usr/bin/uv", "pip", "install"],
    ]
    by_pip = start.install_commands(None, "all,dev", False)
    assert [command[1:4] for command in by_pip] == [
        ["-m", "venv", str(start.VENV)],
        ["-m", "pip", "--disable-pip-version-check"],
    ]
    for commands in (by_uv, by_pip):
        assert commands[1][-2:] == ["--editable", ".[all,dev]"]
    assert start.install_commands(None, "all", True) == start.install_commands(None, "all", False)[1:]


@pytest.fixture
def apt(
    start: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> tuple[list[list[str]], list[str | None], list[float]]:
    """Commands run, what each says in turn (None: it succeeds; nothing left: it succeeds), and the waits in between."""
    ran: list[list[str]] = []
    says: list[str | None] = []
    waited: list[float] = []

    def run(command: list[str]) -> str | None:
        ran.append(command)
        return says.pop(0) if says else None

    monkeypatch.setattr(start, "run_quietly", run)
    monkeypatch.setattr(start.time, "sleep", waited.append)
    monkeypatch.setattr(start.sys, "platform", "linux")
    monkeypatch.setattr(start.os, "geteuid", lambda: 0, raising=False)
    monkeypatch.setattr(start.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(start, "missing_packages", lambda tests: ["libgl1", "libglib2.0-0"])
    return ran, says, waited


def test_apt_waits_for_whoever_holds_its_locks(start: ModuleType, apt) -> None:
    ran, says, waited = apt
    says += ["E: Could not get lock /var/lib/apt/lists/lock. It is held by process 12"] * 2
    start.install_system_libraries(False)
    assert [command[3] for command in ran] == ["update", "update", "update", "install"]
    assert all(command[:3] == ["apt-get", "-o", "DPkg::Lock::Timeout=300"] for command in ran)
    assert waited == [5.0, 5.0]


def test_lists_that_cannot_be_had_do_not_keep_from_installing(start: ModuleType, apt) -> None:
    ran, says, waited = apt
    says += ["Temporary failure resolving 'deb.debian.org'"]
    start.install_system_libraries(False)
    assert [command[3] for command in ran] == ["update", "install"]
    assert not waited


def test_newer_systems_name_of_glib_is_tried_and_a_failure_is_shown(start: ModuleType, apt, capsys) -> None:
    ran, says, _ = apt
    says += [None, "Package libglib2.0-0 has no installation candidate"]
    start.install_system_libraries(False)
    assert ran[-1][-2:] == ["libgl1", "libglib2.0-0t64"]
    says += [None, "no", "No space left on device"]
    with pytest.raises(SystemExit):
        start.install_system_libraries(False)
    assert "No space left on device" in capsys.readouterr().err


def test_what_is_installed_is_not_installed_again(start: ModuleType, apt, monkeypatch, tmp_path) -> None:
    ran, _, _ = apt
    monkeypatch.setattr(start, "STAMP", tmp_path / "stamp")
    start.install_packages("all")
    first = len(ran)
    start.install_packages("all")
    assert len(ran) == first > 0
    start.install_packages("all,dev")
    assert len(ran) > first
    start.install_packages("all")
    assert subprocess.list2cmdline(ran[-1]).endswith(".[all,dev]")
