"""Whom a detector found in a file, kept beside the portraits: choosing again need not look again."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from console.cameras.polygon import Polygon
from console.media.worker.full_frame import jpeg_of
from console.redaction.person import Person
from console.redaction.redaction import masks_sha256
from console.redaction.tracking import Found


class KnownPersons:
    """One file a clip or still, by its hash, the model's and the masks': portraits show them filled in.

    Thread: one.
    """

    def __init__(self, folder: Path, *, model_sha256: str, masks: Iterable[Polygon]) -> None:
        self._folder = folder
        self._model_sha256 = model_sha256
        self._masks_sha256 = masks_sha256(masks)

    def load(self, original_sha256: str) -> tuple[Person, ...] | None:
        """None where nobody looked yet, or with another model."""
        try:
            rows = json.loads(self._file(original_sha256).read_text(encoding="ascii"))
            return tuple(Person.from_body(row) for row in rows)
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def save(self, original_sha256: str, found: Found) -> None:
        """Raises OSError where the disk would not."""
        for number, pixels in found.portraits.items():
            (self._folder / self.portrait(original_sha256, number)).write_bytes(jpeg_of(pixels))
        rows = [person.body() for person in found.persons]
        self._file(original_sha256).write_text(json.dumps(rows), encoding="ascii")

    def portrait(self, original_sha256: str, number: int) -> str:
        """Its file name; `number` is the one within this file."""
        return f"{self._key(original_sha256)}-{number}.jpg"

    def _file(self, original_sha256: str) -> Path:
        return self._folder / f"persons-{self._key(original_sha256)}.json"

    def _key(self, original_sha256: str) -> str:
        """Of whatever makes a list and its portraits others than those that lie there."""
        hashes = (original_sha256, self._model_sha256, self._masks_sha256)
        return "-".join(each[:16] for each in hashes)
