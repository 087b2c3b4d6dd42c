"""What the window loads before it is painted for the first time."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

UNTIL_PAINTED = """
import sys
from pathlib import Path
from outbreath_app.settings import Settings, SettingsFile
from outbreath_app.ui.shell.application import make_application, make_window
from outbreath_app.ui.parts.frames import FirstPaint
from outbreath_app.ui.shell.services import Services
app = make_application()
file = SettingsFile(Path(sys.argv[1]) / "settings.json")
file.save(Settings(welcomed=True, language="en"))
window = make_window(Services(settings_file=file))
def painted():
    heavy = ("numpy", "scipy", "pyqtgraph", "neurokit2", "pandas", "bleak", "sqlite3", "asyncio", "multiprocessing")
    print("loaded:", *(name for name in heavy if name in sys.modules), flush=True)
    app.exit()
FirstPaint(window, painted)
window.show()
app.exec()
"""


def test_nothing_heavy_is_loaded_before_the_first_paint(tmp_path: Path) -> None:
    child = subprocess.run(
        [sys.executable, "-c", UNTIL_PAINTED, str(tmp_path)],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert child.stdout.strip() == "loaded:"
