"""Many files at once: the same rows on one worker or two, resumed where it was, no bad file or dead worker stops it."""

from __future__ import annotations

import json
import os
import signal
from concurrent.futures import ThreadPoolExecutor

import pytest
from click.testing import CliRunner

from outbreath_app.batch import Journal, analyse_many, analyse_path, files_in, process_pool
from outbreath_app.cli import cli


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


def test_the_command_takes_up_the_journal_and_writes_whole_tables(folder, tmp_path):
    out = tmp_path / "out.parquet"
    Journal(tmp_path / "out.parquet.part").add(analyse_path(str(folder / "r1.txt")))
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
