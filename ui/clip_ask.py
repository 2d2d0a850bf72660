"""Enter on a clip of the journal's evidence: it is proved, then played beside its entry."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field

from PySide6.QtCore import QObject, QSize, Signal

from console.detection.detection import Detections
from console.engine import Engine
from console.evidence.clip_looks import ClipFrames, read_clip_looks
from console.evidence.proved_file import ProvedFile
from console.journal.aftermath import FoundFile
from console.language import N_, _
from console.media.media_error import MediaError
from console.media.replay import Replay
from console.media.replay_state import ReplayPhase
from console.media.replays import MOST_REPLAYS
from console.operators.facts import DeskLocked, SignedOut
from console.privacy import Answer
from ui.actions import BY_ID, ActionId
from ui.journal.journal_window import JournalWindow
from ui.mask_cover import lifted_min, lifted_words
from ui.player.clip_player import ClipPlayer, Sound
from ui.player.clip_view import ClipCaption
from ui.player.past import Past
from ui.wall.frame_clock import FrameClock

_ENDED = {
    ReplayPhase.CHANGED: N_("Not played: the file was changed after it was recorded."),
    ReplayPhase.EMPTY: N_("Not played: no picture can be read from the file."),
    ReplayPhase.LOST: N_("The decoder broke down. Enter plays the clip again."),
}


@dataclass(slots=True, eq=False)
class _Open:
    replay: Replay
    player: ClipPlayer
    camera_id: str
    boxes: tuple[FoundFile, ...]
    reading: Future[Sequence[Detections]] | None = None
    looks: list[Detections] = field(default_factory=list)


class ClipAsk(QObject):
    """Thread: GUI; boxes are read on its own."""

    heard = Signal()  # a clip's sound is about to be on

    def __init__(self, engine: Engine, *, window: JournalWindow, frames: FrameClock) -> None:
        super().__init__()
        self._engine = engine
        self._window = window
        self._frames = frames
        self._reader = ThreadPoolExecutor(1, "clip-boxes")
        self._open: _Open | None = None
        window.clips.wanted.connect(self.open)
        window.clips.left.connect(self._end)
        frames.watch(self)

    @property
    def player(self) -> ClipPlayer | None:
        """The one that is open."""
        return self._open.player if self._open else None

    def open(self, found: FoundFile, boxes: tuple[FoundFile, ...]) -> None:
        """Plays the clip with the boxes that were kept beside it."""
        self._window.clips.leave()
        try:
            replay = self._engine.look_back.open_clip(found)
        except MediaError:
            said = _("{count} replays are open already: press {key} in one of them first.")
            self._window.say(said.format(count=MOST_REPLAYS, key=BY_ID[ActionId.REPLAY_LIVE].label))
            return
        if isinstance(replay, Answer):
            self._window.say(_("No replay: {why}.").format(why=replay.why()))
            return
        looks = list[Detections]()
        masking, camera_id = self._engine.masking, found.entry.camera_id
        past = Past(
            lambda _from_ns, _to_ns: looks,
            masks=lambda: masking.of(camera_id),
            lifted=lambda: lifted_words(lifted_min(masking.left_s(camera_id))),
        )
        file = ProvedFile(found.path, found.sha256)
        player = ClipPlayer(replay, file=file, caption=_caption(found), past=past)
        self._open = _Open(replay, player, camera_id, boxes, looks=looks)
        player.ended.connect(self._on_ended)
        player.backWanted.connect(self._window.clips.back)
        player.heard.connect(self.heard)
        self._window.clips.show(player)

    def poll(self, now_ns: int) -> None:
        """Called at each tick of the frame clock."""
        opened = self._open
        if opened is None:
            return
        if why := self._silence(opened.camera_id):
            opened.player.keep_silent(why)
        clip = opened.replay.clip
        if clip is not None and opened.reading is None:
            opened.player.offer_sound(recorded=clip.has_sound)
            frames = ClipFrames(clip.frames_ns, clip.width, clip.height)
            opened.reading = self._reader.submit(_read_all, opened.boxes, frames)
        elif opened.reading is not None and opened.reading.done() and not opened.looks:
            opened.looks.extend(opened.reading.result())
        opened.player.poll(now_ns)

    def mute(self) -> None:
        """Something else is heard now: the clip goes on without its sound."""
        if self._open is not None:
            self._open.player.mute()

    def hear(self, fact: object) -> None:
        """Nobody sits here any more: nothing is seen or heard."""
        if isinstance(fact, DeskLocked | SignedOut):
            self._window.clips.leave()

    def close(self) -> None:
        self._window.clips.leave()
        self._frames.unwatch(self)
        self._reader.shutdown(wait=False, cancel_futures=True)

    def _silence(self, camera_id: str) -> Sound | None:
        """Why libVLC must not draw the camera's pictures; None where it may."""
        masking = self._engine.masking
        if masking.has_masks(camera_id):
            return Sound.MASKED
        return Sound.UNKNOWN if camera_id and not masking.knows(camera_id) else None

    def _on_ended(self, phase: ReplayPhase) -> None:
        self._window.clips.give_up()
        self._window.say(_(_ENDED[phase]))

    def _end(self) -> None:
        opened, self._open = self._open, None
        if opened is not None:
            opened.player.mute()
            opened.replay.close()


def _caption(found: FoundFile) -> ClipCaption:
    said, entry = found.said, found.entry
    size = QSize(_whole(said.get("width")), _whole(said.get("height")))
    # A clip whose beginning is not told counts its own time.
    offset_min = entry.utc_offset_min if said.get("started_at_utc") else 0
    return ClipCaption(entry.camera_number, entry.place, offset_min, size)


def _whole(value: object) -> int:
    return value if isinstance(value, int) else 0


def _read_all(boxes: Sequence[FoundFile], frames: ClipFrames) -> Sequence[Detections]:
    """The table that has most on this clip."""
    tables = (read_clip_looks(each.path, sha256=each.sha256, frames=frames) for each in boxes)
    return max(tables, key=len, default=())
