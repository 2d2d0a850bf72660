"""Plays sounds on a thread of its own, one at a time, and tells once when nothing can be heard."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np
import numpy.typing as npt

from console.outbox import Outbox
from console.sound import device
from console.sound.device import SoundError
from console.sound.tones import Sound, samples

_log = logging.getLogger(__name__)
Play = Callable[[npt.NDArray[np.int16], threading.Event], None]  # to the end, or until the event; SoundError


@dataclass(frozen=True, slots=True)
class SoundLost:
    """Fact: nothing can be heard, told once until it can; `why` is translated."""

    why: str


@dataclass(frozen=True, slots=True)
class SoundBack:
    """Fact: sounds are heard again."""


class Speaker:
    """Thread: any; what plays is its own thread's.

    A sound that comes while another plays waits for its end; of those that wait the newest is heard.
    """

    def __init__(
        self, outbox: Outbox, *, play: Play = device.play, look: Callable[[], object] = device.backend
    ) -> None:
        """`look` raises SoundError where nothing would be heard: asked once, before the first sound."""
        self._outbox = outbox
        self._play = play
        self._look = look
        self._lock = threading.Lock()
        # Guarded by _lock
        self._next: Sound | None = None
        self._wake = threading.Event()
        self._stop = threading.Event()
        self._is_lost = False  # its own thread's
        self._thread = threading.Thread(target=self._run, name="sound", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Cuts off what plays; whoever never started it need not wait for it either."""
        self._stop.set()
        self._wake.set()
        if self._thread.is_alive():
            self._thread.join()

    def say(self, sound: Sound) -> None:
        """Returns at once."""
        with self._lock:
            self._next = sound
        self._wake.set()

    # --- its own thread ---

    def _run(self) -> None:
        self._try(self._look)
        while not self._stop.is_set():
            self._wake.wait()
            self._wake.clear()
            with self._lock:
                sound, self._next = self._next, None
            if sound is not None and not self._stop.is_set():
                self._try(partial(self._play, samples(sound), self._stop))

    def _try(self, act: Callable[[], object]) -> None:
        try:
            act()
        except SoundError as error:
            if not self._is_lost:
                self._is_lost = True
                _log.warning("no sound: %s", error)
                self._outbox.put(SoundLost(str(error)))
        else:
            if self._is_lost:
                self._is_lost = False
                self._outbox.put(SoundBack())
