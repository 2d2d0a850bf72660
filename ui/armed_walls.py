"""`Ctrl+B`: a wall shows only what calls; `Ctrl+Shift+A`: what calls pops up on the chosen tile."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from console.alerts.calling import calling_cameras
from console.armed_file import KeptWall, read_armed, write_armed
from console.engine import Engine
from console.journal.entry import Kind
from console.language import N_, _, ngettext
from console.media.feed_state import TileState
from console.wall.armed import ArmedWall, Placing, settle
from ui.actions import BY_ID, ActionId
from ui.alert_frames import AlertFrames
from ui.violations.form_frame import Tone
from ui.wall.age_text import local_moment
from ui.wall.wall_signs import WallSigns
from ui.wall.wall_window import WallWindow
from ui.walls import Walls

BLACK, LIT = N_("wall black by choice"), N_("wall lit again")  # what the entries say
_UNWATCHED = (TileState.STALE, TileState.LOST, TileState.OFF)


@dataclass(frozen=True, slots=True)
class ArmedRead:
    """Fact: what an earlier run left, by the wall's number; `why` says why that could not be read."""

    walls: Mapping[int, KeptWall]
    why: str = ""


@dataclass(frozen=True, slots=True)
class ArmedUnwritten:
    """Fact: a restart will not find what is armed now."""

    why: str


def _unread(why: str) -> ArmedRead:
    return ArmedRead({}, why)


class ArmedWalls:
    """Keeps, by the wall's number, what was chosen for it, and shows there what calls. Thread: GUI.

    The app lets it `act`, and calls `refresh` when the inbox or a wall's cameras changed, and each second.
    """

    def __init__(
        self,
        engine: Engine,
        frames: AlertFrames,
        *,
        walls: Callable[[], Walls],
        tell: Callable[[str, Tone], None],
    ) -> None:
        """`frames` are drawn anew on whatever the walls show then; `tell` shows one line for a while."""
        self._engine = engine
        self._walls = walls
        self._tell = tell
        self._frames = frames
        self._states: dict[int, ArmedWall] = {}
        self._placing = Placing()
        self._left: dict[int, KeptWall] = {}  # of an earlier run; its monitor has not been seen yet
        self._kept: dict[int, KeptWall] = {}  # as last written
        self.signs: dict[int, WallSigns] = {}

    def start(self) -> None:
        """Reads what an earlier run left armed or black; it is shown when `hear` gets it."""
        file = self._engine.folder.armed_file
        self._engine.journal.submit(lambda: ArmedRead(read_armed(file)), unmade=_unread)

    def hear(self, fact: object) -> None:
        match fact:
            case ArmedRead(walls, why):
                self._left = {**walls, **self._left}
                self._kept = dict(walls)
                if why:
                    self._tell(
                        _("What was black or armed cannot be read: {why}.").format(why=why), Tone.MISSING
                    )
                self._recall()
                self.refresh()
            case ArmedUnwritten(why):
                told = _("What is black or armed is not kept over a restart: {why}.")
                self._tell(told.format(why=why), Tone.MISSING)

    def act(self, action_id: ActionId) -> bool:
        """Whether the command was for this."""
        if action_id not in (ActionId.BLACK, ActionId.ARM):
            return False
        self._heed()
        if action_id is ActionId.BLACK:
            self._toggle_black()
        else:
            self._toggle_armed()
        self.refresh()
        return True

    def refresh(self) -> None:
        self._recall()
        if self._states:
            self._heed()
            self._settle()
            self._keep()
        self._frames.refresh()

    # --- what is asked for ---

    def _chosen(self) -> WallWindow | None:
        """The one that calls go to, else the one that has the keys; None where that is the desk."""
        walls = self._walls()
        return walls.chosen or next((window for window in walls if window.isActiveWindow()), None)

    def _toggle_black(self) -> None:
        """All of them go dark, where not all are; else all are lit."""
        chosen = self._chosen()
        windows = [chosen] if chosen is not None else list(self._walls())
        darken = not all(self._state(window).is_black for window in windows)
        now_utc = self._engine.clock.now_utc()
        for window in windows:
            state = self._state(window)
            if state.is_black is not darken:
                self._states[window.number] = state.blacken(now_utc) if darken else state.lighten()
                body = {"name": str(window.number), "what": BLACK if darken else LIT}
                self._engine.permit.record(Kind.SETTING_CHANGED, body)
        names = ", ".join(str(window.number) for window in windows)
        if darken:
            told = _("Black by choice: wall {numbers}. Cameras that call pop up; {key} ends it.")
            self._tell(told.format(numbers=names, key=BY_ID[ActionId.BLACK].label), Tone.DONE)
        else:
            self._tell(_("Lit again: wall {numbers}.").format(numbers=names), Tone.DONE)

    def _toggle_armed(self) -> None:
        window = next((each for each in self._walls() if each.chosen_cell >= 0), None)
        window = chosen if (chosen := self._chosen()) and chosen.chosen_cell >= 0 else window
        if window is None:
            self._tell(_("Choose a tile of a wall first."), Tone.MISSING)
            return
        state, cell = self._state(window), window.chosen_cell
        if state.is_black:
            told = _("Wall {number} is black: all of its tiles are armed.")
            self._tell(told.format(number=window.number), Tone.WAITING)
            return
        after = self._states[window.number] = state.toggle(cell)
        told = (
            _("Armed: cameras that call pop up on this tile of wall {number}.")
            if cell in after.armed
            else _("This tile of wall {number} is armed no more.")
        )
        self._tell(told.format(number=window.number), Tone.DONE)

    # --- what is shown ---

    def _settle(self) -> None:
        windows = {window.number: window for window in self._walls()}
        states = {number: self._state(window) for number, window in windows.items()}
        called = calling_cameras(self._engine.inbox.ordered())
        self._placing = settle(states, called, self._placing)
        for number in [number for number in self._states if number in windows]:
            state, window = self._states[number], windows[number]
            window.cover(None if state.is_plain else state.shown(self._placing.on(number)))
            self._show_signs(window, state)
            if state.is_plain:
                del self._states[number]

    def _state(self, window: WallWindow) -> ArmedWall:
        return self._states.get(window.number) or ArmedWall(window.grid)

    def _recall(self) -> None:
        """Each wall takes up what an earlier run left, once it is there; what was chosen since stands."""
        for window in self._walls():
            left = self._left.pop(window.number, None)
            if left is not None and window.number not in self._states:
                self._states[window.number] = left.on(window.grid)

    def _keep(self) -> None:
        """Has it written where it is another than before; the file is the journal's reader's to write."""
        kept = {number: KeptWall.of(state) for number, state in self._states.items()} | self._left
        if kept != self._kept:
            self._kept = kept
            file = self._engine.folder.armed_file
            self._engine.journal.submit(partial(write_armed, file, kept), unmade=ArmedUnwritten)

    def _heed(self) -> None:
        """Takes over what hands put on a wall meanwhile."""
        for window in self._walls():
            state = self._states.get(window.number)
            if state is not None and window.grid != state.layout:
                popped = self._placing.on(window.number)
                self._states[window.number] = state.heeding(window.grid, popped)

    def _show_signs(self, window: WallWindow, state: ArmedWall) -> None:
        if window.number not in self.signs:
            self.signs[window.number] = WallSigns(window)
        cells = sorted(state.armed) if not state.is_black else []
        waits = len(self._placing.waiting)
        last = max(self._placing.on(window.number), default=-1)
        waiting = dict.fromkeys(cells, 0)
        if waits and last >= 0:
            waiting[last] = waits
        self.signs[window.number].show_signs(waiting, line=self._line(state))

    def _line(self, state: ArmedWall) -> str:
        if state.black_since_utc is None:
            return ""
        clock, now_ns = self._engine.clock, self._engine.clock.monotonic_ns()
        since = local_moment(
            state.black_since_utc, now_utc=clock.now_utc(), utc_offset_min=clock.utc_offset_min()
        )
        feeds = self._engine.host.feeds.values()
        watched = sum(feed.state(now_ns) not in _UNWATCHED for feed in feeds)
        cameras = ngettext(
            "{watched} of {count} camera watched", "{watched} of {count} cameras watched", len(feeds)
        ).format(watched=watched, count=len(self._engine.cameras))
        return _("Black by choice since {time}").format(time=since) + f" · {cameras}"
