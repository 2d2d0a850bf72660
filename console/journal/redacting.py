"""A record's evidence redacted: from its number to copies that wait for a shift lead, and on to the chain."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

from console.assets import sha256_of
from console.cameras.camera import Camera
from console.cameras.site_database import SiteDatabase
from console.detection.model_file import get_model
from console.journal.entry import Entry
from console.journal.journal import Journal
from console.journal.redacted import Prepared, approve, originals_of, recorded
from console.journal.search import FoundEntry
from console.language import _
from console.operators.operator import Operator
from console.paths import DataFolder
from console.problem import Problem
from console.redaction.redaction import Job, masks_sha256
from console.redaction.worker import run_job

_PREPARED = "redaction.json"


def choosing_in(out: Path) -> Path:
    """Portraits of persons as they are; the name says what it is, to whoever finds it."""
    return out / "not-to-leave-the-desk"


def prepare(
    folder: DataFolder,
    seq: int,
    out: Path,
    *,
    keep: frozenset[int],
    prepared_by: str,
    progress: Callable[[float], None],
) -> Prepared:
    """Makes copies of all pictures of the record `seq` in `out`, an absolute path; takes its time.

    `keep` are numbers as an earlier call told them in `Prepared.redaction.seen`. `progress` hears the part
    done and may raise to give it up; nothing half made is left. Thread: any.

    Raises:
        Problem: there is no such record, it has no pictures, or they cannot be redacted.
    """
    entry = recorded(folder, seq)
    originals = originals_of(folder, entry)
    if not originals:
        raise Problem(
            _("this entry has no pictures"),
            where=_("entry {seq}").format(seq=entry.seq),
            mend=_("Find one with: munara journal search"),
        )
    camera, model = _camera(folder, entry), get_model("", folder.models)
    masks = camera.masks if camera else ()
    job = Job(originals, out, choosing_in(out), model.path, sha256_of(model.path), frozenset(keep), masks)
    _forget(out)  # what was made before is no longer what lies there
    made = run_job(job, progress=progress)
    prepared = Prepared(entry.seq, made, prepared_by, camera is not None, masks_sha256(masks))
    (choosing_in(out) / _PREPARED).write_text(json.dumps(prepared.body()), encoding="ascii")
    return prepared


def let_go(
    journal: Journal, folder: DataFolder, seq: int, out: Path, *, by: Operator
) -> tuple[Entry, Prepared]:
    """Has the copies in `out` recorded as approved by `by`, and deletes the portraits. Thread: any.

    Raises:
        Problem: nothing waits there, a copy or the camera's masks were changed, `by` may not, or the journal
            cannot be written.
    """
    entry = recorded(folder, seq)
    prepared = waiting(out, entry.seq)
    camera = _camera(folder, entry)
    if camera is not None and masks_sha256(camera.masks) != prepared.masks_sha256:
        raise Problem(
            _("the camera's privacy masks were changed after these copies were made"),
            where=camera.number,
            mend=_("Make them anew"),
        )
    stored = approve(journal, entry, prepared, out, by=by)
    shutil.rmtree(choosing_in(out), ignore_errors=True)
    return stored, prepared


def waiting(out: Path, seq: int) -> Prepared:
    """What was prepared there for the entry `seq`.

    Raises:
        Problem: nothing was.
    """
    try:
        prepared = Prepared.from_body(json.loads((choosing_in(out) / _PREPARED).read_text(encoding="ascii")))
        if prepared.seq == seq:
            return prepared
    except (OSError, ValueError, KeyError, TypeError):
        pass
    raise Problem(
        _("no copies of this entry wait here for approval"),
        where=str(out),
        mend=_("Make them first: munara journal redact {seq} --out DIR").format(seq=seq),
    )


def _forget(out: Path) -> None:
    try:
        (choosing_in(out) / _PREPARED).unlink(missing_ok=True)
    except OSError as error:
        raise Problem(
            _("the folder cannot be written ({why})").format(why=error.strerror or error),
            where=str(out),
            mend=_("Choose another folder"),
        ) from None


def _camera(folder: DataFolder, entry: FoundEntry) -> Camera | None:
    if not folder.site_db.exists():
        return None
    return SiteDatabase(folder).load().cameras.get(entry.camera_id)
