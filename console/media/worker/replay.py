"""A camera's last minute shown again: a thread decodes what a reel holds, at the pace asked for."""

from __future__ import annotations

import logging
import os
import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from console.media.replay_messages import (
    ClipOpened,
    CloseReplay,
    KeepReplayStill,
    PlayReplay,
    ReplayReport,
    ReplayStill,
    SeekReplay,
    StepReplay,
)
from console.media.replay_state import ReplayPhase
from console.media.worker.clip_reel import ClipChangedError, ClipReel, ClipUnreadableError
from console.media.worker.reel_player import ReelPlayer
from console.media.worker.still import encode_still

if TYPE_CHECKING:
    from console.media.worker.held_packets import HeldPackets
    from console.media.worker.scaler import Scaler

_log = logging.getLogger(__name__)
# Far below the live decoder's 2: what is over of a core is enough to look back.
_NICENESS = 10
_EACH_NS = 250_000_000  # between two looks at the ring, and two reports
_NEAR_NS = 2_000_000_000  # with so little left to play the ring is looked at
_RESTING_NS = 1_000_000_000  # else so often: what is kept moves on
_SHOWN_NS = 30_000_000  # faster than it was, no more pictures are shown than somebody can see
_TOO_LATE_NS = 300_000_000  # a decoder that cannot keep up plays slower, and leaves nothing out

Order = PlayReplay | StepReplay | SeekReplay | KeepReplayStill | CloseReplay | None


class Replay:
    """Thread: its own, "replay-<number>"; `obey`, `add_scaler` and `remove_scaler` main."""

    def __init__(
        self,
        number: int,
        hold: Callable[[], HeldPackets],
        *,
        at_ns: int,
        tell: Callable[[object], None],
    ) -> None:
        """`hold` gives what is played, on the replay's thread; `at_ns`: where it begins."""
        self._number = number
        self._hold = hold
        self._begin_ns = at_ns
        self._tell = tell
        self._scalers: tuple[Scaler, ...] = ()  # replaced as a whole by main
        self._change = threading.Condition()
        # Guarded by _change
        self._orders: list[Order] = []
        # Its own thread's
        self._speed, self._phase = 1.0, ReplayPhase.WAITING
        self._base = (0, 0)  # a moment on the wall's clock, and the one of the reel that is due then
        self._shown_ns = self._shown_at_ns = 0  # the frame shown, and when
        self._sequence = 0
        self._look_ns = self._told_ns = 0  # the desk knows of the frames until then
        self.thread = threading.Thread(target=self._run, name=f"replay-{number}", daemon=True)
        self.thread.start()

    # --- main ---

    def obey(self, order: Order) -> None:
        """None: show the present frame once more."""
        with self._change:
            self._orders.append(order)
            self._change.notify()

    def add_scaler(self, scaler: Scaler) -> None:
        self.remove_scaler(scaler.name)
        self._scalers = (*self._scalers, scaler)
        self.obey(None)

    def remove_scaler(self, name: str) -> None:
        self._scalers = tuple(scaler for scaler in self._scalers if scaler.name != name)

    # --- its own ---

    def _run(self) -> None:
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _NICENESS)
        try:
            self._reel = self._hold()
            self._player = ReelPlayer(self._reel)
            if isinstance(self._reel, ClipReel):
                reel = self._reel
                self._tell(ClipOpened(self._number, reel.frames_ns, *reel.size_px, reel.has_sound))
            self._play()
        except ClipChangedError:
            self._tell(ReplayReport(self._number, ReplayPhase.CHANGED))
        except ClipUnreadableError:
            self._tell(ReplayReport(self._number, ReplayPhase.EMPTY))
        except Exception:  # one camera's oddity ends its replay, and nobody's feed
            _log.exception("replay %d ended", self._number)
            self._tell(ReplayReport(self._number, ReplayPhase.LOST))

    def _play(self) -> None:
        if not self._player.seek(self._begin_ns):
            self._phase = ReplayPhase.EMPTY
            self._report()
            return
        self._begin_playing()
        self._show()
        while True:
            orders = self._wait()
            if any(isinstance(order, CloseReplay) for order in orders):
                return
            self._obey_all(orders)
            if self._phase is ReplayPhase.PLAYING:
                self._go_on()
            self._look()

    def _wait(self) -> list[Order]:
        """Until there is an order, or something is due."""
        due_ns = self._due_ns()  # may decode: main, which gives the orders, must not wait for that
        with self._change:
            if not self._orders:
                self._change.wait(max(0.0, (due_ns - time.monotonic_ns()) / 1e9))
            orders, self._orders = self._orders, []
            return orders

    def _due_ns(self) -> int:
        if self._phase is not ReplayPhase.PLAYING:
            return self._look_ns
        following = self._player.peek()
        return min(self._frame_due_ns(following.moment_ns), self._look_ns) if following else 0

    def _frame_due_ns(self, moment_ns: int) -> int:
        wall_ns, base_ns = self._base
        return wall_ns + round((moment_ns - base_ns) / self._speed)

    # --- orders ---

    def _obey_all(self, orders: list[Order]) -> None:
        """Wishes to go elsewhere that came together are one way."""
        target_ns: int | None = None
        for order in orders:
            if isinstance(order, SeekReplay):
                from_ns = self._at_ns() if target_ns is None else target_ns
                target_ns = self._reach(from_ns + order.by_ns if order.at_ns is None else order.at_ns)
                continue
            if target_ns is not None:
                self._seek(target_ns)
                target_ns = None
            self._obey_one(order)
        if target_ns is not None:
            self._seek(target_ns)
        if orders:
            self._report()

    def _obey_one(self, order: Order) -> None:
        if isinstance(order, PlayReplay):
            self._set_speed(order.speed)
        elif isinstance(order, StepReplay):
            self._step(order.frames)
        elif isinstance(order, KeepReplayStill):
            self._tell(self._still(order.job))
        else:
            self._show()

    def _reach(self, at_ns: int) -> int:
        return min(max(at_ns, self._reel.oldest_ns), self._reel.newest_ns)

    def _seek(self, at_ns: int) -> None:
        self._reel.refresh()
        if self._player.seek(at_ns):
            self._show()
        if self._phase is not ReplayPhase.PAUSED:
            self._begin_playing()

    def _set_speed(self, speed: float) -> None:
        if speed:
            self._speed = speed
            self._begin_playing()
            return
        self._phase = ReplayPhase.PAUSED
        self._show()  # the one before it may have been left out

    def _step(self, frames: int) -> None:
        self._phase = ReplayPhase.PAUSED
        for _number in range(abs(frames)):
            if not (self._forward() if frames > 0 else self._player.back()):
                break
            self._show()

    def _forward(self) -> bool:
        if self._player.forward():
            return True
        self._reel.refresh()
        return self._player.forward()

    def _still(self, job: int) -> ReplayStill:
        frame = self._player.current
        assert frame is not None
        try:
            jpeg = encode_still(frame.picture)
        except Exception:  # a format that the encoder does not take
            _log.exception("a still could not be made")
            jpeg = b""
        size = (frame.picture.width, frame.picture.height)
        return ReplayStill(self._number, job, jpeg, frame.at_ns, *size)

    # --- going on ---

    def _begin_playing(self) -> None:
        self._phase = ReplayPhase.PLAYING
        current = self._player.current
        self._base = (time.monotonic_ns(), current.moment_ns if current else 0)

    def _go_on(self) -> None:
        if self._player.peek() is None:
            self._reel.refresh()
        following = self._player.peek()
        if following is None:
            self._phase = ReplayPhase.CAUGHT_UP
            self._show()
            self._report()
            return
        now_ns = time.monotonic_ns()
        due_ns = self._frame_due_ns(following.moment_ns)
        if due_ns > now_ns:
            return
        self._player.forward()
        if now_ns - due_ns > _TOO_LATE_NS:
            self._base = (now_ns, following.moment_ns)
        if self._speed <= 1 or now_ns - self._shown_at_ns >= _SHOWN_NS:
            self._show()

    def _show(self) -> None:
        frame = self._player.current
        if frame is None:
            return
        self._sequence += 1
        for scaler in self._scalers:
            scaler.show(frame.picture, captured_at_ns=frame.at_ns, sequence=self._sequence)
        self._shown_ns, self._shown_at_ns = frame.at_ns, time.monotonic_ns()

    def _look(self) -> None:
        """What need not be done for each frame."""
        now_ns = time.monotonic_ns()
        if now_ns < self._look_ns:
            return
        is_near = self._reel.newest_ns - self._at_ns() < _NEAR_NS
        plays = self._phase is ReplayPhase.PLAYING
        self._look_ns = now_ns + (_EACH_NS if plays and is_near else _RESTING_NS)
        self._reel.refresh()
        self._report()

    def _at_ns(self) -> int:
        return self._player.current.at_ns if self._player.current else 0

    def _report(self) -> None:
        reel = self._reel
        span = (reel.oldest_ns, reel.newest_ns)
        frames_ns = reel.moments_after(self._told_ns)
        self._told_ns = reel.newest_ns
        self._tell(ReplayReport(self._number, self._phase, self._shown_ns, *span, frames_ns))
