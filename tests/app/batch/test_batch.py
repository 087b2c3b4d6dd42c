"""Many files at once: the same rows on one worker or two, resumed where it was, no bad file or dead worker stops it."""

from __future__ import annotations

import json
import os
import signal
from concurrent.futures import CancelledError, Executor, Future, ThreadPoolExecutor

import pytest
from click.testing import CliRunner

from outbreath_app.batch.cluster import connect
from outbreath_app.batch.files import Journal, analyse_many, analyse_path, files_in
from outbreath_app.batch.workers import process_pool
from outbreath_app.cli import cli
from outbreath_app.cli.recording.analyse_folder import Asked
from outbreath_app.storage.errors import StorageError


@pytest.fixture
def folder(tmp_path):
    for i in range(6):
        (tmp_path / f"r{i}.txt").write_text("\n".join(str(800 + 7 * (j % (5 + i))) for j in range(60)))
    (tmp_path / "bad.txt").write_text("hello\n")
    return tmp_path


def threads():
    return ThreadPoolExecutor(2)


def test_two_workers_give_the_rows_one_gives_and_a_bad_file_is_a_row(folder):
    out = CliRunner().invoke(cli, ["analyse", str(folder), "--workers", "2", "--json"])
    rows = [json.loads(line) for line in out.stdout.splitlines()]
    assert out.exit_code == 1
    assert [row["file"] for row in rows] == files_in(folder)
    assert rows == [analyse_path(name) for name in files_in(folder)]
    assert [row["error"] is None for row in rows] == [False] + [True] * 6


def test_a_run_broken_off_goes_on_where_it_was(folder, tmp_path):
    journal = Journal(tmp_path / "out.csv.part")
    names = files_in(folder)
    for row in analyse_many(names[:4], threads):
        journal.add(row)
    with journal.path.open("ab") as file:
        file.write(b'{"state": [1')  # killed in the middle of a line
    assert set(journal.rows()) == set(names[:4])
    journal.add(analyse_path(names[4]))
    assert set(journal.rows()) == set(names[:5])
    (folder / "r0.txt").write_text("\n".join(["900"] * 60))
    assert str(folder / "r0.txt") not in journal.rows()


def test_a_folder_is_analysed_as_its_options_say(folder, tmp_path):
    def rows(*options):
        out = CliRunner().invoke(cli, ["analyse", str(folder), "--measures", "frequency", *options])
        return [json.loads(line) for line in out.stdout.splitlines() if '"error": null' in line]

    assert all("not_looked_for" in row["reasons"] for row in rows("--no-correction"))
    for i in range(6):
        text = "\n".join(str(800 + 7 * (j % (5 + i))) for j in range(400))
        (folder / f"r{i}.txt").write_text(text)
    found = rows("--detrend", "smoothness-priors")
    assert len(found) == 6
    assert all("smoothness-priors detrending" in row["methods"][0] for row in found)


def test_rows_of_another_question_are_not_taken_up(folder, tmp_path):
    part = tmp_path / "out.csv.part"
    Journal(part, "linear").add(analyse_path(str(folder / "r1.txt")))
    assert len(Journal(part, "linear").rows()) == 1
    assert not Journal(part, "smoothness-priors").rows()


def test_the_command_takes_up_the_journal_and_writes_whole_tables(folder, tmp_path):
    out = tmp_path / "out.parquet"
    Journal(tmp_path / "out.parquet.part", str(Asked(None, None, True, "linear"))).add(
        analyse_path(str(folder / "r1.txt"))
    )
    result = CliRunner().invoke(cli, ["analyse", str(folder), "--out", str(out)])
    assert "1 of 7 were done before" in result.stderr
    from pyarrow import parquet

    rows = parquet.read_table(out).to_pylist()
    assert [row["file"] for row in rows] == files_in(folder)
    assert rows[1]["beats"] == 60


def test_a_worker_killed_in_the_middle_loses_nothing(folder):
    names = [name for name in files_in(folder) if "bad" not in name]
    pools = []

    def pool():
        pools.append(process_pool(1))
        return pools[-1]

    rows = []
    for row in analyse_many(names, pool, in_flight=2):
        rows.append(row)
        if len(rows) == 1:
            for pid in list(pools[0]._processes):
                os.kill(pid, signal.SIGKILL)
    assert sorted(row["file"] for row in rows) == names
    assert all(row["error"] is None for row in rows)


def test_a_worker_keeps_its_linear_algebra_to_one_core():
    with process_pool(1) as pool:
        assert pool.submit(os.getenv, "OPENBLAS_NUM_THREADS").result() == "1"


class Lost(Executor):
    """An executor whose cluster went away, or that gave a file up."""

    def __init__(self, fault):
        self.fault = fault

    def submit(self, work, *arguments):
        future = Future()
        if self.fault is CancelledError:
            future.cancel()
            future.set_running_or_notify_cancel()
        else:
            future.set_exception(self.fault())
        return future


def test_a_lost_cluster_is_said_with_what_is_left(folder):
    with pytest.raises(StorageError, match="no longer be reached; 7 files are left"):
        list(analyse_many(files_in(folder), lambda: Lost(CancelledError)))


def test_a_file_the_cluster_gave_up_is_a_row(folder):
    class GaveUp(Exception):
        pass

    rows = list(analyse_many(files_in(folder), lambda: Lost(GaveUp), gave_up=GaveUp))
    assert len(rows) == 7
    assert all("ended its worker" in row["error"] for row in rows)


@pytest.mark.slow
def test_a_cluster_gives_the_rows_one_machine_gives(folder):
    distributed = pytest.importorskip("distributed")
    with distributed.LocalCluster(
        n_workers=1,
        threads_per_worker=1,
        processes=False,
        protocol="tcp",
        host="127.0.0.1",
        dashboard_address=None,
    ) as cluster:
        found = connect(cluster.scheduler_address)
        rows = {row["file"]: row for row in analyse_many(files_in(folder), lambda: found.executor)}
        assert found.threads == 1
        found.executor._client.close()
    assert [rows[name] for name in files_in(folder)] == [analyse_path(name) for name in files_in(folder)]


def test_a_scheduler_that_is_not_there_is_said(monkeypatch):
    pytest.importorskip("distributed")
    monkeypatch.setattr("outbreath_app.batch.cluster._ANSWER_WITHIN", "0.3s")
    with pytest.raises(StorageError, match="cannot be reached"):
        connect("tcp://127.0.0.1:9")


def test_a_folder_without_recordings_is_said(tmp_path):
    out = CliRunner().invoke(cli, ["analyse", str(tmp_path)])
    assert out.exit_code == 1
    assert "holds no recordings" in out.stderr


def test_a_file_without_beats_is_named_once(tmp_path):
    (tmp_path / "empty.jsonl").touch()
    out = CliRunner().invoke(cli, ["report", str(tmp_path / "empty.jsonl"), "--out", str(tmp_path / "o.pdf")])
    assert out.exit_code == 1
    assert out.stderr.count("empty.jsonl") == 1
    assert not out.stderr.rstrip().endswith("..")
