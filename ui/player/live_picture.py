"""libVLC's picture in the large picture's place: while it is live, not zoomed, and nothing lies over it."""

from __future__ import annotations

from console.cameras.camera import Camera
from console.media.feed_state import TileState
from ui.desk.desk_window import DeskWindow
from ui.numerals import SECOND_NS
from ui.player.live_view import LiveView, Sound
from ui.player.rising import Rising
from ui.player.vlc_live import VlcLive
from ui.wall.tile_feed import source_size
from ui.wall.tile_view import TileView

_OUTPUT, _OUTPUT_PX = "heard", (64, 36)
_STILL_NS = 3 * SECOND_NS // 2  # libVLC counts four times a second; what stands longer is not live
_SHOWN = (TileState.LIVE, TileState.LATE)  # else our own picture stands, with its marks


class LivePicture:
    """Thread: GUI."""

    def __init__(self, vlc: VlcLive, *, tile: TileView, camera: Camera, desk: DeskWindow) -> None:
        """libVLC draws from now on, unseen."""
        self._vlc, self._tile, self._desk = vlc, tile, desk
        self.view = LiveView(camera, source=source_size(tile.feed))
        self.view.setParent(tile)
        self.view.setGeometry(tile.rect())
        self._feed = tile.feed
        self._seen = Rising(patience_ns=_STILL_NS)
        # The tile's own output rests while it is covered: a small one keeps its state honest.
        if self._feed is not None:
            self._feed.show(_OUTPUT, width_px=_OUTPUT_PX[0], height_px=_OUTPUT_PX[1])
        vlc.draw_in(self.view.window_id())

    def look(self, now_ns: int, *, sound: Sound) -> None:
        """To be called again and again: libVLC's picture stands there as long as it moves, and may."""
        state = self._tile.state
        self.view.show_state(state, sound=sound)
        is_free = not self._desk.has_card and self._tile.zoom.factor == 1
        moves = self._seen.look(self._vlc.seen(), now_ns=now_ns)
        may = state in _SHOWN and moves and is_free
        if may is (self._tile.covered_by is self.view):
            return
        self._tile.cover(self.view if may else None)

    def end(self) -> None:
        """Our own picture again; the window goes once nothing is drawn into it."""
        if self._tile.covered_by is self.view:
            self._tile.cover(None)
        self.view.hide()
        if self._feed is not None:
            self._feed.hide(_OUTPUT)
        self._vlc.released.connect(self.view.deleteLater)
