"""Cameras, places, layouts and commands as the palette finds them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial

from console.cameras.camera import Camera
from console.language import LANGUAGE_NAMES, LANGUAGES, N_, _, language, ngettext, speaking
from console.wall.scene import Scene
from ui.actions import BY_ID, ActionId, layout_chord
from ui.palette.item import Item, Kind


def camera_items(cameras: Iterable[Camera], *, call: Callable[[str], object]) -> Iterator[Item]:
    """`call` takes the camera's number."""
    for camera in cameras:
        yield Item(
            Kind.CAMERA,
            f"camera {camera.id}",
            camera.title,
            partial(call, camera.number),
            number=camera.number,
            more=camera.place.name,
        )


def place_items(cameras: Iterable[Camera], *, show: Callable[[str], object]) -> Iterator[Item]:
    """Each place with how many cameras it has; `show` takes the place's name."""
    counts: dict[tuple[str, str], int] = {}
    for camera in cameras:
        place = (camera.place.id, camera.place.name)
        counts[place] = counts.get(place, 0) + 1
    for (place_id, name), count in counts.items():
        text = ngettext("{count} camera", "{count} cameras", count).format(count=count)
        yield Item(Kind.PLACE, f"place {place_id}", name, partial(show, name), detail=text)


def scene_items(scenes: Iterable[Scene], *, call: Callable[[Scene], object]) -> Iterator[Item]:
    """Layouts, salvos and tours by their names, with the digit that calls them after the layouts' key."""
    for scene in scenes:
        yield Item(
            Kind[scene.kind.name],
            f"scene {scene.name}",
            scene.name,
            partial(call, scene),
            detail=scene.kind.title(),
            key=layout_chord(scene.key) if scene.key else "",
        )


def command_items(trigger: Callable[[ActionId], object]) -> Iterator[Item]:
    """All but those that mean nothing in the palette; found by their text in every language."""
    others = [code for code in LANGUAGES if code != language()]
    for action in BY_ID.values():
        if action.id in (ActionId.PALETTE, ActionId.CALL_CAMERA):
            continue
        yield Item(
            Kind.COMMAND,
            f"command {action.id.value}",
            _(action.text),
            partial(trigger, action.id),
            detail=_(action.menu.value),
            key=action.label,
            more=" ".join(_in(code, action.text) for code in others),
        )


def language_items(change: Callable[[str], object]) -> Iterator[Item]:
    """Found by its own name, whatever language is on, and by the word for it in each."""
    words = " ".join(_in(code, N_("language")) for code in LANGUAGES)
    for code, name in LANGUAGE_NAMES.items():
        if code != language():
            yield Item(
                Kind.COMMAND,
                f"language {code}",
                name,
                partial(change, code),
                detail=_("language"),
                more=words,
            )


def _in(code: str, text: str) -> str:
    with speaking(code):
        return _(text)
