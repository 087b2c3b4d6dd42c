"""A Dask cluster's executor, for archives that outgrow one machine. Dask is asked for only here, and only when wanted."""

from __future__ import annotations

import logging
from concurrent.futures import Executor
from dataclasses import dataclass

from outbreath_app.storage.errors import StorageError

_ANSWER_WITHIN = "10s"


@dataclass(frozen=True, slots=True)
class Cluster:
    """A connected cluster: its executor, how many files it works on at once, and the error that tells of a file on
    which worker after worker died."""

    executor: Executor
    threads: int
    gave_up: type[Exception]


def connect(address: str) -> Cluster:
    """Raises StorageError when Dask is not installed or the scheduler cannot be reached."""
    try:
        from distributed import Client, KilledWorker
    except ImportError as error:
        raise StorageError("--scheduler needs Dask: pip install 'outbreath[cluster]'.") from error
    for name in (
        "distributed.client",
        "distributed.comm.core",
        "tornado.application",
    ):  # told here in a sentence
        logging.getLogger(name).setLevel(logging.CRITICAL)
    try:
        client = Client(address, timeout=_ANSWER_WITHIN)
    except (OSError, ValueError, TimeoutError) as error:
        raise StorageError(f"The scheduler {address} cannot be reached.") from error
    return Cluster(client.get_executor(pure=False), sum(client.nthreads().values()), KilledWorker)
