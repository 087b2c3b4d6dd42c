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
    for (
        name
    ) in _THREADS:  # read when NumPy is loaded, which a worker's main module may do before anything else
        os.environ.setdefault(name, "1")
    return ProcessPoolExecutor(
        workers,
        mp_context=multiprocessing.get_context("spawn"),
        initializer=_take_keys,
        initargs=(keys_at_hand(),),  # through a pipe, as the work itself
    )


def _take_keys(keys: tuple[FolderKey, ...]) -> None:
    for key in keys:
        use_key(key)
