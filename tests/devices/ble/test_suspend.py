"""A suspend of the computer, on the kernel's own clocks and through bleak, D-Bus and the beat axis."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

if sys.platform != "linux":
    pytest.skip("time namespaces are Linux's", allow_module_level=True)
pytest.importorskip("dbus_fast")

TESTS = Path(__file__).parents[2]
SLEPT_S = 3600


@pytest.fixture
def namespace() -> Iterator[str]:
    """The path of a time namespace whose clock that goes on in sleep is an hour ahead."""
    if shutil.which("unshare") is None or os.geteuid() != 0:
        pytest.skip("a time namespace needs unshare and root")
    holder = subprocess.Popen(
        ["unshare", "--time", "--boottime", str(SLEPT_S), "--fork", "sh", "-c", "echo $$; exec sleep 60"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    assert holder.stdout is not None
    with holder:
        pid = holder.stdout.readline().decode().strip()
        if not pid:
            pytest.skip("this kernel lets nobody make a time namespace")
        yield f"/proc/{pid}/ns/time"
        os.kill(int(pid), signal.SIGTERM)


def slept(namespace: str, link: str) -> list[dict[str, Any]]:
    ended = subprocess.run(
        [sys.executable, str(TESTS / "support" / "sleeping.py"), namespace, link],
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(TESTS), *sys.path])},
        capture_output=True,
        text=True,
        timeout=55,
        check=False,
    )
    if "the time namespace cannot be entered" in ended.stderr:
        pytest.skip("this kernel lets nobody enter a time namespace")
    assert ended.returncode == 0, ended.stderr
    lines: list[dict[str, Any]] = json.loads(ended.stdout)
    return lines


def test_a_suspend_is_told_by_the_kernels_clocks_and_a_link_that_outlives_it_is_kept(namespace: str) -> None:
    *links, last = slept(namespace, "holds")
    told = [link for link in links if "slept_s" in link]
    assert len(told) == 1
    assert told[0]["slept_s"] == pytest.approx(SLEPT_S, abs=0.5)
    assert told[0]["reason"] == "The computer slept."
    assert "lost" not in [link["state"] for link in links[:-1]]
    assert last == {"rr": [1000, 1001]}


def test_a_link_that_dies_in_a_suspend_is_made_anew_soon_after(namespace: str) -> None:
    *links, last = slept(namespace, "dies")
    states = [link["state"] for link in links]
    woke = next(i for i, link in enumerate(links) if "slept_s" in link)
    assert "lost" in states[woke:]
    assert "connected" in states[woke + states[woke:].index("lost") :]
    assert last == {"rr": [1000, 1001]}
