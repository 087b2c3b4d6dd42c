"""Sharing tells other programs what the session computed, on this computer only unless the person says otherwise."""

from __future__ import annotations

import builtins
import math
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from outbreath_app.cli import cli
from outbreath_app.sharing import lsl as lsl_module
from outbreath_app.sharing.broadcast import Broadcaster, LineFeeder
from outbreath_app.sharing.lsl import LslOutlet, confine_to_loopback
from outbreath_app.sharing.osc import OscOutlet, parse_target, stays_here
from outbreath_app.sharing.outlet import SharingError, marker_of
from outbreath_app.sharing.replaying import shared_estimates
from outbreath_app.stream.session import Session
from outbreath_devices.recording import read_recording
from outbreath_devices.recording.line import seal
from outbreath_devices.strap.beat import Beat
from outbreath_signal.estimate import Estimate

RECORDING = Path(__file__).resolve().parents[3] / "recordings/practice-6-per-min.jsonl"


class Kept:
    """An outlet that keeps what it is given."""

    def __init__(self) -> None:
        self.beats: list[tuple[Beat, float]] = []
        self.estimates: list[Estimate] = []
        self.markers: list[str] = []
        self.closed = False

    def beat(self, beat: Beat, age_s: float) -> None:
        self.beats.append((beat, age_s))

    def estimate(self, estimate: Estimate, age_s: float) -> None:
        self.estimates.append(estimate)

    def marker(self, text: str) -> None:
        self.markers.append(text)

    def close(self) -> None:
        self.closed = True


def test_what_is_shared_is_what_the_session_computes() -> None:
    lines = read_recording(RECORDING).lines[:120]
    session = Session()
    true = [estimate for line in lines for estimate in session.feed(line).estimates]
    kept, slept = Kept(), [0.0]
    shared = list(shared_estimates(lines, [kept], 60.0, clock=lambda: sum(slept), sleep=slept.append))
    assert shared == kept.estimates == true
    assert len(kept.beats) == len(true) > 60
    assert all(0 <= age_s < 10 for _, age_s in kept.beats)
    assert {"session start", "link connected", "pace 6.0 per minute"} <= set(kept.markers)
    assert sum(slept) == pytest.approx((lines[-1]["t"] - lines[0]["t"]) / 60e9)
    assert kept.closed


def test_the_recorders_lines_are_shared_from_a_thread_and_a_broken_outlet_harms_nobody(
    caplog: pytest.LogCaptureFixture,
) -> None:
    class Broken(Kept):
        def beat(self, beat: Beat, age_s: float) -> None:
            raise RuntimeError("no")

    kept = Kept()
    sharing = Broadcaster([kept, Broken()])
    for line in read_recording(RECORDING).lines[:40]:
        sharing.put(seal({key: value for key, value in line.items() if key != "c"}))
    sharing.put(b"no line\n")
    sharing.close()
    assert kept.beats
    assert kept.closed
    assert "could not be shared" in caplog.text


@pytest.mark.parametrize("kind", ["note", "checkin", "n", "clk", "disk"])
def test_what_the_person_wrote_is_not_shared(kind: str) -> None:
    assert marker_of({"k": kind, "text": "private"}) == ""
    assert marker_of({"k": "mark", "text": "private"}) == "mark"


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as heard:
        heard.bind(("127.0.0.1", 0))
        heard.settimeout(5)
        yield heard


def test_osc_messages_can_be_read_by_another_program(listener: socket.socket) -> None:
    message = pytest.importorskip("pythonosc.osc_message").OscMessage
    outlet = OscOutlet("127.0.0.1", listener.getsockname()[1])
    outlet.beat(Beat(12.5, 812.5, 832, True), 0.25)
    outlet.estimate(Estimate(12.5, hr_bpm=62.0, quality=1.0), 0.25)
    outlet.marker("session start")
    outlet.close()
    heard = [message(listener.recv(1000)) for _ in range(4)]
    assert [(each.address, list(each)) for each in heard] == [
        ("/outbreath/beat", [12.5, 812.5, 1, 0.25]),
        ("/outbreath/hr_bpm", [62.0]),
        ("/outbreath/quality", [1.0]),
        ("/outbreath/marker", ["session start"]),
    ]


def test_osc_goes_to_this_computer_unless_allowed() -> None:
    with pytest.raises(SharingError, match="--allow-network"):
        OscOutlet("192.0.2.1", 9000)
    assert (stays_here("127.9.9.9"), stays_here("::1"), stays_here("192.0.2.1")) == (True, True, False)
    assert (parse_target("localhost:9000"), parse_target("[::1]:9000")) == (
        ("127.0.0.1", 9000),
        ("::1", 9000),
    )


@pytest.mark.parametrize(
    "text", ["9000", "host:9000", "127.0.0.1:0", "127.0.0.1:x", "127.0.0.1:70000", ":1", ""]
)
def test_a_target_that_is_none_is_said(text: str) -> None:
    with pytest.raises(SharingError, match="HOST:PORT"):
        parse_target(text)


class FakeLsl:
    """pylsl in small: keeps configuration and samples, opens nothing."""

    cf_double64, cf_string = "double", "string"

    def __init__(self) -> None:
        self.config = ""
        self.samples: list[tuple[str, list[object], float]] = []

    def set_config_content(self, content: str) -> None:
        self.config = content

    def local_clock(self) -> float:
        return 100.0

    def StreamInfo(self, name: str, *rest: object) -> FakeInfo:
        return FakeInfo(name)

    def StreamOutlet(self, info: FakeInfo) -> FakeStream:
        return FakeStream(self, info.name)


class FakeInfo:
    def __init__(self, name: str) -> None:
        self.name = name

    def desc(self) -> FakeInfo:
        return self

    def append_child(self, name: str) -> FakeInfo:
        return self

    def append_child_value(self, name: str, value: str) -> None:
        return None


class FakeStream:
    def __init__(self, lsl: FakeLsl, name: str) -> None:
        self._lsl, self._name = lsl, name

    def push_sample(self, values: list[object], at: float) -> None:
        self._lsl.samples.append((self._name, values, at))


def test_lsl_samples_carry_the_time_of_the_beat(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    fake = FakeLsl()
    outlet = LslOutlet("x", pylsl=fake)
    outlet.beat(Beat(12.5, 812.5, 832, True), 0.25)
    outlet.estimate(Estimate(12.5, hr_bpm=62.0), 0.25)
    outlet.marker("session start")
    assert fake.samples[0] == ("Outbreath beats", [12.5, 812.5, 1.0], 99.75)
    name, values, at = fake.samples[1]
    assert (name, values[0], at) == ("Outbreath estimates", 62.0, 99.75)
    assert isinstance(values[1], float)
    assert math.isnan(values[1])
    assert fake.samples[2] == ("Outbreath markers", ["session start"], 100.0)
    assert "ResolveScope = machine" in fake.config


def test_lsl_that_cannot_be_kept_here_needs_the_persons_word(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    with pytest.raises(SharingError, match="--allow-network"):
        LslOutlet("x", pylsl=FakeLsl())
    fake = FakeLsl()
    LslOutlet("x", allow_network=True, pylsl=fake)
    assert fake.config == ""

    def refuse(descriptors: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(lsl_module, "confine_to_loopback", refuse)
    with pytest.raises(SharingError, match="could not be kept to this computer"):
        LslOutlet("x", pylsl=FakeLsl())


@pytest.mark.slow
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="SO_BINDTODEVICE is Linux's")
def test_real_lsl_streams_are_found_here_and_none_of_their_ports_faces_the_network() -> None:
    pytest.importorskip("pylsl")
    listening = """
import os, socket, pylsl
from outbreath_app.sharing.lsl import LslOutlet, _open_sockets
from outbreath_devices.strap.beat import Beat
outlet = LslOutlet("test")
for number in _open_sockets():
    with socket.socket(fileno=os.dup(number)) as same:
        if same.family != socket.AF_UNIX:
            here = same.getsockopt(socket.SOL_SOCKET, socket.SO_BINDTODEVICE, 16).rstrip(b"\\0") == b"lo"
            print("confined" if here else f"open {same.getsockname()}")
found = pylsl.resolve_byprop("name", "Outbreath beats", timeout=5)
inlet = pylsl.StreamInlet(found[0])
inlet.open_stream(5)
outlet.beat(Beat(12.5, 812.5, 832, True), 0.25)
print("heard", inlet.pull_sample(5)[0], flush=True)
os._exit(0)
"""
    done = subprocess.run([sys.executable, "-c", listening], capture_output=True, text=True, timeout=60)
    said = done.stdout.splitlines()
    assert said.count("confined") >= 6
    assert "open" not in done.stdout
    assert said[-1:] == ["heard [12.5, 812.5, 1.0]"]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="SO_BINDTODEVICE is Linux's")
def test_a_confined_socket_hears_loopback_only() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as opened:
        confine_to_loopback(frozenset({opened.fileno()}))
        assert opened.getsockopt(socket.SOL_SOCKET, socket.SO_BINDTODEVICE, 16).rstrip(b"\0") == b"lo"
        os.fstat(opened.fileno())


@pytest.mark.parametrize(
    ("module", "option"), [("pylsl", ["--lsl"]), ("pythonosc", ["--osc", "127.0.0.1:9000"])]
)
def test_a_library_that_is_absent_is_named_with_what_to_do(
    monkeypatch: pytest.MonkeyPatch, module: str, option: list[str]
) -> None:
    found = builtins.__import__

    def absent(name: str, *rest: object, **options: object) -> object:
        if name.split(".")[0] == module:
            raise ModuleNotFoundError(f"No module named {name!r}")
        return found(name, *rest, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(builtins, "__import__", absent)
    done = CliRunner().invoke(cli, ["record", "--simulate", "--seconds", "1", *option])
    assert done.exit_code == 1
    assert "outbreath[sharing]" in done.stderr
    assert "Traceback" not in done.stderr


def test_options_that_make_no_sense_are_wrong_use(tmp_path: Path) -> None:
    (tmp_path / "rr.txt").write_text("800\n810\n805\n")
    for arguments in (
        ["record", "--simulate", "--allow-network"],
        ["replay", str(RECORDING), "--osc", "127.0.0.1:9000"],
        ["replay", str(tmp_path / "rr.txt"), "--headless", "--osc", "127.0.0.1:9000"],
    ):
        assert CliRunner().invoke(cli, arguments).exit_code == 2


def test_a_replay_is_shared_at_full_speed_when_asked(listener: socket.socket) -> None:
    pytest.importorskip("pythonosc")
    port = listener.getsockname()[1]
    done = CliRunner().invoke(
        cli,
        ["replay", str(RECORDING), "--headless", "--quiet", "--speed", "max", "--osc", f"127.0.0.1:{port}"],
    )
    assert done.exit_code == 0
    assert listener.recv(1000).startswith(b"/outbreath/")


def test_a_line_in_the_feeder_without_beats_shares_only_its_marker() -> None:
    kept = Kept()
    assert LineFeeder([kept]).feed({"n": 1, "t": 5, "k": "session", "event": "pause"}) == ()
    assert (kept.beats, kept.markers) == ([], ["session pause"])
