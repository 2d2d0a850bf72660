"""The strip of the last minute under the large picture, while the picture is live."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from console.engine import Engine
from ui.actions import ActionId
from ui.desk.picture_panel import PicturePanel
from ui.numerals import SECOND_NS
from ui.player.last_minute import LastMinute
from ui.player.replay_moment import ReplayMoment
from ui.player.timeline_painter import TimelineMarks
from ui.replay_ask import ReplayAsk
from ui.wall.tile_view import TileView

_LOOK_EACH_MS = 500
_MOST_NS = 60 * SECOND_NS


class LastMinuteAsk(QObject):
    """It makes room for a replay's own strip. Thread: GUI."""

    def __init__(
        self,
        engine: Engine,
        *,
        panel: PicturePanel,
        picture: TileView,
        replays: ReplayAsk,
        trigger: Callable[[ActionId], object],
    ) -> None:
        """`picture`: the live one in `panel`; `trigger` does what a button names."""
        super().__init__(panel)
        self._engine, self._picture, self._replays = engine, picture, replays
        self.strip = LastMinute()
        self.strip.commandWanted.connect(trigger)
        self.strip.bar.momentWanted.connect(lambda at_ns: replays.begin(picture, at_ns=at_ns))
        panel.add_below(self.strip)
        self._timer = QTimer(self, interval=_LOOK_EACH_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Shows what is known by now."""
        camera = self._picture.camera
        self.strip.setVisible(camera is not None and not self._replays.is_in(self._picture))
        if camera is None or not self.strip.isVisible():
            return
        look_back, now_ns = self._engine.look_back, self._engine.clock.monotonic_ns()
        moment = self._moment(min(look_back.kept_ns(camera), _MOST_NS), now_ns)
        looks = look_back.looks(camera.id, from_ns=moment.oldest_ns, to_ns=now_ns) if moment.kept_ns else ()
        alerts = self._replays.alerts_of(camera.id)
        self.strip.show_minute(moment, TimelineMarks.of(looks, alerts=alerts))

    def _moment(self, kept_ns: int, now_ns: int) -> ReplayMoment:
        """Up to the newest picture: nothing is kept of an outage."""
        feed = self._picture.feed
        age_ns = feed.age_ns(now_ns) if feed else None
        if not kept_ns or age_ns is None:
            return ReplayMoment()
        newest_ns = now_ns - age_ns
        return ReplayMoment(0, now_ns, newest_ns - kept_ns, newest_ns)
