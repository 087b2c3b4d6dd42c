"""Worker processes for many recordings: fresh interpreters, whose linear algebra keeps to one core each."""

from __future__ import annotations

import multiprocessing
import os
from concurrent.futures import Executor, ProcessPoolExecutor

from outbreath_app.storage.keys import keys_at_hand, use_key
from outbreath_app.storage.protection import FolderKey

_THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")


def process_pool(workers: int) -> Executor:
    """Fresh interpreters: nothing of this process's threads or windows is inherited."""
    for name in _THREADS:  # read when NumPy is loaded, so here already, where a worker's main module may load it
        os.environ.setdefault(name, "1")
    return ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn"))
