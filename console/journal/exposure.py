"""What of a person's picture may leave the desk: redacted copies, and what may not go without them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path

from console.cameras.site_database import SiteDatabase
from console.journal.dossier import Dossier, EvidenceFile
from console.paths import DataFolder

_PICTURES = ("still", "boxed", "clip")


class Exposure(Enum):
    """How children's places are shown."""

    PROTECTED = auto()  # only in redacted copies
    AS_RECORDED = auto()  # a shift lead answers for it, with a reason


@dataclass(frozen=True, slots=True)
class Redacted:
    """A copy that goes in the place of an evidence file; the original stays where it is."""

    path: Path
    what: str  # what was done to it
    approved_by: str


def needs_redaction(
    folder: DataFolder, told: Dossier, replacements: Mapping[str, Redacted]
) -> tuple[EvidenceFile, ...]:
    """Pictures without a redacted copy, of children's places or of cameras that are not known."""
    cameras = SiteDatabase(folder).load().cameras if folder.site_db.exists() else {}
    of_entry = {entry.seq: entry.camera_id for entry in told.entries}

    def shows_children(file: EvidenceFile) -> bool:
        camera_id = of_entry[file.seq]
        camera = cameras.get(camera_id)
        return bool(camera_id) and (camera is None or camera.place.kind.for_children)

    return tuple(
        file
        for file in told.files()
        if file.role in _PICTURES
        and not file.erased_by
        and file.file not in replacements
        and shows_children(file)
    )
