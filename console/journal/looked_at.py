"""What an entry says of somebody who looked at, or took away, what cameras saw before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from console.cameras.camera import Camera
from console.journal.entry import utc_text
from console.journal.look_reason import LookReason
from console.language import N_, _


class Look(Enum):
    """In what way; the value is what the journal stores."""

    REPLAY = "replay"
    SNAPSHOT = "snapshot"
    EXPORT = "export"
    MASK = "mask"
    JOURNAL = "journal"
    EVIDENCE = "evidence"
    SOUND = "sound"  # live: an entry when it begins, another with its end

    def title(self) -> str:
        return _(_TITLES[self])


_TITLES = {
    Look.REPLAY: N_("replay"),
    Look.SNAPSHOT: N_("saved picture"),
    Look.EXPORT: N_("export"),
    Look.MASK: N_("without the privacy mask"),
    Look.JOURNAL: N_("journal"),
    Look.EVIDENCE: N_("evidence"),
    Look.SOUND: N_("listened"),
}


@dataclass(frozen=True, slots=True, order=True)
class Subject:
    """A camera or a place as entries name it; "" for what is not known."""

    camera_id: str = ""
    camera_number: str = ""
    place: str = ""

    @classmethod
    def of(cls, camera: Camera) -> Subject:
        return cls(camera.id, camera.number, camera.place.name)


def looked_body(
    look: Look,
    subjects: Iterable[Subject],
    *,
    reason: LookReason | None = None,
    since_utc: datetime | None = None,
    until_utc: datetime | None = None,
    **more: object,
) -> dict[str, object]:
    """The body of a "looked at" entry."""
    body: dict[str, object] = {"what": look.value, "reason": reason.value if reason else "", **more}
    body |= subject_fields(subjects)
    for key, moment in (("since_utc", since_utc), ("until_utc", until_utc)):
        if moment is not None:
            body[key] = utc_text(moment)
    return body


def subject_fields(subjects: Iterable[Subject]) -> dict[str, object]:
    """How a body names them: one as in any entry, several in lists."""
    named = sorted(set(subjects))
    if len(named) == 1:
        (only,) = named
        return {"camera_id": only.camera_id, "camera_number": only.camera_number, "place": only.place}
    lists = {
        "camera_ids": [each.camera_id for each in named],
        "camera_numbers": [each.camera_number for each in named],
        "places": [each.place for each in named],
    }
    return {key: sorted({text for text in texts if text}) for key, texts in lists.items() if any(texts)}


def is_end(body: Mapping[str, object]) -> bool:
    """Whether it only tells how long somebody listened, whose beginning is an entry of its own."""
    return body.get("what") == Look.SOUND.value and "until_utc" in body


def look_title(stored: object) -> str:
    """In what way somebody looked; the stored text, which may stand in the catalogue, where it is no Look."""
    try:
        return Look(stored).title()
    except ValueError:
        return _(str(stored)) if stored else ""
