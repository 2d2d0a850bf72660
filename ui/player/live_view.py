"""A camera heard and seen through libVLC: its own window where the picture is, the band outside it."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from console.cameras.camera import Camera
from console.language import _
from console.media.feed_state import TileState
from console.wall.zoom import Zoom
from ui.actions import BY_ID, ActionId
from ui.player.band_painter import BandLook, band_height, paint_band
from ui.player.vlc_screen import VlcScreen
from ui.theme import DARK
from ui.wall.tile_shape import TileShape


class Sound(Enum):
    """Whether it comes now."""

    HEARD = "heard"
    QUIET = "quiet"


class LiveView(QWidget):
    """Nothing of ours can be painted over the picture: what is said of it stands in the band. Thread: GUI."""

    def __init__(self, camera: Camera, *, source: QSize) -> None:
        """`source`: of the camera's picture, in its own pixels."""
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAccessibleName(f"{camera.number} {camera.title}")
        self._camera, self._source = camera, source
        self._state, self._sound = TileState.LIVE, Sound.HEARD
        self._screen = VlcScreen(self)
        self._screen.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def window_id(self) -> int:
        """Where libVLC draws."""
        return self._screen.window_id()

    def show_state(self, state: TileState, *, sound: Sound) -> None:
        """What the tile would say, from our own feed."""
        if (state, sound) != (self._state, self._sound):
            self._state, self._sound = state, sound
            self.update()

    def title(self) -> str:
        is_heard = self._state is TileState.LIVE and self._sound is Sound.HEARD
        return _("LIVE, WITH SOUND") if is_heard else self._state.title()

    def texts(self) -> tuple[str, ...]:
        return self._camera.number, self._camera.title

    def picture_rect(self) -> QRect:
        """Where libVLC's window stands: clear of the band."""
        area = self.rect().adjusted(0, self._band().height(), 0, 0)
        ratio = self.devicePixelRatioF()
        shape = TileShape.of(max(1, area.width()), max(1, area.height()), ratio, self._source, Zoom())
        return shape.whole.translated(area.topLeft())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._screen.setGeometry(self.picture_rect())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        try:
            painter.fillRect(self.rect(), DARK.ground)
            quiet = _("{key} without sound").format(key=BY_ID[ActionId.LISTEN].label)
            paint_band(
                painter,
                self._band(),
                title=self.title(),
                texts=self.texts(),
                quiet=quiet,
                look=BandLook.LIVE if self._state is TileState.LIVE else BandLook.LATE,
            )
        finally:
            painter.end()

    def _band(self) -> QRect:
        return QRect(0, 0, self.width(), band_height(self.height()))
