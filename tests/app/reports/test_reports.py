"""Reports and exports: what is written can be read back, and no text of a stranger ever becomes markup or a formula."""

from __future__ import annotations

import csv
import gzip
import io
import json
import re
import shutil
from html.parser import HTMLParser

import numpy as np
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from outbreath_app.cli import cli
from outbreath_app.exporters import FORMATS
from outbreath_app.exporters.cells import cell, table
from outbreath_app.importers import FileImportError, read_sessions
from outbreath_app.reports.scale import ticks
from outbreath_app.storage.sidefile import Side, save_side
from outbreath_app.stream.bundled import bundled_folder
from outbreath_app.stream.sources import open_source

HOSTILE = '=HYPERLINK("http://x")<script>alert(1)</script>"><img src=x onerror=y>'


@pytest.fixture
def data(tmp_path):
    folder = tmp_path / "data" / "recordings"
    folder.mkdir(parents=True)
    for name in ("difficult-day", "quiet-rest"):
        shutil.copy(bundled_folder() / f"{name}.jsonl", folder)
    save_side(folder / "difficult-day.jsonl", Side(note=HOSTILE, posture="seated"))
    return tmp_path / "data"


def run(data, *words):
    return CliRunner().invoke(cli, [*(str(word) for word in words), "--data", str(data)])


def test_a_session_report_is_a_pdf_of_one_to_three_pages_with_vectors_and_text(data, tmp_path):
    out = tmp_path / "r.pdf"
    result = run(data, "report", "difficult-day", "--out", out)
    assert result.exit_code == 0, result.output
    content = out.read_bytes()
    assert content.startswith(b"%PDF-")
    assert 1 <= content.count(b"/Type /Page\n") <= 3
    assert b"/Subtype /Image" not in content
    assert b"/FontFile" in content


def test_the_report_over_time_and_its_html_work_with_little_data(data, tmp_path):
    for ending in ("pdf", "html"):
        assert run(data, "report", "--person", "me", "--out", tmp_path / f"p.{ending}").exit_code == 0
    assert run(data, "report", "--person", "nobody", "--out", tmp_path / "n.pdf").exit_code == 1
    assert run(data, "report", "no-such", "--out", tmp_path / "n.pdf").exit_code == 1
    assert run(data, "report", "quiet-rest", "--out", tmp_path / "n.docx").exit_code == 2


class _Tags(HTMLParser):
    def __init__(self):
        super().__init__()
        self.found = set()

    def handle_starttag(self, tag, attrs):
        self.found.add(tag)
        self.found |= {name for name, _ in attrs if name.startswith("on") or name in ("src", "href")}


def test_html_is_self_contained_and_users_text_stays_text(data, tmp_path):
    out = tmp_path / "r.html"
    assert run(data, "report", "difficult-day", "--out", out).exit_code == 0
    page = out.read_text()
    tags = _Tags()
    tags.feed(page)
    assert not tags.found & {"script", "img", "link", "iframe", "onerror", "src", "href"}
    assert "&lt;script&gt;" in page


def test_the_methods_paragraph_tells_what_a_study_must(data):
    said = run(data, "report", "difficult-day", "--methods").stdout
    for word in ("min", "posture: seated", "paced", "breaths/min", "RMSSD", "doubtful"):
        assert word in said


@settings(max_examples=300, deadline=None, derandomize=True, database=None)
@given(st.text(max_size=40))
def test_no_cell_is_ever_a_formula_or_breaks_its_row(text):
    for prefix in ("", "=", "+", "-", "@", "\t", "\r=", " =", "\u00a0=", "|"):
        made = cell(prefix + text)
        assert not made.lstrip(" \u00a0\u200b\ufeff").startswith(("=", "+", "-", "@", "\t", "\r", "|", "%"))
        rows = list(csv.reader(io.StringIO(table(("a", "b"), [(prefix + text, 1)]).decode(), newline="")))
        assert rows == [["a", "b"], [made, "1"]]


def test_numbers_in_cells_stay_numbers():
    assert [cell(-1.5), cell(3), cell(None), cell(float("nan")), cell(True)] == ["-1.5", "3", "", "", "true"]


@pytest.mark.parametrize("name", ["difficult-day", "practice-6-per-min"])
def test_edf_plus_brings_every_beat_back_exactly(tmp_path, name):
    source = open_source(str(bundled_folder() / f"{name}.jsonl"))
    (content,) = FORMATS["edf+"](source, tmp_path / "x.edf").values()
    (tmp_path / "x.edf").write_bytes(content)
    _, (session,) = read_sessions(tmp_path / "x.edf")
    assert np.concatenate([s.rr_ms for s in session.stretches]).tolist() == source.beats.rr_ms.tolist()
    assert len(session.stretches) == 1 + int(np.count_nonzero(~source.beats.joined[1:]))


def test_an_edf_plus_whose_intervals_and_times_contradict_each_other_is_refused(tmp_path):
    source = open_source(str(bundled_folder() / "quiet-rest.jsonl"))
    (content,) = FORMATS["edf+"](source, tmp_path / "x.edf").values()
    at = content.rindex(b"R-R ")
    changed = bytearray(content)
    changed[at + 4] = ord("1") if changed[at + 4] != ord("1") else ord("2")
    (tmp_path / "x.edf").write_bytes(changed)
    with pytest.raises(FileImportError, match="contradict"):
        read_sessions(tmp_path / "x.edf")


def test_bids_physio_has_the_columns_its_side_file_names(tmp_path):
    source = open_source(str(bundled_folder() / "quiet-rest.jsonl"))
    files = FORMATS["bids"](source, tmp_path / "sub-01")
    about = json.loads(files[tmp_path / "sub-01_physio.json"])
    rows = gzip.decompress(files[tmp_path / "sub-01_physio.tsv.gz"]).decode().splitlines()
    assert about["Columns"] == ["rr", "measured"]
    assert all(len(row.split("\t")) == 2 for row in rows)
    assert len(rows) / about["SamplingFrequency"] == pytest.approx(
        source.beats.t_s[-1] - source.beats.t_s[0], abs=0.3
    )


@settings(max_examples=100, deadline=None, derandomize=True, database=None)
@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=20), st.integers(2, 12))
def test_ticks_enclose_the_values_and_stay_few(values, about):
    found = ticks(np.array(values), about)
    assert found[0] <= min(values) + 1e-6
    assert found[-1] >= max(values) - 1e-6
    assert 2 <= len(found) <= about + 3


def test_a_page_can_be_read_without_its_style_sheet_and_is_light_on_paper(data, tmp_path):
    out = tmp_path / "r.html"
    assert run(data, "report", "difficult-day", "--out", out).exit_code == 0
    opened_html = out.read_text(encoding="utf-8")
    drawn = re.findall(r"<(?:path|circle|rect|line) class=[^>]*>", opened_html)
    assert drawn
    assert all('fill="' in tag or 'stroke="' in tag for tag in drawn)
    assert "@media screen and (prefers-color-scheme:dark)" in opened_html
    assert opened_html.count("<div class=plot>") == opened_html.count("<svg ")
