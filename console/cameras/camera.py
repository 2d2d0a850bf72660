"""A camera: its number, name, place and streams, and how detection looks at it."""

from __future__ import annotations

from dataclasses import dataclass

from console.cameras.address import Address
from console.cameras.neighbour import Neighbour
from console.cameras.places import Place
from console.cameras.polygon import Polygon
from console.cameras.search_grid import WHOLE, SearchGrid


@dataclass(frozen=True, slots=True)
class Camera:
    """Frozen: a change makes a new Camera, and an entry in the journal."""

    id: str
    number: str  # what the dispatcher types: "0402"
    name: str  # the spot within its place: "entrance", "house 14"
    place: Place
    main: Address
    sub: Address | None = None
    confidence: float = 0.5  # least score, 0..1, at which a detection on this camera counts
    ignore_zones: tuple[Polygon, ...] = ()  # a detection whose foot point lies in one does not count
    neighbours: tuple[Neighbour, ...] = ()  # that somebody who leaves this picture comes to
    masks: tuple[Polygon, ...] = ()  # privacy: filled in on the screen, and in what leaves the desk
    search_grid: SearchGrid = WHOLE  # how detectors search its picture
    scene_width_m: float | None = None  # what the picture's width spans where it matters; None: not known

    @property
    def title(self) -> str:
        """Place and spot, as people say it: "School No. 1, entrance"; the place is not said twice."""
        if not self.name or self.place.name.casefold() in self.name.casefold():
            return self.name or self.place.name
        return f"{self.place.name}, {self.name}"


def camera_fields(camera: Camera) -> dict[str, str]:
    """How an entry's body names a camera."""
    return {"camera_id": camera.id, "camera_number": camera.number, "place": camera.place.name}
