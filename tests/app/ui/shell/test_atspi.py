"""The real window on a real accessibility bus: what a screen reader would be told."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

WALKER = Path(__file__).resolve().parents[3] / "support" / "atspi.py"
LAUNCHER = next(
    (path for path in map(Path, ("/usr/libexec/at-spi-bus-launcher", "/usr/lib/at-spi-bus-launcher")) if path.exists()),
    None,
)  # fmt: skip
# the launcher is ended with the walk, or the bus it keeps would outlive the test
RUN = '"$LAUNCHER" >/dev/null 2>&1 & launched=$!; "$PYTHON" "$WALKER" "$PYTHON" -m outbreath_app; told=$?; kill $launched; exit $told'


@pytest.mark.slow
@pytest.mark.skipif(
    LAUNCHER is None or not shutil.which("dbus-run-session") or not shutil.which("xvfb-run"),
    reason="needs at-spi2-core, dbus-run-session and xvfb-run",
)
def test_a_screen_reader_is_told_every_control(tmp_path: Path) -> None:
    (tmp_path / "config" / "outbreath").mkdir(parents=True)
    settings = {"welcomed": True, "language": "en"}
    (tmp_path / "config" / "outbreath" / "settings.json").write_text(json.dumps(settings), encoding="utf-8")
    env = {
        **{key: value for key, value in os.environ.items() if key != "QT_QPA_PLATFORM"},
        "LAUNCHER": str(LAUNCHER),
        "PYTHON": sys.executable,
        "WALKER": str(WALKER),
        "XDG_CONFIG_HOME": str(tmp_path / "config"),
        "XDG_DATA_HOME": str(tmp_path / "data"),
        "XDG_STATE_HOME": str(tmp_path / "state"),
    }
    told = tmp_path / "told.jsonl"
    with told.open("w", encoding="utf-8") as output:
        subprocess.run(
            ["xvfb-run", "-a", "dbus-run-session", "--", "bash", "-c", RUN],
            env=env,
            stdout=output,
            stderr=subprocess.DEVNULL,
            stdin=subprocess.DEVNULL,
            timeout=150,
            check=True,
        )
    parts = [json.loads(line) for line in told.read_text(encoding="utf-8").splitlines()]
    shown = [part for part in parts if part["showing"]]
    assert [part for part in shown if part["focusable"] and not part["name"]] == []
    names = {(part["role"], part["name"]) for part in shown}
    assert {("push button", "Begin"), ("list", "Practices"), ("list item", "Soothing rhythm")} <= names
    assert any("breaths a minute" in part["name"] for part in shown if part["role"] == "filler")
