"""The player: hands the stream to the sound device in a thread of its own, and says once when there is none."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Generator
from dataclasses import replace

from outbreath_app.flow.view import Cue
from outbreath_app.pacing import Pacer
from outbreath_app.sound import tables
from outbreath_app.sound.device import Device, open_device
from outbreath_app.sound.scene import Scene, Timbre, Weather
from outbreath_app.sound.stream import SampleClock, Stream

NO_SOUND = "No sound device was found, so this session is silent. The picture and the words go on as usual."

FRAME_BYTES = 8  # two sides of 4 bytes
STALLED_NS = (
    3_000_000_000  # a device that asks for nothing so long has gone: headphones unplugged, a server restarted
)

# Headphones that lose their connection are often back within seconds; where there never was a device, none is hurried for.
AGAIN_NS, LATER_NS = 3_000_000_000, 30_000_000_000

log = logging.getLogger(__name__)


def in_background(work: Callable[[], None]) -> None:
    """Do it in a thread of its own."""
    threading.Thread(target=work, name="sound tables", daemon=True).start()


class Player:
    """Sound for one window. Every method returns at once; without a device they do nothing.

    tell is called at most once, with the sentence for the person, when there is no device.
    """

    def __init__(
        self,
        tell: Callable[[str], None],
        opener: Callable[[], Device] = open_device,
        clock_ns: Callable[[], int] = time.monotonic_ns,
        background: Callable[[Callable[[], None]], None] = in_background,
    ) -> None:
        self._tell = tell
        self._opener = opener
        self._clock_ns = clock_ns
        self._background = background
        self._lock = threading.Lock()
        self._device: Device | None = None
        self._absent = self._wanted = self._was_there = self._told = False
        self._tried_ns = 0
        self._scene = Scene()
        self._stream: Stream | None = None
        self._asked_ns = 0  # when the device last wanted samples

    @property
    def available(self) -> bool:
        """False while there is no device."""
        return not self._absent

    @property
    def scene(self) -> Scene:
        return self._scene

    def start(self) -> None:
        """Open the device and begin to play; a second call changes nothing."""
        self._wanted = True
        if self._device is None and not self._absent:
            self._open()

    def _open(self) -> None:
        self._asked_ns = self._tried_ns = self._clock_ns()
        self._background(lambda: tables.prepare(self._scene.timbre, self._scene.weather))
        self._stream = Stream(self._scene, SampleClock())
        try:
            self._device = self._opener()
            source = self._source(self._stream)
            next(source)
            self._device.start(source)
        except OSError as error:
            log.warning("sound: %s", error)
            self._device, self._stream, self._absent = None, None, True
            if not self._told:
                self._told = True
                self._tell(NO_SOUND)
        else:
            self._absent, self._was_there = False, True

    def close(self) -> None:
        """Let the device go."""
        self._wanted = False
        self._let_go()

    def _let_go(self) -> None:
        device, self._device, self._stream = self._device, None, None
        if device is not None:
            device.close()

    def _source(self, stream: Stream) -> Generator[bytes, int, None]:
        """What the device draws from, in the device's own thread."""
        count = yield b""
        while True:
            self._asked_ns = self._clock_ns()
            count = yield self._block(stream, count)

    def _block(self, stream: Stream, count: int) -> bytes:
        """The next block; one that cannot be made is silent, and the log says why."""
        try:
            return stream.block(count, self._asked_ns).tobytes()
        except (
            Exception
        ):  # an error would end the sound for good and print a traceback from the device's thread
            log.exception("sound: a block could not be made")
            return bytes(count * FRAME_BYTES)

    def tend(self) -> None:
        """Now and then: when the device has gone, open the one there is now; while there is none, look again."""
        now_ns = self._clock_ns()
        if self._device is not None and now_ns - self._asked_ns > STALLED_NS:
            log.warning("sound: the device stopped asking for samples; opening it again")
            self._let_go()
            self._open()
            return
        wait_ns = AGAIN_NS if self._was_there else LATER_NS
        if self._wanted and self._device is None and now_ns - self._tried_ns >= wait_ns:
            self._open()

    def change(self, change: Callable[[Scene], Scene]) -> None:
        """Play the changed scene from the next block on."""
        with self._lock:
            self._scene = change(self._scene)
            if self._stream is not None:
                self._stream.show(self._scene)

    def follow(self, pacer: Pacer) -> None:
        """Play the breath of this pacer."""
        if pacer is not self._scene.pacer:
            self.change(lambda scene: replace(scene, pacer=pacer))

    def strike(self, cue: Cue, at_ns: int) -> None:
        """A bell at that time, or as soon as it can still be heard whole."""
        horizon_ns = None if self._stream is None else self._stream.horizon_ns
        soonest_ns = self._clock_ns() if horizon_ns is None else horizon_ns
        self.change(lambda scene: scene.struck(max(at_ns, soonest_ns), cue))

    def feed_back(self, openness: float | None) -> None:
        """Open the feedback chord to 0..1; None lets it fall silent."""
        now_ns = self._clock_ns()
        self.change(lambda scene: scene.fed_back(now_ns, openness))

    def fade(self, volume: float, over_s: float = 0.3) -> None:
        """Glide to a volume of 0 to 1."""
        now_ns = self._clock_ns()
        self.change(lambda scene: scene.faded(now_ns, volume, over_s))

    def voice(self, timbre: Timbre, weather: Weather) -> None:
        """Another voice for the breath, other weather, as soon as they are computed."""

        def work() -> None:
            tables.prepare(timbre, weather)
            self.change(lambda scene: replace(scene, timbre=timbre, weather=weather))

        self._background(work)
