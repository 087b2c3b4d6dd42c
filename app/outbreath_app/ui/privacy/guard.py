"""What stands between the window and a locked folder: the lock page, and locking when nobody is there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from outbreath_app.storage.keys import is_unlocked, load_protection, lock_all, use_key
from outbreath_app.storage.protection import is_protected
from outbreath_app.storage.system_keyring import key_from_keyring
from outbreath_devices.errors import DeviceError

CHECK_EVERY_MS = 5000
_SIGNS_OF_LIFE = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
    }
)


class Guarded(Protocol):
    """The window, as the guard sees it."""

    @property
    def lock_after_min(self) -> float: ...

    @property
    def occupied(self) -> bool:
        """Whether something goes on that must not be interrupted."""

    def put_away(self) -> None:
        """Let go of everything read from the folder."""

    def stand_before(self, page: QWidget) -> None: ...

    def let_in(self) -> None: ...


class Guard(QObject):
    """Locks after so long without a key, a click or a movement; what is being recorded is waited for."""

    def __init__(
        self,
        window: Guarded,
        data: Callable[[], Path],
        now_ns: Callable[[], int],
        parent: QObject,
        watch: bool = True,
    ) -> None:
        """watch: whether to look by itself every few seconds."""
        super().__init__(parent)
        self._window, self._data, self._now_ns = window, data, now_ns
        self._seen_ns = now_ns()
        self._page: QWidget | None = None
        self._asked_keyring = False
        self._timer = QTimer(self)
        self._timer.setInterval(CHECK_EVERY_MS)
        self._timer.timeout.connect(self.check)
        if watch:
            self._timer.start()
        self._listening = False
        self._listen(is_protected(data()))

    @property
    def page(self) -> QWidget | None:
        """The lock page while it stands."""
        return self._page

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _SIGNS_OF_LIFE:
            self._seen_ns = self._now_ns()
        return False

    def holds(self) -> bool:
        """Whether the folder is locked; then the lock page is in front."""
        if self._page is not None:
            self._window.stand_before(self._page)
            return True
        if not is_protected(self._data()) or self._at_hand():
            return False
        self._stand()
        return True

    def _listen(self, wanted: bool) -> None:
        """See every event only where there is something to lock: each costs a call into Python."""
        app = QApplication.instance()
        if wanted is self._listening or app is None:
            return
        self._listening, self._seen_ns = wanted, self._now_ns()
        if wanted:
            app.installEventFilter(self)
        else:
            app.removeEventFilter(self)

    def check(self) -> None:
        """Lock when it is time and nothing goes on."""
        self._listen(is_protected(self._data()))
        idle_min = (self._now_ns() - self._seen_ns) / 60e9
        due = 0 < self._window.lock_after_min <= idle_min
        if due and self._page is None and self._listening and not self._window.occupied:
            self.lock()

    def lock(self) -> None:
        """Close what is open over the window, let go of the key, and stand before everything."""
        if self._page is not None or not is_protected(self._data()):
            return
        for widget in QApplication.topLevelWidgets():
            if isinstance(widget, QDialog) and widget.isVisible():
                widget.reject()
        self._asked_keyring = True  # once locked, a person unlocks
        lock_all()
        self._window.put_away()
        self._stand()

    def _at_hand(self) -> bool:
        data = self._data()
        try:
            if is_unlocked(data):
                return True
            if self._asked_keyring:
                return False
            self._asked_keyring = True
            key = key_from_keyring(load_protection(data))
        except DeviceError:  # a key file that cannot be read: the lock page says so when it is tried
            return False
        if key is None:
            return False
        use_key(key)
        return True

    def _stand(self) -> None:
        from outbreath_app.ui.privacy.lock_page import LockPage

        page = LockPage(self._data())
        page.unlocked.connect(self._on_unlocked)
        self._page = page
        self._window.stand_before(page)
        page.passphrase.setFocus()

    def _on_unlocked(self) -> None:
        page, self._page = self._page, None
        self._seen_ns = self._now_ns()
        self._window.let_in()
        if page is not None:
            page.deleteLater()
