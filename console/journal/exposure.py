"""What of a person's picture may leave the desk: redacted copies, and what may not go without them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path

from console.cameras.camera import Camera
from console.cameras.site_database import SiteDatabase
from console.journal.dossier import Dossier, EvidenceFile
from console.journal.wording import REDACTED
from console.paths import DataFolder
from console.redaction import redaction

_NO_PICTURES = ("boxes",)  # any other role is a picture, until it is known to be none


class Exposure(Enum):
    """How children's places are shown, and what a mask covers."""

    PROTECTED = auto()  # only in redacted copies
    AS_RECORDED = auto()  # a shift lead answers for it, with a reason


@dataclass(frozen=True, slots=True)
class Redacted:
    """A copy that goes in the place of an evidence file; the original stays where it is."""

    path: Path
    what: str  # what was done to it
    approved_by: str


def known_cameras(folder: DataFolder) -> Mapping[str, Camera]:
    """The desk's cameras by id; none where it has no site.

    Raises:
        Problem: the site cannot be read.
    """
    return SiteDatabase(folder).load().cameras if folder.site_db.exists() else {}


def needs_redaction(
    folder: DataFolder, told: Dossier, replacements: Mapping[str, Redacted]
) -> tuple[EvidenceFile, ...]:
    """Pictures without a redacted copy: of children's places, masked cameras, cameras that are not known."""
    cameras = known_cameras(folder)
    of_entry = {
        entry.seq: {str(entry.body["camera_id"])} for entry in told.entries if entry.body.get("camera_id")
    }
    everywhere = set().union(*of_entry.values())

    def must_be_covered(file: EvidenceFile) -> bool:
        seen = (cameras.get(camera_id) for camera_id in of_entry.get(file.seq, everywhere))
        return any(redaction.needs_redaction(camera) for camera in seen)

    return tuple(
        file
        for file in told.files()
        if file.role not in _NO_PICTURES
        and not file.role.startswith(REDACTED)
        and not file.erased_by
        and file.file not in replacements
        and must_be_covered(file)
    )
