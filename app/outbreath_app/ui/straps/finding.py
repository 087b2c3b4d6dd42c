"""Finding a strap: the scan runs in a child process and the list grows while it runs."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, QProcess, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from outbreath_app.ui.feeds.recorder import own_command
from outbreath_app.ui.parts.disc import BreathingMark
from outbreath_app.ui.parts.flowing import FlowLayout
from outbreath_app.ui.parts.widgets import Notice, button, label, set_out, tall_enough, tick_row
from outbreath_app.ui.straps.rows import FAR_DBM, KNOWN, NAME, NEAR_DBM, RSSI, StrapRows
from outbreath_app.ui.words.i18n import number, tr
from outbreath_app.ui.words.reasons import problem_words
from outbreath_devices.ble.radio import RadioProblem, advice_for

SCAN_SECONDS = 20
ENDED = "The search was ended by the system."


@dataclass(frozen=True, slots=True)
class Found:
    """A strap that was heard. rssi_dbm: how strongly, None if unknown. known: used before; last_used: the latest of those.

    connected: the system has a link to it already, as after a program that was ended by force. strap: it says that it sends a
    heart rate; other devices may do so all the same.
    """

    address: str
    name: str = ""
    rssi_dbm: int | None = None
    known: bool = False
    last_used: bool = False
    connected: bool = False
    strap: bool = True


class Scanner(QObject):
    """One scan. `found` comes once or more for each strap, `over` once with a problem or an empty text."""

    found = Signal(object)
    over = Signal(str)

    def start(self) -> None:
        raise NotImplementedError

    def stop(self) -> None:
        raise NotImplementedError


class ChildScanner(Scanner):
    """Runs `outbreath scan --json` and reads its lines."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rest = b""
        self._process = QProcess(self)
        self._process.readyReadStandardOutput.connect(self._on_output)
        self._process.finished.connect(self._on_finished)
        self._process.errorOccurred.connect(self._on_error)

    def start(self) -> None:
        program, arguments = own_command(["scan", "--json", "--all", "--seconds", str(SCAN_SECONDS)])
        self._rest = b""
        self._process.start(program, arguments)

    def stop(self) -> None:
        if self._process.state() != QProcess.ProcessState.NotRunning:
            self._process.blockSignals(True)
            self._process.kill()
            self._process.waitForFinished(2000)
            self._process.blockSignals(False)

    def _on_output(self) -> None:
        data = self._rest + bytes(self._process.readAllStandardOutput().data())
        *whole, self._rest = data.split(b"\n")
        for raw in whole:
            found = strap_of(raw)
            if found is not None:
                self.found.emit(found)

    def _on_finished(self, code: int, status: QProcess.ExitStatus) -> None:
        if status is QProcess.ExitStatus.CrashExit:
            # macOS ends whoever looks for Bluetooth devices without its permission
            permission = RadioProblem.NO_PERMISSION if sys.platform == "darwin" else RadioProblem.UNKNOWN
            self.over.emit(f"{ENDED} {advice_for(permission)}")
            return
        said = bytes(self._process.readAllStandardError().data()).decode("utf-8", "replace").strip()
        self.over.emit("" if code == 0 else (said.splitlines() or [""])[-1].removeprefix("Error: "))

    def _on_error(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart:
            self.over.emit(self._process.errorString())


def strap_of(raw: bytes) -> Found | None:
    """The strap in one line of the scan, None when there is none in it."""
    try:
        line = json.loads(raw)
    except ValueError:
        return None
    if not isinstance(line, dict) or not isinstance(line.get("address"), str):
        return None
    rssi = line.get("rssi_dbm")
    strength = rssi if isinstance(rssi, int) else None
    known, last_used, connected = (line.get(key) is True for key in ("known", "last_used", "connected"))
    strap = line.get("strap") is not False
    return Found(line["address"], str(line.get("name") or ""), strength, known, last_used, connected, strap)


def strength_words(rssi_dbm: int | None) -> str:
    """How near a strap sounds."""
    if rssi_dbm is None:
        return ""
    if rssi_dbm > NEAR_DBM:
        return tr("near")
    return tr("within reach") if rssi_dbm > FAR_DBM else tr("far")


class StrapPicker(QDialog):
    """Lists every strap with the heart-rate service as it is heard; any make will do."""

    chosen = Signal(object)
    replay_wanted = Signal()
    simulated_wanted = Signal()

    def __init__(self, scanner: Scanner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Find a strap"))
        set_out(self, 640, 420)
        self._scanner = scanner
        scanner.setParent(self)
        self._straps: dict[str, Found] = {}
        self._others: dict[str, Found] = {}
        self.all, self._all_row = tick_row(tr("Show all Bluetooth devices"))
        self.all.setAccessibleDescription(
            tr("For a strap that does not say that it sends a heart rate. It is found out when it is used.")
        )
        self.status = label("", wrap=True)
        self.notice = Notice()
        self.list = QListWidget()
        self.list.setWordWrap(True)
        self.list.setItemDelegate(StrapRows(self.list))
        self.list.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setMinimumHeight(round(5.5 * self.list.fontMetrics().lineSpacing()))  # two straps
        self.list.setAccessibleName(tr("Straps found"))
        self.use = button(tr("Use this strap"), "main")
        self.again = button(tr("Look again"))
        self.replay = button(tr("Replay a recording"))
        self.simulated = button(tr("Use the simulated strap"))
        self.cancel = button(tr("Cancel"), "quiet", "Esc")
        self._build()
        self.use.setEnabled(False)
        self.all.toggled.connect(self._on_all)
        self.list.currentRowChanged.connect(lambda row: self.use.setEnabled(row >= 0))
        self.list.itemActivated.connect(lambda _: self._on_use())
        self.use.clicked.connect(self._on_use)
        self.again.clicked.connect(self.look)
        self.cancel.clicked.connect(self.reject)
        self.replay.clicked.connect(lambda: self._leave(self.replay_wanted.emit))
        self.simulated.clicked.connect(lambda: self._leave(self.simulated_wanted.emit))
        scanner.found.connect(self._on_found)
        scanner.over.connect(self._on_over)

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(12)
        layout.addWidget(label(tr("Find a strap"), "title"))
        self.wear = label(
            tr("Wear the strap with its pads moistened: most straps only answer on the skin."),
            "muted",
            wrap=True,
        )
        layout.addWidget(self.wear)
        layout.addWidget(self.status)
        layout.addWidget(self.notice)
        layout.addWidget(self.list, 1)
        self.waiting = BreathingMark(7.0, most_px=160)
        layout.addWidget(self.waiting, 1, Qt.AlignmentFlag.AlignCenter)
        layout.addLayout(self._all_row)
        ways = FlowLayout()
        for one in (self.use, self.again, self.simulated, self.replay):
            ways.addWidget(one)
        across = QHBoxLayout()
        across.addLayout(ways, 1)
        across.addWidget(self.cancel, 0, Qt.AlignmentFlag.AlignBottom)
        layout.addLayout(across)
        self._offer(radio=True)

    def _offer(self, radio: bool) -> None:
        """The straps and what can be done with them, or the ways to practise without Bluetooth."""
        self.wear.setVisible(radio and not self._straps)
        for shown in (self.list, self.use):
            shown.setVisible(radio and bool(self._straps))
        self.waiting.setVisible(radio and not self._straps)
        for shown in (self.replay, self.simulated):
            shown.setVisible(not radio)
        self.again.setProperty("role", "" if radio else "main")
        self.again.style().polish(self.again)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        tall_enough(self)

    def look(self) -> None:
        """Begin a scan; what was found before stays listed."""
        self.notice.say("")
        self._offer(radio=True)
        self.status.setText(tr("Looking for straps…"))
        self.again.setEnabled(False)
        self._scanner.start()

    def _on_all(self, every: bool) -> None:
        """Devices of every kind come into the list, or go from it."""
        if every:
            for found in self._others.values():
                self._on_found(found)
            return
        for row in reversed(range(self.list.count())):
            found = self._straps[self.list.item(row).data(Qt.ItemDataRole.UserRole)]
            if not (found.strap or found.known):
                gone = self.list.takeItem(row)
                del self._straps[gone.data(Qt.ItemDataRole.UserRole)]
        if not self._straps:
            self._offer(radio=True)

    def _on_found(self, found: Found) -> None:
        if not (found.strap or found.known):
            self._others[found.address] = found
            if not self.all.isChecked():
                return
        new = found.address not in self._straps
        self._straps[found.address] = found
        if new:
            item = QListWidgetItem()
            item.setData(Qt.ItemDataRole.UserRole, found.address)
            item.setToolTip(found.address)
            # the one used last stands first and is chosen, unless another has been chosen by hand
            self.list.insertItem(self._place(found), item)
            for shown, wanted in (
                (self.wear, False),
                (self.waiting, False),
                (self.list, True),
                (self.use, True),
            ):
                shown.setVisible(wanted)
            tall_enough(self)
            if self.list.count() == 1 or (found.last_used and not self.list.hasFocus()):
                self.list.setCurrentItem(item)
        for row in range(self.list.count()):
            item = self.list.item(row)
            strap = self._straps[item.data(Qt.ItemDataRole.UserRole)]
            name, known = self._words(strap)
            item.setText("   ".join((name, *known)))
            item.setData(NAME, name)
            item.setData(KNOWN, "  ·  ".join(known))
            item.setData(RSSI, None if strap.connected else strap.rssi_dbm)

    def _place(self, found: Found) -> int:
        """Where a strap goes in the list: the one used last first, then those used before, then the others."""
        if found.last_used:
            return 0
        others = [
            self._straps[self.list.item(row).data(Qt.ItemDataRole.UserRole)]
            for row in range(self.list.count())
        ]
        return sum(other.last_used or other.known for other in others) if found.known else len(others)

    def _words(self, found: Found) -> tuple[str, list[str]]:
        """A strap's name and what is known of it; where two go by the same name, the address tells them apart."""
        namesakes = sum(other.name == found.name for other in self._straps.values()) > 1
        known = (
            found.address if namesakes or not found.name else "",
            tr("connected") if found.connected else strength_words(found.rssi_dbm),
            tr("used last") if found.last_used else tr("used before") if found.known else tr("new"),
            "" if found.strap else tr("may send no heart rate"),
        )
        return found.name or (tr("Strap without a name") if found.strap else tr("Device without a name")), [
            part for part in known if part
        ]

    def _on_over(self, problem: str) -> None:
        self.again.setEnabled(True)
        if problem:
            self.status.setText(tr("Bluetooth cannot be used here."))
            self.notice.say(
                problem_words(problem)
                + " "
                + tr("You can replay a recording or use the simulated strap instead.")
            )
            self._offer(radio=bool(self._straps))
            self.simulated.show()
            self.replay.show()
            (self.list if self._straps else self.again).setFocus()
            self._fit()
        elif self._straps:
            count = len(self._straps)
            self.status.setText(
                tr("One strap found.") if count == 1 else tr("{count} straps found.", count=number(count))
            )
        else:
            self._offer(radio=False)
            self.again.setFocus()
            self.status.setText(tr("No strap found. Moisten its pads, wear it, come nearer, and look again."))
            self._fit()

    def _fit(self) -> None:
        """As tall as what is said now; no empty ground where a list was."""
        tall_enough(self)
        if not self._straps:
            self.resize(self.width(), self.minimumHeight())

    def _on_use(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            self.chosen.emit(self._straps[item.data(Qt.ItemDataRole.UserRole)])
            self.accept()

    def _leave(self, then: Callable[[], None]) -> None:
        self.reject()
        then()

    def done(self, result: int) -> None:
        self._scanner.stop()
        super().done(result)
