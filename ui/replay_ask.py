"""`R`: the chosen camera's last minute again, where it is shown; `B`: a bookmark; what came of it is said."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from shiboken6 import isValid

from console.alerts.alert import AlertRaised
from console.cameras.camera import Camera
from console.engine import Engine
from console.evidence.snapshots import SnapshotFailed
from console.journal.entry import EntryRefused, EntryWritten
from console.journal.look_reason import LookReason
from console.language import N_, _
from console.media.media_error import MediaError
from console.media.replay import Replay
from console.media.replay_state import ReplayPhase
from console.media.replays import MOST_REPLAYS
from console.privacy import Answer
from ui.actions import BY_ID, ActionId
from ui.bookmark_ask import BookmarkAsk
from ui.desk.desk_window import DeskWindow
from ui.mask_cover import lifted_min, lifted_words
from ui.numerals import SECOND_NS
from ui.player.past import Past
from ui.player.replay_moment import clock_text
from ui.player.replay_view import ReplayView
from ui.player.steering import STEERING
from ui.player.timeline_painter import AlertMark
from ui.reason_strip import ReasonStrip, gone_text
from ui.replay_places import ReplayPlaces
from ui.violations.form_frame import Tone
from ui.wall.tile_feed import source_size
from ui.wall.tile_view import TileView

BACK_NS = 10 * SECOND_NS  # what is asked most often: what was that just now?
_SNAPSHOT = "replay snapshot"
_ALERTS_KEPT = 200
_ENDED = {
    ReplayPhase.CAUGHT_UP: (N_("Camera {number}: the replay has caught up. It is live again."), Tone.DONE),
    ReplayPhase.EMPTY: (N_("Camera {number}: nothing is kept of it yet. It is live again."), Tone.MISSING),
    ReplayPhase.LOST: (
        N_("Camera {number}: its decoder broke down, the last minute is gone. Live comes back by itself."),
        Tone.MISSING,
    ),
}


@dataclass(slots=True, eq=False)
class _Open:
    tile: TileView
    view: ReplayView
    replay: Replay
    camera: Camera
    reason: LookReason | None


class ReplayAsk:
    """Thread: GUI. The app lets it `act`, hands it every fact (`hear`), and asks whether it `has_keys`."""

    def __init__(
        self,
        engine: Engine,
        *,
        desk: DeskWindow,
        places: ReplayPlaces,
        tell: Callable[[str, Tone], None],
    ) -> None:
        """`tell` shows one line for a while."""
        self._engine = engine
        self._desk = desk
        self._places = places
        self._tell = tell
        self._open: list[_Open] = []
        self._alerts: deque[tuple[str, AlertMark]] = deque(maxlen=_ALERTS_KEPT)
        self._asked: tuple[TileView, Camera, int] | None = None  # that a reason is asked for; from when on
        self._saved_at = ""  # of the frame that is being saved
        self.strip = ReasonStrip()
        self.strip.chosen.connect(self._on_reason)
        self.strip.left.connect(self._leave)
        self.bookmark = BookmarkAsk(engine, desk=desk, tell=tell)
        desk.add_strip(self.strip)
        places.frames.watch(self)

    # --- what people ask for ---

    def has_keys(self) -> bool:
        """Whether the keys of a replay live now: one is open where the operator is."""
        return self._here() is not None

    def seen(self) -> tuple[Camera, int] | None:
        """The camera and the moment (monotonic ns) that are looked back at here; None where none is."""
        here = self._here()
        return (here.camera, here.view.moment.at_ns) if here and here.view.moment.at_ns else None

    def act(self, action_id: ActionId) -> bool:
        """Follows a command; False where it is none of these."""
        here = self._here()
        if action_id is ActionId.REPLAY:
            self.begin(self._places.chosen(), at_ns=self._engine.clock.monotonic_ns() - BACK_NS)
        elif action_id is ActionId.BOOKMARK:
            self._ask_bookmark(here)
        elif here is not None:
            return self._steer(here, action_id)
        elif action_id is ActionId.REPLAY_LIVE or action_id in STEERING:
            return self._steer_last(action_id)
        else:
            return False
        return True

    def end_all(self) -> None:
        """Whoever looked back is gone."""
        self._leave()
        self.bookmark.leave()
        for each in tuple(self._open):
            self._end(each)

    def close(self) -> None:
        self.end_all()
        self._places.frames.unwatch(self)

    def _steer(self, here: _Open, action_id: ActionId) -> bool:
        acts = {
            ActionId.SNAPSHOT: self._save,
            ActionId.BOOKMARK: self._ask_bookmark,
            ActionId.REPLAY_LIVE: self._end,
        }
        if act := acts.get(action_id):
            act(here)
        elif (steer := STEERING.get(action_id)) is not None:
            steer(here.view)
        else:
            return False
        return True

    def _steer_last(self, action_id: ActionId) -> bool:
        """Menu and palette take the keys to the desk: they mean the replay opened last, on a wall too."""
        if self._open:
            return self._steer(self._open[-1], action_id)
        said = _("No replay is open here: {key} opens one.")
        self._tell(said.format(key=BY_ID[ActionId.REPLAY].label), Tone.MISSING)
        return True

    # --- opening ---

    def begin(self, tile: TileView, *, at_ns: int) -> None:
        """Looks back at the tile's camera from that moment (monotonic) on; says why where that cannot be."""
        camera = tile.camera
        if opened := self._in(tile):
            opened.view.seek_to(at_ns)
        elif camera is None:
            self._tell(_("Choose a camera first."), Tone.MISSING)
        elif not self._engine.look_back.has_room:
            said = _("{count} replays are open already: press {key} in one of them first.")
            self._tell(said.format(count=MOST_REPLAYS, key=BY_ID[ActionId.REPLAY_LIVE].label), Tone.MISSING)
        elif self._engine.look_back.needs_reason(camera):
            self._asked = (tile, camera, at_ns)
            self.strip.open(f"{camera.number} {camera.title}")
        else:
            self.show(tile, camera, at_ns=at_ns)

    def is_in(self, tile: TileView) -> bool:
        """Whether a replay covers it."""
        return self._in(tile) is not None

    def alerts_of(self, camera_id: str) -> list[AlertMark]:
        """Its last ones."""
        return [mark for each_id, mark in self._alerts if each_id == camera_id]

    def _here(self) -> _Open | None:
        return self._in(self._places.chosen())

    def _in(self, tile: TileView) -> _Open | None:
        return next((each for each in self._open if each.tile is tile), None)

    def show(self, tile: TileView, camera: Camera, *, at_ns: int, reason: LookReason | None = None) -> None:
        """As `begin`, for that reason where the camera needs one."""
        look_back = self._engine.look_back
        try:
            replay = look_back.open(camera, at_ns=at_ns, reason=reason)
        except MediaError:
            said = _("Camera {number} is not open: there is nothing to look back at.")
            self._tell(said.format(number=camera.number), Tone.MISSING)
            return
        if isinstance(replay, Answer):
            self._tell(_("No replay: {why}.").format(why=replay.why()), Tone.MISSING)
            return
        masking = self._engine.masking
        view = ReplayView(
            replay,
            camera=camera,
            clock=self._engine.clock,
            past=Past(
                lambda from_ns, to_ns: look_back.looks(camera.id, from_ns=from_ns, to_ns=to_ns),
                partial(self.alerts_of, camera.id),
                replay.frames_ns,
                masks=lambda: masking.of(camera.id),
                lifted=lambda: lifted_words(lifted_min(masking.left_s(camera.id))),
            ),
            source=source_size(tile.feed),
        )
        opened = _Open(tile, view, replay, camera, reason)
        self._open.append(opened)
        view.ended.connect(partial(self._on_ended, opened))
        view.commandWanted.connect(partial(self._steer, opened))
        tile.cover(view)

    def _on_reason(self, reason: LookReason) -> None:
        asked, self._asked = self._asked, None
        self._desk.back()
        if asked is None:
            return
        tile, camera, at_ns = asked
        if not isValid(tile) or tile.camera is None or tile.camera.id != camera.id:
            self._tell(gone_text(camera, BY_ID[ActionId.REPLAY].label), Tone.MISSING)
            return
        tile.window().activateWindow()
        self.show(tile, tile.camera, at_ns=at_ns, reason=reason)

    def _leave(self) -> None:
        was_open = self.strip.isVisible()
        self._asked = None
        self.strip.hide()
        if was_open:
            self._desk.back()

    # --- the end ---

    def poll(self, now_ns: int) -> None:
        """Called at each tick of the frame clock."""
        for each in tuple(self._open):
            if self._places.now(each.tile, each.camera) is each.tile:
                each.view.poll(now_ns)
            else:
                self._end(each)

    def follow_tiles(self) -> None:
        """A wall is laid out anew, and its tiles of before are about to go: to be called then."""
        for each in tuple(self._open):
            tile = self._places.now(each.tile, each.camera)
            if tile is None or any(other.tile is tile for other in self._open if other is not each):
                self._end(each)
            elif tile is not each.tile:
                each.tile = tile
                tile.cover(each.view)

    def _on_ended(self, opened: _Open, phase: ReplayPhase) -> None:
        self._end(opened)
        said, tone = _ENDED[phase]
        self._tell(_(said).format(number=opened.camera.number), tone)

    def _end(self, opened: _Open) -> None:
        self._open.remove(opened)
        if isValid(opened.view):
            opened.tile.cover(None)
            opened.view.deleteLater()
        opened.replay.close()

    # --- pictures and bookmarks ---

    def _save(self, here: _Open) -> None:
        self._saved_at = clock_text(here.view.moment.at_ns, self._engine.clock)
        answer = self._engine.snapshots.take_from(here.replay, here.camera, reason=here.reason, ref=_SNAPSHOT)
        if answer is not Answer.YES:
            self._tell(_("The picture was not saved: {why}.").format(why=answer.why()), Tone.MISSING)

    def _ask_bookmark(self, here: _Open | None) -> None:
        camera = here.camera if here else self._places.chosen().camera
        self.bookmark.open(camera, at_ns=here.view.moment.at_ns if here else 0)

    # --- what the engine tells ---

    def hear(self, fact: object) -> None:
        self.bookmark.hear(fact)
        match fact:
            case AlertRaised(alert):
                self._alerts.append((alert.camera.id, AlertMark(alert.stamp.captured_at_ns, alert.priority)))
            case EntryWritten(ref, entry) if ref == _SNAPSHOT:
                said = _("Picture of {time} saved: entry {seq}.")
                self._tell(said.format(time=self._saved_at, seq=entry.seq), Tone.DONE)
            case EntryRefused(ref, _kind, why) if ref == _SNAPSHOT:
                self._tell(_("The picture was not saved: {why}.").format(why=why), Tone.MISSING)
            case SnapshotFailed(ref, _camera, why) if ref == _SNAPSHOT:
                self._tell(_("The picture was not saved: {why}.").format(why=why), Tone.MISSING)
