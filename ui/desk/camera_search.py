"""Finding cameras by number, name, street or place, in any letters' case."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from console.cameras.camera import Camera


def find(cameras: Iterable[Camera], words: str) -> list[Camera]:
    """Cameras of which number, name or place hold every word; all of them for no words.

    A place's whole name means that place alone: its 1 is not looked for in the cameras' numbers.
    """
    cameras, wanted = tuple(cameras), _plain(words).split()
    if named := [camera for camera in cameras if _plain(camera.place.name).split() == wanted]:
        return named
    return [camera for camera in cameras if all(word in _haystack(camera) for word in wanted)]


def by_number(cameras: Sequence[Camera], digits: str) -> Camera | None:
    """The camera called by this number; leading zeros may be left out."""
    for camera in cameras:
        if camera.number == digits:
            return camera
    short = digits.lstrip("0")
    return next((camera for camera in cameras if camera.number.lstrip("0") == short), None)


def _haystack(camera: Camera) -> str:
    return _plain(f"{camera.number} {camera.place.name} {camera.name}")


def _plain(text: str) -> str:
    """Case and the dots of ё do not matter; № and guillemets are not typed."""
    return text.casefold().replace("ё", "е").translate(str.maketrans("", "", '«»"№'))
