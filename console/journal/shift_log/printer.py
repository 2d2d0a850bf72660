"""Shift logs that are asked for at the desk: made one after another, told of, and called off."""

from __future__ import annotations

import threading
from functools import partial

from console.journal.children import ReasonNeededError
from console.journal.reader import Reader
from console.journal.shift_log.course import Course
from console.journal.shift_log.file import Recorder, make_shift_log
from console.journal.shift_log.log import ShiftLogDone, ShiftLogOrder, ShiftLogProgress
from console.outbox import Outbox
from console.paths import DataFolder


class Printer:
    """Thread: any; the work is done by `journal-printer`, so that no search waits for a month on paper."""

    def __init__(self, recorder: Recorder, folder: DataFolder, outbox: Outbox) -> None:
        self._recorder = recorder
        self._folder = folder
        self._outbox = outbox
        self._reader = Reader(outbox, "journal-printer")
        self._lock = threading.Lock()
        # Guarded by _lock
        self._asked = dict[str, threading.Event]()  # by ref; set: it is wanted no more

    def start(self) -> None:
        self._reader.start()

    def stop(self) -> None:
        """Calls off what is in the making, and waits until it has left nothing behind."""
        with self._lock:
            for called_off in self._asked.values():
                called_off.set()
        self._reader.stop()

    def make(self, order: ShiftLogOrder) -> None:
        """Returns at once; ShiftLogProgress and, at the end, ShiftLogDone come through the outbox."""
        called_off = threading.Event()
        with self._lock:
            self._asked[order.ref] = called_off
        self._reader.submit(
            partial(self._make, order, called_off),
            unmade=lambda why: ShiftLogDone(order.ref, order.file, failure=why),
        )

    def cancel(self, ref: str) -> None:
        """ShiftLogDone says `cancelled` soon; what is ready by then stays."""
        with self._lock:
            if called_off := self._asked.get(ref):
                called_off.set()

    def settle(self) -> None:
        """Waits until all that was asked for before is done: for tests."""
        self._reader.settle()

    def _make(self, order: ShiftLogOrder, called_off: threading.Event) -> ShiftLogDone:
        def told(done: int, total: int) -> None:
            self._outbox.put(ShiftLogProgress(order.ref, done, total))

        try:
            return make_shift_log(self._recorder, self._folder, order, Course(told, called_off.is_set))
        except ReasonNeededError as problem:
            return ShiftLogDone(order.ref, order.file, failure=str(problem), needs_reason=True)
        finally:
            with self._lock:
                if self._asked.get(order.ref) is called_off:
                    del self._asked[order.ref]
