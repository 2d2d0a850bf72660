"""Layouts, salvos and tours between the engine that keeps them and the walls that show them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject

from console.engine import Engine
from console.language import _
from console.layouts import LayoutRefused, LayoutSaved, LayoutsRead
from console.operators.permissions import Intent
from console.wall.arrangement import Arrangement
from console.wall.layout import Layout
from console.wall.scene import Scene, SceneKind, fit_steps, missing_number
from console.wall.tour import Step, Tour
from ui.action_filter import ActionFilter
from ui.actions import BY_ID, ActionId, layout_chord
from ui.desk.camera_search import by_number
from ui.desk.desk_window import DeskWindow
from ui.layouts.layouts_window import LayoutsWindow
from ui.layouts.name_form import NameForm
from ui.tours import Tours
from ui.violations.form_frame import Tone
from ui.violations.refusal_text import not_for_role
from ui.wall.wall_window import WallWindow
from ui.wall_chip_ask import WallChipAsk
from ui.walls import Walls

_SAVE, _NOW = "layout calls:save", "now"


class LayoutCalls(QObject):
    """Thread: GUI. The app lets it `act` and hands it every fact (`hear`)."""

    def __init__(
        self, walls: Walls, *, engine: Engine, desk: DeskWindow, tell: Callable[[str, Tone], None]
    ) -> None:
        """`tell` shows one line for a while."""
        super().__init__(walls)
        self._walls, self._engine, self._desk, self._tell = walls, engine, desk, tell
        self._refuses: Callable[[ActionId], bool] = lambda _action_id: False
        self._is_read = False  # what the walls showed last: only then what they show now may be kept
        self._told: set[str] = set()
        self._saving: Layout | Arrangement | None = None
        self.tours = Tours(engine.clock, self._layout_of, self)
        self.said = WallChipAsk(walls, layouts=engine.layouts, tours=self.tours, top_bar=desk.top_bar)
        self.strip = NameForm()
        self.window = LayoutsWindow(engine.layouts, find_step=self._step, tell_step=self._step_text)
        desk.add_strip(self.strip)
        self.strip.asked.connect(self._on_named)
        self.strip.left.connect(self._leave)
        self.window.called.connect(self._on_called)
        self.tours.paused.connect(self._on_paused)
        walls.changed.connect(self._on_changed)
        walls.choice.tileChosen.connect(lambda _camera_id: self._touch())

    def connect_keys(self, keys: ActionFilter, refuses: Callable[[ActionId], bool]) -> None:
        """`refuses`: whether a command may not be followed now."""
        self._refuses = refuses
        keys.layoutCalled.connect(self._on_digit)

    def act(self, action_id: ActionId) -> bool:
        """Whether the command was for this."""
        if action_id is ActionId.BACK:
            return self._back()
        acts: dict[ActionId, Callable[[], object]] = {
            ActionId.LAYOUTS: self.window.open,
            ActionId.SAVE_LAYOUT: self._ask_layout,
            ActionId.SAVE_SALVO: self._ask_salvo,
            ActionId.TOUR: self._turn_tour,
            ActionId.TOUR_ON: partial(self._skip, 1),
            ActionId.TOUR_BACK: partial(self._skip, -1),
        }
        if act := acts.get(action_id):
            act()
        return action_id in acts

    def hear(self, fact: object) -> None:
        self.window.hear(fact)
        match fact:
            case LayoutsRead(problems=problems, now=now):
                for problem in problems:
                    if problem not in self._told:
                        self._tell(problem, Tone.MISSING)
                self._told = set(problems)
                self._open_last(now)
            case LayoutSaved(scene=scene, was=was) if was:
                self.tours.renamed(was, to=scene.name)
            case LayoutSaved(ref=ref, scene=scene) if ref == _SAVE:
                self._leave()
                self._tell(_saved_text(scene), Tone.DONE)
            case LayoutRefused(ref, why) if ref == _SAVE:
                self.strip.say(why, tone=Tone.MISSING)
            case LayoutRefused(ref, why) if ref in ("", _NOW):
                self._tell(why, Tone.MISSING)
                self._is_read = True

    def call(self, scene: Scene) -> None:
        """Shows it: a salvo on all walls, anything else on the one in use."""
        wall = self._walls.in_use
        if isinstance(scene.content, Arrangement):
            self.tours.close()
            self._walls.show(scene.content)
            self._tell(self._called_text(scene, 0), Tone.DONE)
        elif wall is None:
            self._tell(_("There is no wall to show it on."), Tone.MISSING)
        elif isinstance(scene.content, Tour):
            self._start_tour(scene, wall)
        else:
            self.tours.stop(wall)
            wall.show_layout(scene.content)
            self._tell(self._called_text(scene, wall.number), Tone.DONE)

    def close(self) -> None:
        self.tours.close()
        self.window.hide()
        self.strip.hide()

    # --- saving ---

    def _ask_layout(self) -> None:
        wall = self._walls.in_use
        if wall is None:
            self._tell(_("There is no wall to save."), Tone.MISSING)
            return
        self._saving = wall.grid  # not what calls there for a while
        self.strip.open(_("What monitor {number} shows, as a layout").format(number=wall.number))

    def _ask_salvo(self) -> None:
        self._saving = self._walls.arrangement()
        self.strip.open(_("What all monitors show, as a salvo"))

    def _on_named(self, name: str, key: str, is_over: bool) -> None:
        if self._saving is None:
            return
        if not is_over and self._engine.layouts.named(name) is not None:
            self.strip.ask_over(name)
        elif not self._engine.layouts.save(Scene(name, self._saving, key), over=is_over, ref=_SAVE):
            self.strip.say(not_for_role(Intent.KEEP_LAYOUTS), tone=Tone.MISSING)

    def _leave(self) -> None:
        self._saving = None
        self.strip.hide()
        self._desk.back()

    def _back(self) -> bool:
        if not self.window.isActiveWindow():
            return False
        self.window.back()
        return True

    # --- calling ---

    def _on_digit(self, digit: int) -> None:
        if self._refuses(ActionId.CALL_LAYOUT):
            return
        scene = self._engine.layouts.with_key(digit)
        if scene is None:
            text = _("Nothing has the key {chord}. {key} shows what is kept.")
            text = text.format(chord=layout_chord(digit), key=BY_ID[ActionId.LAYOUTS].label)
            self._tell(text, Tone.MISSING)
        else:
            self.call(scene)

    def _on_called(self, scene: Scene) -> None:
        self.call(scene)
        self.window.close()

    def _called_text(self, scene: Scene, number: int) -> str:
        numbers = sorted({gone for each in scene.camera_ids() if (gone := missing_number(each))})
        where = _("Monitor {number}: “{name}”.") if number else _("All monitors: “{name}”.")
        text = where.format(number=number, name=scene.name)
        if not numbers:
            return text
        missed = _("Not in the inventory any more: {numbers}; their cells stay empty.")
        return text + " " + missed.format(numbers=", ".join(numbers))

    # --- tours ---

    def _turn_tour(self) -> None:
        wall = self._walls.in_use
        if wall is None:
            self._tell(_("There is no wall to show it on."), Tone.MISSING)
        elif name := self.tours.name_on(wall):
            self.tours.turn(wall)
            text = _("Monitor {number}: tour “{name}” goes on.").format(number=wall.number, name=name)
            text = _paused_text(name, wall.number) if self.tours.is_paused(wall) else text
            self._tell(text, Tone.DONE)
        else:
            self._start_first(wall)

    def _skip(self, by: int) -> None:
        wall = self._walls.in_use
        if wall is None:
            self._tell(_("There is no wall to show it on."), Tone.MISSING)
        elif name := self.tours.name_on(wall):
            self.tours.skip(wall, by=by)
            step, count = self.tours.place(wall)
            text = _("Monitor {number}: tour “{name}”, step {step} of {count}.")
            text = text.format(number=wall.number, name=name, step=step, count=count)
            self._tell(text, Tone.DONE)
        else:
            text = _("Monitor {number} shows no tour. {key} starts one.")
            self._tell(text.format(number=wall.number, key=BY_ID[ActionId.TOUR].label), Tone.MISSING)

    def _start_first(self, wall: WallWindow) -> None:
        """The one with the lowest key, else the first by name."""
        tours = [each.scene for each in self._engine.layouts.kept if each.scene.kind is SceneKind.TOUR]
        if tours:
            self._start_tour(min(tours, key=lambda scene: (scene.key or "~", scene.name)), wall)
        else:
            text = _("No tour is kept yet: {key} opens the layouts, Ins makes a tour.")
            self._tell(text.format(key=BY_ID[ActionId.LAYOUTS].label), Tone.MISSING)

    def _start_tour(self, scene: Scene, wall: WallWindow) -> None:
        assert isinstance(scene.content, Tour)
        others = [each.scene for each in self._engine.layouts.kept]
        fit = fit_steps(scene.content, others, self._engine.cameras.values())
        if fit is None:
            text = _("Tour “{name}”: none of its layouts and cameras is there any more.")
            self._tell(text.format(name=scene.name), Tone.MISSING)
            return
        self.tours.start(scene.name, fit, wall)
        text = _("Monitor {number}: tour “{name}” runs. {key} pauses it.")
        key = BY_ID[ActionId.TOUR].label
        self._tell(text.format(number=wall.number, name=scene.name, key=key), Tone.DONE)

    def _on_paused(self, name: str, number: int) -> None:
        self._tell(_paused_text(name, number), Tone.WAITING)

    def _touch(self) -> None:
        if (wall := self._walls.chosen) is not None:
            self.tours.touched(wall)

    def _layout_of(self, step: Step) -> Layout | None:
        if step.camera_id:
            return Layout(1, 1, (step.camera_id,))
        scene = self._engine.layouts.named(step.layout)
        return scene.content if scene and isinstance(scene.content, Layout) else None

    def _step(self, typed: str) -> Step | None:
        """A layout's name comes before a camera's number."""
        scene = self._engine.layouts.named(typed)
        if scene is not None:
            return Step(scene.name) if scene.kind is SceneKind.LAYOUT else None
        camera = by_number(tuple(self._engine.cameras.values()), typed)
        return Step(camera_id=camera.id) if camera else None

    def _step_text(self, step: Step) -> str:
        if step.layout:
            return step.layout
        camera = self._engine.cameras.get(step.camera_id)
        return f"{camera.number} {camera.title}" if camera else missing_number(step.camera_id)

    # --- what the walls show ---

    def _open_last(self, now: Arrangement | None) -> None:
        if self._is_read:
            return
        self._is_read = True
        if now is not None and any(any(share.layout.camera_ids) for share in now.shares):
            self._walls.show(now)

    def _on_changed(self) -> None:
        for wall in self._walls:
            self._see_change(wall)
        if self._is_read:
            self._engine.layouts.note_now(self._walls.arrangement())

    def _see_change(self, wall: WallWindow) -> None:
        if self.tours.name_on(wall) and not self.tours.shows(wall, wall.grid):
            self.tours.touched(wall)


def _paused_text(name: str, number: int) -> str:
    text = _("Monitor {number}: tour “{name}” paused · {key} goes on")
    return text.format(number=number, name=name, key=BY_ID[ActionId.TOUR].label)


def _saved_text(scene: Scene) -> str:
    if scene.key:
        return _("Saved: “{name}”. {key} calls it.").format(name=scene.name, key=layout_chord(scene.key))
    return _("Saved: “{name}”.").format(name=scene.name)
