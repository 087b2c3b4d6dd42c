"""Whatever a stranger's clock does: intervals in the file = beats in the recording + intervals named as left out."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outbreath_app.catalogue.importing import import_file
from outbreath_app.importers import FileImportError, read_sessions
from outbreath_app.importers.model import LeftOutReason
from outbreath_app.importers.units import Unit
from outbreath_app.stream.beats import decode_beats
from outbreath_app.stream.sources import SourceError, open_source
from outbreath_devices.recording import read_recording

RR = [860 + (i * 53) % 97 for i in range(400)]
START = datetime(2025, 6, 1, 8, tzinfo=UTC)


def stamps(rr, steps=()):
    """When each interval was received, with the clock set by so many seconds before some beats."""
    at, found = START, []
    for i, each in enumerate(rr):
        at += timedelta(milliseconds=each) + timedelta(seconds=sum(s for j, s in steps if j == i))
        found.append(at)
    return found


def logged(rows):
    return "date, rr, since start\n" + "".join(f"{at:%Y-%m-%d %H:%M:%S} +0000, {rr}, 0\n" for at, rr in rows)


def sensed(rows):
    return "Phone timestamp;RR-interval [ms]\n" + "".join(
        f"{at:%Y-%m-%dT%H:%M:%S}.{at.microsecond // 1000:03d};{rr}\n" for at, rr in rows
    )


def opened(rows):
    return "event,value,timestamp\n" + "".join(
        f"InterBeatInterval,{rr},{at.isoformat()}\n" for at, rr in rows
    )


WRITERS = {"x_RR_y.csv": logged, "psl.txt": sensed, "open.csv": opened}


def imported(tmp_path, name, rows):
    (tmp_path / name).write_text(WRITERS[name](rows))
    folder = tmp_path / "recordings"
    folder.mkdir(exist_ok=True)
    result = import_file(tmp_path / name, folder)
    assert result.done, result.said
    return result.sessions[0], decode_beats(read_recording(result.recordings[0]).lines)


@pytest.mark.parametrize("name", WRITERS)
def test_a_clock_set_back_before_a_gap_costs_no_beat(tmp_path, name):
    rows = list(zip(stamps(RR, [(100, -30), (200, 10)]), RR, strict=True))
    session, beats = imported(tmp_path, name, rows)
    assert [beat.rr_ms for beat in beats] == RR
    assert session.breaks == 1
    assert any("go back by" in note for note in session.notes)


@pytest.mark.parametrize("name", WRITERS)
def test_repeated_rows_are_left_out_and_named(tmp_path, name):
    rows = list(zip(stamps(RR), RR, strict=True))
    session, beats = imported(tmp_path, name, rows[:60] + rows[:60] + rows[60:])
    assert [beat.rr_ms for beat in beats] == RR
    (left,) = session.left_out
    assert (left.reason, left.count, left.places[0]) == (LeftOutReason.REPEATED, 60, 62)
    assert session.intervals == len(RR) + 60


@pytest.mark.parametrize("name", WRITERS)
def test_rows_out_of_order_are_put_in_order_of_their_stamps(tmp_path, name):
    rows = list(zip(stamps(RR), RR, strict=True))
    session, beats = imported(tmp_path, name, rows[:40] + rows[60:80] + rows[40:60] + rows[80:])
    assert [beat.rr_ms for beat in beats] == RR
    assert session.breaks == 0
    assert any("out of order" in note for note in session.notes)


def test_a_zero_costs_itself_is_named_and_leaves_a_break(tmp_path):
    path = tmp_path / "rest.txt"
    path.write_text("\n".join(map(str, [*RR[:50], 0, *RR[50:]])))
    _, (session,) = read_sessions(path)
    assert [each.tolist() for each in (s.rr_ms for s in session.stretches)] == [RR[:50], RR[50:]]
    assert [(left.reason, left.places) for left in session.left_out] == [(LeftOutReason.ZERO, (51,))]
    source = open_source(str(path))
    assert source.beats.rr_ms.tolist() == RR
    assert np.flatnonzero(~source.beats.joined).tolist() == [0, 50]


@settings(max_examples=60, deadline=None, derandomize=True, database=None)
@given(
    st.sampled_from(sorted(WRITERS)),
    st.lists(st.tuples(st.integers(1, 119), st.sampled_from([-3600, -40, -5, -1, 4, 15, 3600])), max_size=4),
    st.lists(st.integers(0, 119), max_size=3, unique=True),
    st.integers(0, 30),
    st.integers(0, 3),
)
def test_drawn_clocks_never_lose_or_double_a_beat(tmp_path_factory, name, steps, zeros, repeated, held):
    rr = RR[:120]
    values = [0 if i in zeros else each for i, each in enumerate(rr)]
    at = stamps(rr, steps)
    at = [at[min(len(at) - 1, i - i % (held + 1) + held)] for i in range(len(at))]  # several received at once
    rows = list(zip(at, values, strict=True))
    session, beats = imported(tmp_path_factory.mktemp("drawn"), name, rows[:repeated] + rows)
    assert session.intervals == len(rows) + repeated
    assert len(beats) == session.beats == session.intervals - sum(each.count for each in session.left_out)
    assert np.all(np.diff([beat.t_s for beat in beats]) > 0)


TEXTS = {
    "comma.txt": "\n".join(f"{rr / 1000:.3f}".replace(".", ",") for rr in RR).encode(),
    "cr.txt": "\r".join(map(str, RR)).encode(),
    "utf16.txt": "\n".join(map(str, RR)).encode("utf-16"),
    "bom.txt": b"\xef\xbb\xbf" + "\n".join(map(str, RR)).encode(),
    "header.csv": ("RR interval (ms)\n" + "\n".join(map(str, RR))).encode(),
    "time.txt": "\n".join(f"{t / 1000:.3f}\t{rr / 1000:.3f}" for t, rr in zip(np.cumsum(RR), RR, strict=True)).encode(),
    "rate.csv": "\n".join(f"{rr};{60000 / rr:.1f}" for rr in RR).encode(),
    "mindware.txt": ("1000\n60\n" + "\n".join(map(str, RR))).encode(),
}  # fmt: skip


@pytest.mark.parametrize("name", TEXTS)
def test_import_and_the_other_commands_read_a_text_alike(tmp_path, name):
    path = tmp_path / name
    path.write_bytes(TEXTS[name])
    _, (session,) = read_sessions(path)
    assert np.concatenate([each.rr_ms for each in session.stretches]) == pytest.approx(RR, abs=1e-9)
    assert open_source(str(path)).beats.rr_ms == pytest.approx(RR, abs=1e-9)
    assert session.breaks == 0


@pytest.mark.parametrize(
    "text",
    [
        "\n".join(f"{rr + 120:,}".replace(",", ".") for rr in RR),  # a point that parts thousands
        "\n".join("800,800" for _ in RR),  # two columns, neither the time nor the rate of the other
        "\n".join(str(round(rr * 0.256)) for rr in RR),  # 1/256 s: no resting heart in ms
    ],
)
def test_what_cannot_be_told_is_refused_by_every_reader(tmp_path, text):
    path = tmp_path / "doubt.txt"
    path.write_text(text)
    with pytest.raises(FileImportError):
        read_sessions(path)
    with pytest.raises(SourceError):
        open_source(str(path))


def test_a_named_unit_is_used(tmp_path):
    path = tmp_path / "ticks.txt"
    path.write_text("\n".join(str(round(rr * 1.024)) for rr in RR))
    _, (session,) = read_sessions(path, Unit.TICKS_1024)
    assert session.stretches[0].rr_ms == pytest.approx(RR, abs=0.5)


@pytest.mark.parametrize("share", ["0.83", "1.54", "0.00"])
def test_a_kubios_report_gives_its_rr_column_and_not_its_share_of_artifacts(tmp_path, share):
    rows = "".join(
        f"{'':30},{t / 1000:12.3f},{rr / 1000:12.3f},{i / 256:12.3f},{0.0001:12.4f},\n"
        for i, (t, rr) in enumerate(zip(np.cumsum(RR), RR, strict=True))
    )
    text = (
        "HRV ANALYSIS RESULTS\nKubios HRV Standard\n\nRR Interval Samples Selected for Analysis\n"
        f"{'':30},    Sample 1,\n  Artifacts (%):              ,        {share},\n\n"
        "RR INTERVAL DATA and SPECTRUM ESTIMATES,\n"
        + f"{'':30},        Time, RR interval,   Frequency,         PSD,\n"
        f"{'':30},         (s),         (s),        (Hz),   (ms^2/Hz),\n" + rows
    )
    path = tmp_path / "report.txt"
    path.write_text(text)
    importer, (session,) = read_sessions(path)
    assert importer.key == "kubios_report"
    assert session.stretches[0].rr_ms == pytest.approx(RR, abs=1e-9)
