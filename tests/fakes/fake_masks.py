"""What is filled in over every camera's picture, as a test says."""

from __future__ import annotations

from collections.abc import Collection

from console.cameras.polygon import Polygon


class FakeMasks:
    """The same masks on every camera, lifted by hand."""

    def __init__(self, masks: tuple[Polygon, ...] = (), *, gone: Collection[str] = ()) -> None:
        """`gone`: cameras that the desk has no more."""
        self.masks, self.left, self._gone = masks, 0, gone

    def of(self, _camera_id: str) -> tuple[Polygon, ...]:
        return () if self.left else self.masks

    def left_s(self, _camera_id: str) -> int:
        return self.left

    def knows(self, camera_id: str) -> bool:
        return camera_id not in self._gone
