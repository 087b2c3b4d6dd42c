"""One offscreen application for every test of the window."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(scope="session")
def app() -> object:
    from outbreath_app.ui.shell.application import make_application

    return make_application()


@pytest.fixture
def desk(app: object, tmp_path: Path) -> Iterator[object]:
    from support.desk import Desk

    made = Desk(tmp_path)
    yield made
    made.close()
