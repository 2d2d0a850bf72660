"""Ctrl+K: the palette over the engine's cameras and places, what is kept by name, and the commands."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from threading import Thread

from console.engine import Engine
from console.language import load_catalogues
from console.operators.facts import DeskLocked, SignedOut
from console.wall.scene import Scene
from ui.actions import ActionId
from ui.desk.desk_window import DeskWindow
from ui.palette.item import Item
from ui.palette.palette import Palette
from ui.palette.sources import camera_items, command_items, language_items, place_items, scene_items


class PaletteAsk:
    """Thread: GUI. The app lets it `act` and hands it every fact."""

    def __init__(
        self,
        engine: Engine,
        *,
        desk: DeskWindow,
        call: Callable[[str], object],
        show: Callable[[Scene], object],
        trigger: Callable[[ActionId], object],
        speak: Callable[[str], object],
    ) -> None:
        """`call` shows the camera of a number, `show` a scene; `trigger` follows a command.

        `speak` changes the language, to one of LANGUAGES.
        """
        self._engine, self._desk = engine, desk
        self._call, self._show, self._trigger, self._speak = call, show, trigger, speak
        self.palette = Palette(self._items)
        self.palette.left.connect(desk.back)
        desk.add_card(self.palette)
        # Commands are found in every language: the catalogues are read before the palette is first opened.
        Thread(target=load_catalogues, name="catalogues", daemon=True).start()

    def act(self, action_id: ActionId) -> bool:
        """Whether the command was for this alone; any other command shuts it."""
        if action_id is not ActionId.PALETTE:
            self.palette.shut()
            return False
        self._desk.activateWindow()
        self.palette.open()
        return True

    def hear(self, fact: object) -> None:
        if isinstance(fact, DeskLocked | SignedOut):
            self.palette.shut()
        if isinstance(fact, SignedOut):
            self.palette.forget()

    def _items(self) -> Iterator[Item]:
        cameras = self._engine.cameras.values()
        yield from command_items(self._trigger)
        yield from language_items(self._speak)
        yield from scene_items((each.scene for each in self._engine.layouts.kept), call=self._show)
        yield from place_items(cameras, show=self._desk.camera_list.show_place)
        yield from camera_items(cameras, call=self._call)
