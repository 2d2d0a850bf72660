"""A scene: what is kept under a name to be called again – a layout, a salvo or a tour."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import Enum

from console.cameras.camera import Camera
from console.language import N_, _
from console.problem import Problem
from console.wall.arrangement import Arrangement
from console.wall.layout import Layout
from console.wall.tour import Tour

LONGEST_NAME = 60  # letters: it stands in a list, on a strip and in a file's name
_MISSING = "?"


class SceneKind(Enum):
    """The value is what stands in the file."""

    LAYOUT = "layout"  # one monitor's grid and cameras
    SALVO = "salvo"  # what all monitors show, called at once
    TOUR = "tour"  # steps that one monitor shows one after another

    def title(self) -> str:
        return _(_TITLES[self])


_TITLES = {SceneKind.LAYOUT: N_("layout"), SceneKind.SALVO: N_("salvo"), SceneKind.TOUR: N_("tour")}


@dataclass(frozen=True, slots=True)
class Scene:
    """Who saved it last stands in it, too."""

    name: str
    content: Layout | Arrangement | Tour
    key: str = ""  # the digit that calls it, or none
    by: str = ""
    at_utc: str = ""

    @property
    def kind(self) -> SceneKind:
        if isinstance(self.content, Layout):
            return SceneKind.LAYOUT
        return SceneKind.TOUR if isinstance(self.content, Tour) else SceneKind.SALVO

    def camera_ids(self) -> set[str]:
        """Those it names itself; the layouts that a tour calls name theirs."""
        match self.content:
            case Layout(camera_ids=ids):
                return {each for each in ids if each}
            case Tour(steps=steps):
                return {step.camera_id for step in steps if step.camera_id}
            case Arrangement(shares=shares):
                return {each for share in shares for each in share.layout.camera_ids if each}


def folded(name: str) -> str:
    """Two names that look alike are one."""
    return unicodedata.normalize("NFC", name).strip().casefold()


def checked_name(name: str) -> str:
    """
    Raises:
        Problem: nobody could tell it apart, or read it in a list.
    """
    name = unicodedata.normalize("NFC", name).strip()
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        raise Problem(
            _("this cannot be a name"),
            where=repr(name[: LONGEST_NAME + 1]),
            mend=_("Write one line of at most {count} letters").format(count=LONGEST_NAME),
        )
    return name


def missing_id(written: str) -> str:
    """Stands in a cell for a camera that the inventory does not know: nobody else comes into it."""
    return _MISSING + written


def missing_written(camera_id: str) -> str:
    """What `missing_id` was made of, or "" for any other id."""
    return camera_id.removeprefix(_MISSING) if camera_id.startswith(_MISSING) else ""


def missing_number(camera_id: str) -> str:
    """The number of a camera that is missed, or "" for any other id."""
    return missing_written(camera_id).partition(" ")[0]


def missing_text(camera_id: str) -> str:
    """What an empty cell says of the camera that should stand in it; "" where none is missed."""
    number = missing_number(camera_id)
    return _("camera {number} is not in the inventory").format(number=number) if number else ""


def tour_faults(scene: Scene, others: Iterable[Scene]) -> tuple[str, ...]:
    """What of a tour cannot be shown, step by step; the rest of it runs all the same."""
    if not isinstance(scene.content, Tour):
        return ()
    kinds = {folded(other.name): other.kind for other in others}
    faults = []
    for number, step in enumerate(scene.content.steps, 1):
        kind = kinds.get(folded(step.layout))
        if not step.layout or kind is SceneKind.LAYOUT:
            continue
        if kind is None:
            text = _("step {number}: there is no layout “{name}” any more")
        else:
            text = _("step {number}: “{name}” is no layout, and a tour shows layouts and cameras alone")
        faults.append(text.format(number=number, name=step.layout))
    return tuple(faults)


def following(tour: Tour, name: str, *, to: str) -> Tour:
    """The tour once the layout of that name is called `to`."""
    steps = (
        replace(step, layout=to) if step.layout and folded(step.layout) == folded(name) else step
        for step in tour.steps
    )
    return replace(tour, steps=tuple(steps))


def fit_steps(tour: Tour, others: Iterable[Scene], cameras: Iterable[Camera]) -> Tour | None:
    """The tour with the steps alone that can be shown; None where there is none."""
    layouts = {folded(other.name) for other in others if other.kind is SceneKind.LAYOUT}
    known = {camera.id for camera in cameras}
    steps = tuple(step for step in tour.steps if folded(step.layout) in layouts or step.camera_id in known)
    return replace(tour, steps=steps) if steps else None
