"""A replay in a tile's place: the band, the picture with its boxes of then, the last minute as a strip."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from console.cameras.camera import Camera
from console.clock import Clock
from console.language import N_, _
from console.media.replay_state import ReplayPhase
from ui.actions import BY_ID
from ui.actions import ActionId as A
from ui.player.film_keys import keys_text, playing_keys
from ui.player.film_view import FilmView, Replayed
from ui.player.past import Past
from ui.player.replay_moment import clock_text
from ui.player.timeline_painter import StripTexts, kept_text


class ReplayView(FilmView):
    """Its moments are monotonic ns; the strip ends now. Thread: GUI."""

    ends = (ReplayPhase.CAUGHT_UP, ReplayPhase.EMPTY, ReplayPhase.LOST)
    more_buttons: Mapping[A, str] = {
        A.SNAPSHOT: N_("picture"),
        A.BOOKMARK: N_("bookmark"),
        A.REPLAY_LIVE: N_("to live"),
    }

    def __init__(
        self,
        replay: Replayed,
        *,
        camera: Camera,
        clock: Clock,
        past: Past,
        source: QSize | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(replay, past=past, source=source, parent=parent)
        self.setAccessibleName(f"{camera.number} {camera.title}")
        self.camera = camera
        self._clock = clock

    def ends_at_ns(self) -> int:
        return self._clock.monotonic_ns()

    def band_title(self) -> str:
        return self.moment.title() if self.moment.at_ns else _("REPLAY is coming…")

    def band_texts(self) -> tuple[str, ...]:
        moment, time = self.moment, clock_text(self.moment.at_ns, self._clock)
        texts = (moment.pace(), self._past.lifted(), time, self.camera.number, self.camera.title)
        return tuple(filter(None, texts))

    def band_quiet(self) -> str:
        return _("{key} back to live").format(key=BY_ID[A.REPLAY_LIVE].label)

    def strip_texts(self) -> StripTexts:
        more = ((_("picture"), (A.SNAPSHOT,)), (_("bookmark"), (A.BOOKMARK,)))
        return StripTexts(kept_text(self.moment), _("now"), keys_text([*playing_keys(), *more]))
