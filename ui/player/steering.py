"""The keys that every film is steered by."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ui.actions import ActionId
from ui.player.film_view import FilmView

SEEK_S = 5
STEERING: Mapping[ActionId, Callable[[FilmView], None]] = {
    ActionId.REPLAY_BACK: lambda view: view.seek_by(-SEEK_S),
    ActionId.REPLAY_ON: lambda view: view.seek_by(SEEK_S),
    ActionId.REPLAY_PAUSE: lambda view: view.toggle_pause(),
    ActionId.REPLAY_FRAME_BACK: lambda view: view.step(-1),
    ActionId.REPLAY_FRAME_ON: lambda view: view.step(1),
    ActionId.REPLAY_SLOWER: lambda view: view.change_speed(-1),
    ActionId.REPLAY_FASTER: lambda view: view.change_speed(1),
}
