"""Other programs' files: exact intervals, breaks kept, units named, anything else refused in one sentence."""

from __future__ import annotations

import sqlite3
import struct
import warnings
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outbreath_app.catalogue.importing import import_file, importable
from outbreath_app.importers import IMPORTERS, FileImportError, read_sessions
from outbreath_app.importers.units import Unit
from outbreath_app.stream.beats import decode_beats
from outbreath_devices.recording import read_recording
from support.corpus import corpus_file

BEAT_FORMATS = [each.key for each in IMPORTERS if each.key != "hrv_logger_events"]
RR = [800 + (i * 37) % 91 for i in range(60)]


def stamped(rr, start="2025-03-15 11:03:00", pause_at=None):
    at = datetime.fromisoformat(start).replace(tzinfo=UTC)
    stamps = []
    for i, each in enumerate(rr):
        at += timedelta(milliseconds=each + (60_000 if i == pause_at else 0))
        stamps.append(at)
    return stamps


def hrv_logger(rr, pause_at=None):
    rows = [
        f"{at:%Y-%m-%d %H:%M:%S} +0000, {each}, 0"
        for at, each in zip(stamped(rr, pause_at=pause_at), rr, strict=True)
    ]
    return "date, rr, since start\n" + "\n".join(rows) + "\n"


def sensor_logger(rr):
    rows = [
        f"{at:%Y-%m-%dT%H:%M:%S}.{at.microsecond // 1000:03d};{each}"
        for at, each in zip(stamped(rr), rr, strict=True)
    ]
    return "Phone timestamp;RR-interval [ms]\n" + "\n".join(rows) + "\n"


def openhrv(rr):
    rows = [f"InterBeatInterval,{each},{at.isoformat()}" for at, each in zip(stamped(rr), rr, strict=True)]
    return (
        "event,value,timestamp\nAnnotation,slow, then slower,2025-03-15T11:03:05+00:00\n"
        + "\n".join(rows)
        + "\n"
    )


def own_csv(rr):
    rows = [
        f"{t},{each},,normal,{str(i > 0).lower()}"
        for i, (t, each) in enumerate(zip(np.cumsum(rr) / 1000, rr, strict=True))
    ]
    return "t_s,rr_ms,rr_1024,label,joined\r\n" + "\r\n".join(rows) + "\r\n"


HRM = "[Params]\r\nVersion=106\r\nDate=20080125\r\nStartTime=08:57:29.0\r\nInterval=238\r\n\r\n[HRData]\r\n"
TEXTS = {
    "2016-10-11 07-12-33.txt": ("elite_hrv", "\n".join(map(str, RR))),
    "rest.txt": ("kubios", "# rest\n" + "\n".join(f"{rr / 1000:.3f}" for rr in RR)),
    "report.txt": ("kubios_report", "Kubios HRV 3.5\n\nRR Interval Samples\n(s)\n" + "\n".join(f"{rr / 1000:.3f}" for rr in RR)),
    "a_RR_b.csv": ("hrv_logger", hrv_logger(RR)),
    "psl.txt": ("polar_sensor_logger", sensor_logger(RR)),
    "flow.csv": ("polar_flow", "duration,offline\n" + "\n".join(f"{rr},0" for rr in RR)),
    "a.hrm": ("polar_hrm", HRM + "\r\n".join(map(str, RR))),
    "open.csv": ("openhrv", openhrv(RR)),
    "own.csv": ("outbreath_csv", own_csv(RR)),
}  # fmt: skip


def strap_log(path, rr):
    base = sqlite3.connect(path)
    base.execute("CREATE TABLE beat (id INTEGER PRIMARY KEY, recording_id, t_end_ms_est, rr_ms, rr_1024)")
    end = 1.7e12
    for i, each in enumerate(rr):
        end += each + (10_000 if i == 30 else 0)
        base.execute("INSERT INTO beat VALUES (NULL, 1, ?, ?, ?)", (end, each, round(each * 1.024)))
    base.commit()
    base.close()


def fit_file(rr):
    """A minimal FIT file with `hrv` messages of five intervals each."""
    body = struct.pack("<BBBHBBBB", 0x40, 0, 0, 78, 1, 0, 10, 0x84)
    for i in range(0, len(rr), 5):
        part = [*rr[i : i + 5], *[0xFFFF] * (5 - len(rr[i : i + 5]))]
        body += struct.pack("<B5H", 0, *part)
    head = struct.pack("<BBHI4s", 14, 0x10, 2000, len(body), b".FIT")
    from fitdecode.utils import compute_crc

    head += struct.pack("<H", compute_crc(head))
    return head + body + struct.pack("<H", compute_crc(head + body))


def edf_file(rr):
    import edfio

    end, notes = 0.0, []
    for each in rr:
        end += each / 1000
        notes.append(edfio.EdfAnnotation(round(end, 4), None, f"R-R {each} ms"))
    return edfio.Edf([edfio.EdfSignal(np.zeros(60), 1, physical_range=(-1, 1))], annotations=notes).to_bytes()


def wfdb_file(folder):
    with warnings.catch_warnings():
        # wfdb 4.3 sets an index in place, which pandas 3.1 calls deprecated; only this test uses the package
        warnings.filterwarnings("ignore", message="The inplace keyword")
        import wfdb

        beats = np.cumsum([300, *[round(rr * 0.36) for rr in RR]])
        wfdb.wrann("a", "atr", beats, symbol=["N"] * len(beats), fs=360, write_dir=str(folder))


def made(tmp_path, key):
    for name, (format_key, text) in TEXTS.items():
        if format_key == key:
            path = tmp_path / name
            path.write_bytes(text.encode())
            return path
    path = tmp_path / {"straplog": "a.db", "fit": "a.fit", "edf+": "a.edf", "wfdb": "a.atr"}[key]
    if key == "straplog":
        strap_log(path, RR)
    elif key == "wfdb":
        wfdb_file(tmp_path)
    else:
        path.write_bytes(fit_file(RR) if key == "fit" else edf_file(RR))
    return path


@pytest.mark.parametrize("key", BEAT_FORMATS)
def test_every_format_is_recognised_and_gives_its_intervals(tmp_path, key):
    importer, (session,) = read_sessions(made(tmp_path, key))
    found = np.concatenate([stretch.rr_ms for stretch in session.stretches])
    assert importer.key == key
    tolerance = {"wfdb": 2.8, "straplog": 0.5}.get(key, 1e-6)
    assert found == pytest.approx(np.array(RR, dtype=float), abs=tolerance)


@pytest.mark.parametrize("key", BEAT_FORMATS)
def test_an_imported_file_is_a_recording_with_the_same_beats_and_the_hash(tmp_path, key):
    import hashlib

    path = made(tmp_path, key)
    folder = tmp_path / "recordings"
    folder.mkdir()
    result = import_file(path, folder)
    assert result.done, result.said
    recording = read_recording(result.recordings[0])
    assert recording.report.whole
    assert recording.header["source_format"] == key
    assert recording.header["source_sha256"] == hashlib.sha256(path.read_bytes()).hexdigest()
    assert len(decode_beats(recording.lines)) == len(RR)
    again = import_file(path, folder)
    assert again.skipped
    assert len(list(folder.iterdir())) == 1


def test_the_strap_log_keeps_integers_and_breaks(tmp_path):
    _, (session,) = read_sessions(made(tmp_path, "straplog"))
    assert [len(stretch.rr_ms) for stretch in session.stretches] == [30, 30]
    assert session.stretches[1].start_s - session.stretches[0].rr_ms.sum() / 1000 == pytest.approx(
        10.0, abs=0.1
    )
    assert session.stretches[0].rr_1024.tolist() == [round(rr * 1.024) for rr in RR[:30]]


def test_a_strap_log_still_open_elsewhere_is_refused(tmp_path):
    path = made(tmp_path, "straplog")
    path.with_name("a.db-wal").write_bytes(b"x")
    with pytest.raises(FileImportError, match="still open"):
        read_sessions(path)


def test_a_pause_in_the_clock_is_a_break_and_lateness_is_none(tmp_path):
    path = tmp_path / "a_RR_b.csv"
    path.write_text(hrv_logger(RR, pause_at=40))
    _, (session,) = read_sessions(path)
    assert [len(stretch.rr_ms) for stretch in session.stretches] == [40, 20]
    gap = session.stretches[1].start_s - session.stretches[0].rr_ms.sum() / 1000
    assert gap == pytest.approx(60.0, abs=1.5)


def test_offline_rows_of_polar_flow_are_breaks(tmp_path):
    path = tmp_path / "flow.csv"
    path.write_text("duration,offline\n800,0\n810,0\n5000,1\n790,0\n800,0\n")
    _, (session,) = read_sessions(path)
    assert [stretch.rr_ms.tolist() for stretch in session.stretches] == [[800, 810], [790, 800]]
    assert session.stretches[1].start_s == pytest.approx(6.61)


def test_a_unit_is_told_when_it_was_recognised_and_refused_when_it_cannot_be(tmp_path):
    path = tmp_path / "rest.txt"
    path.write_text("\n".join(f"{rr / 1000}" for rr in RR))
    assert any("taken as s" in note for note in read_sessions(path)[1][0].notes)
    assert not any("taken" in note for note in read_sessions(path, Unit.S)[1][0].notes)
    path.write_text("\n".join(str(rr / 16) for rr in RR))
    with pytest.raises(FileImportError, match="--unit"):
        read_sessions(path)


def test_the_corpus_polar_export_matches_its_known_intervals(tmp_path):
    _, (session,) = read_sessions(corpus_file("strap/polar_noisy_rri.hrm"))
    known = np.loadtxt(corpus_file("strap/polar_noisy_hrm.txt"))
    assert session.stretches[0].rr_ms.tolist() == known.tolist()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.txt", b""),
        ("a.txt", b"800\n-810\n790\n"),
        ("a.txt", b"800\nnan\n790\n"),
        ("a.txt", b"800\n1e999\n790\n"),
        ("a.txt", b"800\n" + b"9" * 400 + b"\n"),
        ("a.csv", b"duration,offline\n800,0\n810\n"),
        ("a.csv", b"date, rr, since start\n2025-03-15 11:03:00 +0000, 800\nyesterday, 810, 0\n"),
        ("a.hrm", b"[Params]\r\nInterval=5\r\n[HRData]\r\n70\r\n71\r\n"),
        ("a.fit", b"\x0e\x10\xd0\x07\xff\xff\xff\xff.FIT\0\0" + bytes(100)),
        ("a.db", b"SQLite format 3\0" + bytes(5000)),
        ("a.gz", b"\x1f\x8b\x08\0broken"),
        ("a.bin", bytes(range(256))),
    ],
)
def test_what_cannot_be_imported_ends_in_one_sentence(tmp_path, name, content):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(FileImportError):
        read_sessions(path)
    assert not import_file(path, tmp_path).done
    assert not list(tmp_path.glob("*import*"))


def test_a_recording_of_our_own_is_taken_byte_for_byte_and_never_over_another(tmp_path):
    from outbreath_app.stream.bundled import bundled_folder

    source, folder = bundled_folder() / "quiet-rest.jsonl", tmp_path / "in"
    folder.mkdir()
    assert import_file(source, folder).beats == 327
    assert (folder / source.name).read_bytes() == source.read_bytes()
    assert import_file(source, folder).skipped
    other = tmp_path / source.name
    other.write_bytes((bundled_folder() / "difficult-day.jsonl").read_bytes())
    assert not import_file(other, folder).done
    assert (folder / source.name).read_bytes() == source.read_bytes()


def test_a_zip_bomb_is_refused_before_it_unpacks(tmp_path):
    import gzip

    path = tmp_path / "bomb.txt.gz"
    with gzip.open(path, "wb", compresslevel=1) as file:
        for _ in range(80):
            file.write(b"800\n" * (1 << 18))
    with pytest.raises(FileImportError, match="unpacks to more"):
        read_sessions(path)


def test_folders_are_walked_without_hidden_files_and_links(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("800\n")
    (tmp_path / ".hidden").write_text("800\n")
    (tmp_path / "link.txt").symlink_to(tmp_path / "in" / "a.txt")
    assert importable([tmp_path]) == [tmp_path / "in" / "a.txt"]


SEEDS = {}


@pytest.mark.parametrize("key", BEAT_FORMATS)
def test_damaged_files_raise_only_our_error_and_never_a_wrong_kind_of_beat(tmp_path_factory, key):
    folder = tmp_path_factory.mktemp("mutated")
    whole = made(folder, key).read_bytes()
    target = folder / ("x_RR_2016-10-11 07-12-33" + next(folder.iterdir()).suffix)

    @settings(max_examples=40, deadline=None, derandomize=True, database=None)
    @given(
        st.lists(st.tuples(st.integers(0, len(whole) - 1), st.integers(0, 255)), max_size=6),
        st.integers(0, len(whole)),
    )
    def mutate(flips, cut):
        content = bytearray(whole)
        for place, value in flips:
            content[place] = value
        target.write_bytes(content[:cut] if cut % 3 == 0 else content)
        try:
            _, sessions = read_sessions(target)
        except FileImportError:
            return
        for session in sessions:
            for stretch in session.stretches:
                assert np.all(np.isfinite(stretch.rr_ms) & (stretch.rr_ms > 0) & (stretch.rr_ms <= 600_000))

    mutate()
