"""Walking from camera to camera after somebody who leaves the picture.

Where it was entered on which side of the picture a neighbour lies, that arrow leads to it: of several on one
side to the first. On a side where none was entered the arrows mean the walk:

* Right and left try the neighbours of the camera where the walk stands, one after the other and round again.
* Down walks on from the camera that is shown, to its first neighbour (not the one just come from, where
  there is another).
* Up goes back to the camera that the walk came from. `RETURN` does so whatever was entered.

Where a camera has no neighbours entered, the cameras of its place take their part, in the order of their
numbers. A camera nearby that somebody points at is a step of the walk, too (`lead`). Calling any camera in
another way ends it.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from console.cameras.camera import Camera
from console.cameras.neighbour import Side

Nearby = tuple[Camera, Side | None]  # and on which side of the picture it lies; None: nobody said


class Way(Enum):
    PREVIOUS = "previous"
    NEXT = "next"
    ON = "on"
    BACK = "back"
    RETURN = "return"

    @property
    def side(self) -> Side | None:
        """Where its arrow points to."""
        return _SIDES.get(self)


_SIDES = {Way.PREVIOUS: Side.LEFT, Way.NEXT: Side.RIGHT, Way.ON: Side.DOWN, Way.BACK: Side.UP}


class Walk:
    """Thread: any one; `cameras` by id, read anew at each step."""

    def __init__(self, cameras: Mapping[str, Camera]) -> None:
        self._cameras = cameras
        self._trail: list[str] = []  # cameras walked on from; the last is where the walk stands
        self._at = ""  # where the last step led

    def step(self, shown: str, way: Way) -> str:
        """The id of the camera to show after `shown`; "" where there is none that way."""
        if shown not in self._cameras:
            return ""
        if shown != self._at:
            self._trail.clear()
        if there := self._on_side(shown, way.side):
            self._trail.append(shown)
            self._at = there
        else:
            self._at = self._back() if way in (Way.BACK, Way.RETURN) else self._onward(shown, way)
        return self._at

    def lead(self, shown: str, there: str) -> None:
        """A step from `shown` to a camera that somebody points at: `RETURN` leads back from it.

        Beside the camera where the walk stands it is tried in place of the one that is shown.
        """
        if shown != self._at:
            self._trail.clear()
        stand = self._trail[-1] if self._trail else ""
        if there == stand:
            self._trail.pop()
        elif shown != there and not (stand and there in self.beside(stand)):
            self._trail.append(shown)
        self._at = there

    def _back(self) -> str:
        return self._trail.pop() if self._trail else ""

    def _onward(self, shown: str, way: Way) -> str:
        stand = shown if way is Way.ON or not self._trail else self._trail[-1]
        ring = self.beside(stand)
        if way is Way.ON:
            ring = [each for each in ring if each not in self._trail[-1:]] or ring
        if not ring:
            return ""
        if way is Way.ON or not self._trail:
            self._trail.append(shown)
        if shown in ring:
            return ring[(ring.index(shown) + (-1 if way is Way.PREVIOUS else 1)) % len(ring)]
        return ring[-1 if way is Way.PREVIOUS else 0]

    def _on_side(self, camera_id: str, side: Side | None) -> str:
        """The first neighbour that was entered on that side of its picture; "" where none was."""
        entered = self._entered(camera_id).items() if side else ()
        return next((each for each, its_side in entered if its_side is side), "")

    def _entered(self, camera_id: str) -> dict[str, Side | None]:
        """By id the sides of its neighbours that are cameras, as they were entered."""
        ids = {each.number: each.id for each in self._cameras.values()}
        neighbours = self._cameras[camera_id].neighbours
        return {ids[each.number]: each.side for each in neighbours if each.number in ids}

    def nearby(self, camera_id: str) -> tuple[Nearby, ...]:
        """The cameras beside it, itself left out; none of a camera that is not known."""
        if camera_id not in self._cameras:
            return ()
        sides = self._entered(camera_id)
        beside = (each for each in self.beside(camera_id) if each != camera_id)
        return tuple((self._cameras[each], sides.get(each)) for each in beside)

    def beside(self, camera_id: str) -> list[str]:
        """Ids of its neighbours as they were entered, or of its place's cameras, itself too, by number."""
        if entered := self._entered(camera_id):
            return list(entered)
        own = self._cameras[camera_id].place
        place = sorted(
            (each for each in self._cameras.values() if each.place == own),
            key=lambda each: (each.number, each.id),
        )
        return [each.id for each in place] if len(place) > 1 else []
