"""What is to be redacted, and what came of it: copies that nobody has approved yet."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Self

from console.cameras.camera import Camera
from console.cameras.polygon import Polygon

CLIP, STILL, BOXED = "clip", "still", "boxed"
ROLES = (CLIP, STILL, BOXED)  # what holds pictures, in the order in which its persons are numbered


def needs_redaction(camera: Camera | None) -> bool:
    """Whether this camera's pictures leave the desk only as redacted copies.

    `None`: the desk has this camera no more, and nobody can tell what its masks were.
    """
    return camera is None or bool(camera.masks) or camera.place.kind.for_children


def masks_sha256(masks: Iterable[Polygon]) -> str:
    """By which it is known whether copies were made with these masks."""
    return hashlib.sha256(json.dumps([mask.corners for mask in masks]).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Original:
    """An evidence file as its entry names it."""

    path: Path
    sha256: str
    role: str  # one of ROLES


@dataclass(frozen=True, slots=True)
class Job:
    """One record's evidence, to be redacted in one go. Paths are absolute."""

    originals: tuple[Original, ...]
    out: Path  # where the copies go
    choosing: Path  # where what shows persons as they are goes: to be deleted when all is chosen
    model: Path
    model_sha256: str
    keep: frozenset[int] = frozenset()  # numbers of persons who are not blurred
    masks: tuple[Polygon, ...] = ()

    def body(self) -> dict[str, Any]:
        """For JSON."""
        return {
            "originals": [{**asdict(one), "path": str(one.path)} for one in self.originals],
            "out": str(self.out),
            "choosing": str(self.choosing),
            "model": str(self.model),
            "model_sha256": self.model_sha256,
            "keep": sorted(self.keep),
            "masks": [mask.corners for mask in self.masks],
        }

    @classmethod
    def from_body(cls, body: Mapping[str, Any]) -> Self:
        return cls(
            originals=tuple(
                Original(Path(one["path"]), one["sha256"], one["role"]) for one in body["originals"]
            ),
            out=Path(body["out"]),
            choosing=Path(body["choosing"]),
            model=Path(body["model"]),
            model_sha256=body["model_sha256"],
            keep=frozenset(body["keep"]),
            masks=tuple(Polygon(tuple((x, y) for x, y in corners)) for corners in body["masks"]),
        )


@dataclass(frozen=True, slots=True)
class Copy:
    """A file that may leave the desk once it is approved."""

    role: str  # of the original
    original_sha256: str
    file: str  # its name in the job's folder
    sha256: str
    frames: int
    damaged: int  # packets of the original that could not be decoded and are not in the copy
    left_out: int  # sound tracks and whatever else was not video


@dataclass(frozen=True, slots=True)
class Seen:
    """A person who was found, for whoever chooses."""

    number: int  # as `Job.keep` names it
    role: str  # of the file that shows them
    from_us: int  # media time
    to_us: int
    score_pct: int  # how sure the detector was
    portrait: str  # file name in the job's `choosing`
    kept: bool


@dataclass(frozen=True, slots=True)
class Redaction:
    """What one job made. It says nothing of who may have it: see console.journal.redacted."""

    copies: tuple[Copy, ...]
    seen: tuple[Seen, ...]
    masks: int
    model: str
    model_sha256: str
    preview: str  # the contact sheet's name in the job's folder

    @property
    def kept(self) -> tuple[int, ...]:
        return tuple(person.number for person in self.seen if person.kept)

    @property
    def blurred(self) -> tuple[int, ...]:
        return tuple(person.number for person in self.seen if not person.kept)

    def body(self) -> dict[str, Any]:
        """For JSON."""
        return asdict(self)

    @classmethod
    def from_body(cls, body: Mapping[str, Any]) -> Self:
        return cls(
            copies=tuple(Copy(**copy) for copy in body["copies"]),
            seen=tuple(Seen(**person) for person in body["seen"]),
            masks=body["masks"],
            model=body["model"],
            model_sha256=body["model_sha256"],
            preview=body["preview"],
        )
