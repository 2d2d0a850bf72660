"""The replays that a decoder process shows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from console.media.replay_messages import (
    CloseReplay,
    HideReplay,
    OpenClip,
    OpenReplay,
    ReplayReport,
    ReplayWish,
    ShowReplay,
)
from console.media.replay_state import ReplayPhase
from console.media.worker.clip_reel import ClipReel
from console.media.worker.reel import Reel
from console.media.worker.replay import Replay
from console.media.worker.scaler import Scaler

if TYPE_CHECKING:
    from console.media.worker.feed import Feed


class Replays:
    """Thread: main. A replay outlives its feed: what it holds can be shown to its end."""

    def __init__(self, *, tell: Callable[[object], None]) -> None:
        self._tell = tell
        self._replays: dict[int, Replay] = {}

    def open(self, message: OpenReplay, feed: Feed | None) -> None:
        if feed is None:  # closed while the message was on its way
            self._tell(ReplayReport(message.replay, ReplayPhase.EMPTY))
        else:
            hold = partial(Reel, feed.ring)
            self._replays[message.replay] = Replay(message.replay, hold, at_ns=message.at_ns, tell=self._tell)

    def _open_clip(self, message: OpenClip) -> None:
        hold = partial(ClipReel, message)
        self._replays[message.replay] = Replay(message.replay, hold, at_ns=message.begins_ns, tell=self._tell)

    def obey(self, message: ReplayWish, descriptors: Sequence[int]) -> None:
        """The descriptors are mapped, and can be closed afterwards."""
        assert not isinstance(message, OpenReplay)
        if isinstance(message, OpenClip):
            self._open_clip(message)
            return
        replay = self._replays.get(message.replay)
        if replay is None:
            return  # of an earlier life of this process
        if isinstance(message, ShowReplay):
            size = {"width_px": message.width_px, "height_px": message.height_px}
            replay.add_scaler(Scaler(message.name, **size, descriptor=descriptors[0]))
        elif isinstance(message, HideReplay):
            replay.remove_scaler(message.name)
        else:
            replay.obey(message)
            if isinstance(message, CloseReplay):
                del self._replays[message.replay]
