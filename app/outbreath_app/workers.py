"""Worker processes for many recordings: fresh interpreters, one core each. Imports nothing heavy, so that it comes first."""

from __future__ import annotations

import multiprocessing
import os
from concurrent.futures import Executor, ProcessPoolExecutor

from outbreath_app.storage.keys import keys_at_hand, use_key
from outbreath_app.storage.protection import FolderKey

_THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")


def process_pool(workers: int) -> Executor:
    """Fresh interpreters: nothing of this process's threads or windows is inherited, but for the keys of unlocked folders."""
    return ProcessPoolExecutor(
        workers,
        mp_context=multiprocessing.get_context("spawn"),
        initializer=_begin,
        initargs=(keys_at_hand(),),  # through a pipe, as the work itself
    )


def _begin(keys: tuple[FolderKey, ...]) -> None:
    """Before NumPy is imported: its linear algebra would else start a thread for every core in every worker."""
    for name in _THREADS:
        os.environ.setdefault(name, "1")
    for key in keys:
        use_key(key)
