"""A recorded clip as a film: its own times by the desk's wall clock of then."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from console.language import N_, _
from console.media.clip import utc_at
from console.media.replay_state import ReplayPhase
from ui.actions import BY_ID
from ui.actions import ActionId as A
from ui.player.film_keys import keys_text, playing_keys
from ui.player.film_view import FilmView, Replayed
from ui.player.past import Past
from ui.player.timeline_painter import StripTexts


@dataclass(frozen=True, slots=True)
class ClipCaption:
    """What is said of a clip besides its pictures."""

    camera_number: str
    place: str
    utc_offset_min: int  # of the desk's wall clock when it was recorded
    size_px: QSize  # of its pictures; empty: not known


class ClipView(FilmView):
    """Its moments are UTC ns; it stands at its end until it is asked to begin anew. Thread: GUI."""

    ends = (ReplayPhase.EMPTY, ReplayPhase.CHANGED, ReplayPhase.LOST)
    more_buttons: Mapping[A, str] = {A.BACK: N_("to the entry")}

    def __init__(
        self, replay: Replayed, *, caption: ClipCaption, past: Past, parent: QWidget | None = None
    ) -> None:
        super().__init__(replay, past=past, source=caption.size_px, parent=parent)
        self.setAccessibleName(f"{caption.camera_number} {caption.place}")
        self._caption = caption

    def go_on_like(self, other: ClipView) -> None:
        """At the other's speed, and standing where it stood; to be called while this one is hidden."""
        self._speed, self._paused = other._speed, other._paused

    def toggle_pause(self) -> None:
        state = self._replay.state()
        if state.phase is ReplayPhase.CAUGHT_UP:
            self._paused = False
            self._replay.seek(state.oldest_ns)
            self._tell()
        else:
            super().toggle_pause()

    def ends_at_ns(self) -> int:
        return self._replay.state().newest_ns

    def band_title(self) -> str:
        return _("RECORDED") if self.moment.at_ns else _("The clip is being checked…")

    def band_texts(self) -> tuple[str, ...]:
        moment, caption = self.moment, self._caption
        pace = _("end") if self._replay.state().phase is ReplayPhase.CAUGHT_UP else moment.pace()
        time = self._time(moment.at_ns, tenths=True)
        texts = (pace, self._past.lifted(), time, caption.camera_number, caption.place)
        return tuple(filter(None, texts))

    def band_quiet(self) -> str:
        return _("{key} back to the entry").format(key=BY_ID[A.BACK].label)

    def strip_texts(self) -> StripTexts:
        moment = self.moment
        return StripTexts(
            self._time(moment.oldest_ns), self._time(moment.newest_ns), keys_text(playing_keys())
        )

    def _time(self, at_ns: int, *, tenths: bool = False) -> str:
        if not at_ns:
            return ""
        local = utc_at(at_ns, utc_minus_monotonic_ns=0) + timedelta(minutes=self._caption.utc_offset_min)
        return local.strftime("%H:%M:%S.%f")[:-5] if tenths else local.strftime("%H:%M:%S")
