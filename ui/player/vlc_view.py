"""A clip with its sound: libVLC's own window where the picture is, band and strip outside it."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from ui.player.clip_view import ClipCaption, ClipView
from ui.player.past import Past
from ui.player.vlc_player import VlcFilm
from ui.player.vlc_screen import VlcScreen


class VlcView(ClipView):
    """Nothing of ours can be painted over its picture: there are no boxes. Thread: GUI."""

    def __init__(self, film: VlcFilm, *, caption: ClipCaption, past: Past, parent: QWidget) -> None:
        super().__init__(film, caption=caption, past=past, parent=parent)
        self._film = film
        self._screen = VlcScreen(self)
        self._screen.setAutoFillBackground(True)

    def begin(self) -> None:
        """To be called once it is shown."""
        self._screen.setGeometry(self.picture_rect())
        self._film.draw_in(self._screen.window_id())
        self._film.begin()

    def at_ns(self) -> int:
        return self._film.state().at_ns

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._screen.setGeometry(self.picture_rect())
