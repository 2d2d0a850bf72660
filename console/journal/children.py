"""Schools and kindergartens in what is to leave the desk: which they are, and the reason they ask for."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Protocol

from console.cameras.camera import Camera
from console.journal.entry import Entry, Kind
from console.journal.exposure import known_cameras
from console.journal.look_reason import LookReason
from console.journal.looked_at import Look, Subject, looked_body
from console.journal.projection import fold
from console.language import _
from console.paths import DataFolder
from console.problem import Problem


class ReasonNeededError(Problem):
    """What is asked for touches children's places, and nobody said why."""


class Recorder(Protocol):
    """What is needed of a journal."""

    def append_now(self, kind: Kind, body: Mapping[str, object], *, actor: str) -> Entry: ...


def childrens_places(folder: DataFolder, subjects: Iterable[Subject]) -> tuple[Subject, ...]:
    """Those of the subjects that are children's places by the desk's site, in order, each once.

    A camera that the site has no more counts as one: as with pictures, nobody can tell what it showed. Where
    there is no site at all, nothing does.
    """
    cameras = known_cameras(folder)
    if not cameras:
        return ()
    by_name = {fold(each.place.name) for each in cameras.values() if each.place.kind.for_children}
    return tuple(sorted({each for each in subjects if _is_one(each, cameras, by_name)}))


def _is_one(subject: Subject, cameras: Mapping[str, Camera], by_name: set[str]) -> bool:
    if subject.place and fold(subject.place) in by_name:  # also where no camera saw it
        return True
    camera = cameras.get(subject.camera_id)
    return bool(subject.camera_id) if camera is None else camera.place.kind.for_children


def tell_look(
    recorder: Recorder,
    touched: Iterable[Subject],
    *,
    reason: LookReason | None,
    actor: str,
    file: Path,
    since_utc: datetime | None = None,
    until_utc: datetime | None = None,
) -> None:
    """Records that what children's places are in goes into `file`; nothing where there are none.

    To be called before it has its name.

    Raises:
        ReasonNeededError: there is no reason.
        Problem: the journal cannot be written.
    """
    touched = tuple(touched)
    require_reason(touched, reason)
    if not touched:
        return
    name = os.fsencode(file.name).decode("utf-8", "replace")  # the folder is nobody's business
    body = looked_body(
        Look.EXPORT, touched, reason=reason, since_utc=since_utc, until_utc=until_utc, file=name
    )
    recorder.append_now(Kind.LOOKED_AT, body, actor=actor)


def require_reason(touched: tuple[Subject, ...], reason: LookReason | None) -> None:
    """Raises ReasonNeededError where children's places are touched and nobody says why."""
    if touched and reason is None:
        raise ReasonNeededError(
            _("this tells of a school or a kindergarten: it leaves the desk only with a reason"),
            where=" · ".join(filter(None, (touched[0].camera_number, touched[0].place))),
            mend=_("Say it with --reason, one of: {keys}").format(
                keys=", ".join(each.key for each in LookReason)
            ),
        )
