"""The walls: one window a monitor, made, moved and taken away as monitors come and go."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QScreen

from console.language import _
from console.overload import Painted
from console.wall.arrangement import NEW, Arrangement, shared_out
from console.wall.monitor import Monitor
from ui.desk.desk_window import DeskWindow
from ui.monitor_texts import back_text, gone_text, page_text
from ui.monitor_watch import MonitorWatch
from ui.screens import desk_and_walls, monitor_of, stand_large, stands_large
from ui.wall.frame_clock import FrameClock
from ui.wall.monitor_wall import MonitorWall
from ui.wall.tile_feed import WallEngine
from ui.wall.wall_mark import WallMark
from ui.wall.wall_window import WallWindow
from ui.wall_choice import WallChoice


class Walls(QObject):
    """Owns the wall windows, and places the desk on the primary screen. Thread: GUI.

    Iterating gives the windows that are seen, in the order of their numbers.
    """

    changed = Signal()  # which walls there are, or what they show
    told = Signal(str)  # one line: a monitor went, a page was turned

    def __init__(self, engine: WallEngine, *, frames: FrameClock, desk: DeskWindow, parent: QObject) -> None:
        super().__init__(parent)
        self._engine, self._frames, self._desk = engine, frames, desk
        self._desk_mark = WallMark(desk)
        desk.know_card(self._desk_mark.card)
        self._walls: list[MonitorWall] = []
        self._seen: set[Monitor] = set()  # that were connected here
        self._gone: set[int] = set()  # walls whose monitors went; a person is told when they are back
        self.choice = WallChoice(lambda: self._walls, parent=self)
        self._watch = MonitorWatch(self)
        self._watch.removed.connect(self._on_removed)
        self._watch.settled.connect(self.meet)
        primary, screens = desk_and_walls()
        monitors = [monitor_of(screen) for screen in screens or [primary]]
        self._arrangement = shared_out(tuple(engine.cameras), monitors)
        self._make_windows()

    # --- as a sequence ---

    @property
    def windows(self) -> tuple[WallWindow, ...]:
        """Those that are seen."""
        return tuple(wall.window for wall in self._open_walls())

    def __iter__(self) -> Iterator[WallWindow]:
        return iter(self.windows)

    def __len__(self) -> int:
        return len(self.windows)

    def __getitem__(self, index: int) -> WallWindow:
        return self.windows[index]

    def numbers(self) -> list[int]:
        """Of the walls that are seen."""
        return [window.number for window in self.windows]

    @property
    def known(self) -> int:
        """How many monitors are remembered, connected or not: the highest number."""
        return len(self._arrangement.shares)

    # --- opening and closing ---

    def open(self) -> None:
        """Shows the desk and the walls, and follows the monitors from now on."""
        self._watch.start()
        self.meet()

    def close(self) -> None:
        self._watch.stop()
        self.hide_numbers()
        for wall in self._walls:
            wall.take_away()

    # --- what they show ---

    def arrangement(self) -> Arrangement:
        """What every monitor shows, those that are not connected too."""
        self._read()
        return self._arrangement

    def show(self, arrangement: Arrangement) -> None:
        """Shows it on the monitors that it names; what finds no monitor waits, as a page."""
        wanted = self.arrangement().changed_to(arrangement, kept=self._seen)
        for wall in self._walls[: len(wanted.shares)]:
            self._arrangement = wanted  # a wall that changes has them all read, those to come as they were
            wall.page = wall.own
            self._show_page(wall)
        self._arrangement = wanted
        self.meet()

    def toggle_full(self) -> None:
        """The chosen tile of the wall that has the keys, else the desk's large picture."""
        wall = next((window for window in self.windows if window.isActiveWindow()), None)
        if wall is not None and not wall.is_full and wall.chosen_tile is None:
            self.told.emit(_("Choose a tile of a wall first."))
        (self._desk if wall is None else wall).toggle_full()

    def turn_page(self, by: int) -> None:
        """On the chosen wall, or the first: its own layout, and those whose monitors are not connected."""
        wall = self.choice.wall() or next(iter(self._open_walls()), None)
        if wall is None:
            return
        pages = self._pages(wall)
        if len(pages) == 1:
            self.told.emit(_("Nothing to turn to: every layout has its monitor."))
            return
        self._read()
        wall.page = pages[(pages.index(wall.page) + by) % len(pages)]
        self._show_page(wall)
        self.choice.refresh()
        self.told.emit(page_text(wall.window.number, other=wall.page + 1))

    # --- the chosen one ---

    @property
    def chosen(self) -> WallWindow | None:
        wall = self.choice.wall()
        return wall.window if wall else None

    def choose(self, number: int) -> bool:
        """Chooses a wall, and gives it the arrow keys; 0: the desk. False where it is not seen."""
        if number and number not in self.numbers():
            return False
        self.choice.choose(number)
        if not number:
            self._desk.activateWindow()
        return True

    @property
    def in_use(self) -> WallWindow | None:
        """The one that commands for walls mean: the chosen one, else the active one, else the first."""
        active = [window for window in self.windows if window.isActiveWindow()]
        return self.chosen or next(iter((*active, *self.windows)), None)

    def identify(self) -> None:
        """A large number on each for a while; 0 on the desk."""
        chosen = self.choice.wall()
        self._desk_mark.show_number(0, _("the desk"), is_chosen=chosen is None)
        for wall in self._open_walls():
            wall.mark.show_number(wall.window.number, wall.title, is_chosen=wall is chosen)

    def hide_numbers(self) -> None:
        for mark in (self._desk_mark, *(wall.mark for wall in self._walls)):
            mark.hide_number()

    # --- the counts ---

    def painted(self) -> Painted:
        """Since the start, over all walls, those taken away too."""
        windows = [wall.window for wall in self._walls]
        return Painted(
            sum(window.counts.wanted() for window in windows),
            sum(window.counts.painted() for window in windows),
            sum(window.counts.lag_ns() for window in windows),
        )

    def shown_cameras(self) -> set[str]:
        return {camera_id for window in self.windows for camera_id in window.shown_cameras()}

    # --- monitors come and go ---

    def meet(self) -> None:
        """Gives every monitor that is connected its wall, and the desk its place."""
        primary, screens = desk_and_walls()
        self._read()
        if not stands_large(self._desk, primary):
            stand_large(self._desk, primary)
            self._desk.share_width()
        on = screens or [primary]
        present = [monitor_of(screen) for screen in on]
        self._seen.update(present)
        self._arrangement = self._arrangement.met(present, new=NEW)
        self._make_windows()
        opened = {index: on[now] for now, index in self._arrangement.opened_on(present).items()}
        for wall in self._walls:
            if wall.own not in opened:
                wall.take_away()
        for index, screen in opened.items():
            self._stand(self._walls[index], screen, opened, is_shared=not screens)
            if index in self._gone:
                self._gone.discard(index)
                self.told.emit(back_text(index + 1))
        self.choice.refresh()
        self.changed.emit()

    def _stand(
        self, wall: MonitorWall, screen: QScreen, opened: dict[int, QScreen], *, is_shared: bool
    ) -> None:
        if wall.page in opened or wall.page >= self.known:  # the page's own monitor is back
            wall.page = wall.own
        self._show_page(wall)
        if not is_shared:
            wall.fill(screen)
        elif wall.share(screen):
            self._desk.raise_()
            self._desk.activateWindow()

    def _on_removed(self, screen: QScreen) -> None:
        """At once: Qt moves its window to another screen, where it would lie over the desk."""
        self._read()
        for wall in self._open_walls():
            if wall.screen is screen:
                wall.take_away()
                self._gone.add(wall.own)
                self.told.emit(gone_text(wall.window.number))

    def _make_windows(self) -> None:
        for index in range(len(self._walls), self.known):
            window = WallWindow(self._engine, self._arrangement.shares[index].layout, number=index + 1)
            self.choice.watch(window)
            window.tileOpened.connect(lambda _camera_id, window=window: window.toggle_full())
            window.layoutChanged.connect(lambda _layout: self.changed.emit())
            self._walls.append(MonitorWall(window, frames=self._frames))

    # --- within ---

    def _open_walls(self) -> list[MonitorWall]:
        return [wall for wall in self._walls if wall.is_open]

    def _read(self) -> None:
        """Takes over what was put and moved in the windows."""
        for wall in self._open_walls():
            self._arrangement = self._arrangement.with_layout(wall.page, wall.window.grid)

    def _show_page(self, wall: MonitorWall) -> None:
        layout = self._arrangement.shares[wall.page].layout
        if layout != wall.window.grid:
            wall.window.show_layout(layout)

    def _pages(self, wall: MonitorWall) -> list[int]:
        """The shares that a wall can show, its own first: no two walls show the same."""
        shown = {each.page for each in self._open_walls() if each is not wall}
        return [wall.own, *(page for page in range(self.known) if page not in {wall.own, *shown})]
