"""A recording played in the trainer: the feed, the model and the page wired together."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from outbreath_app.ui.feeds.replay import ReplayFeed
from outbreath_app.ui.live.model import LiveModel
from outbreath_app.ui.trainer.page import TrainerPage
from outbreath_app.ui.words.i18n import tr


def phase_words(name: str) -> str:
    """The part of a session in plain words."""
    words = {
        "settle": tr("Settling"),
        "baseline": tr("Baseline, breathing freely"),
        "practice": tr("Practice"),
        "recovery": tr("Recovery, breathing freely"),
        "step": tr("Step"),
        "rest": tr("Rest"),
    }
    return words.get(name, name)


class ReplaySession(QObject):
    """Follows the recording's own pacer, phases and clock; pause holds all of them."""

    over = Signal()
    again = Signal()

    def __init__(
        self,
        feed: ReplayFeed,
        model: LiveModel,
        page: TrainerPage,
        title: str,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.feed, self.model, self.page, self._title = feed, model, page, title
        self._ended = False
        feed.line.connect(model.feed)
        feed.ended.connect(self._on_ended)
        page.pause_wanted.connect(self.toggle_pause)
        page.stop_wanted.connect(self.over)
        page.controls.speed_wanted.connect(feed.set_speed)
        page.controls.show_choice(page.pacer.face, page.detail, feed.speed)

    def start(self) -> None:
        self.feed.start()
        self.tick()

    def tick(self) -> None:
        """One frame."""
        self.feed.tick()
        now_ns = self.feed.clock.now_ns()
        left_s = max(0.0, (self.feed.length_s or 0.0) - self.model.seconds(now_ns))
        phase = self.model.state.phase
        title = self.model.phase_title
        self.page.show_title(self._title, title or (phase_words(phase) if phase else ""))
        self.page.show_frame(now_ns, left_s)

    @property
    def paused(self) -> bool:
        return self.feed.replay_clock.paused

    def toggle_pause(self) -> None:
        """Hold or go on; at the end, from the beginning again."""
        if self._ended:
            self.again.emit()
            return
        if self.paused:
            self.feed.resume()
        else:
            self.feed.pause()
        self.page.show_paused(self.paused)

    def _on_ended(self) -> None:
        self._ended = True
        self.feed.pause()
        self.page.controls.show_again()
        self.page.notice.say(tr("The recording ends here."))
