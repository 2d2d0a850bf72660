"""Makes a shift log's file: whole or not there, and an entry of the journal before it has its name."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Protocol

from console.journal.children import tell_look
from console.journal.disk import replaced, synced
from console.journal.entry import Entry, Kind
from console.journal.evidence import file_sha256
from console.journal.query_options import options_of
from console.journal.shift_log.course import Course, StoppedError
from console.journal.shift_log.gather import gather
from console.journal.shift_log.log import ShiftLog, ShiftLogDone, ShiftLogOrder
from console.language import N_, _, language, speaking
from console.paths import DataFolder
from console.problem import Problem

_WHAT: Mapping[str, str] = {
    ".pdf": N_("shift log pdf"),
    ".xlsx": N_("shift log xlsx"),
    ".csv": N_("shift log csv"),
}


class Recorder(Protocol):
    def append_now(self, kind: Kind, body: Mapping[str, object], *, actor: str) -> Entry: ...

    def sign_now(self, *, actor: str) -> Entry: ...


def make_shift_log(
    recorder: Recorder, folder: DataFolder, order: ShiftLogOrder, course: Course | None = None
) -> ShiftLogDone:
    """Writes the file; that it is made, and its SHA-256, stand in the journal before, and are signed.

    Called off, it leaves nothing and says so. What stood under its name is untouched until it is whole.

    Raises:
        ReasonNeededError: children's places are among it, and the order says no reason.
        Problem: the name, the journal or the desk's key cannot be used, there is no such shift, or the file
            cannot be written.
    """
    course, file = course or Course(), order.file
    with speaking(order.language):
        _check_name(file)
        try:
            log = gather(folder, order, course)
            with replaced(file) as unfinished:
                with synced(unfinished) as out:
                    _write(log, file, out, course)
                course.check()  # from here on it is an entry
                tell_look(recorder, log.children, reason=order.reason, actor=order.actor, file=file)
                body = _entry_body(log, order, file_sha256(unfinished))
                recorder.append_now(Kind.EXPORT_MADE, body, actor=order.actor)
                recorder.sign_now(actor=order.actor)
        except StoppedError:
            return ShiftLogDone(order.ref, file, cancelled=True)
        except OSError as error:
            raise Problem(
                _("the shift log cannot be written ({why})").format(why=error.strerror or error),
                where=str(file),
                mend=_("Name a file in a folder where you may write, with room for it"),
            ) from None
    return ShiftLogDone(order.ref, file, log.count, head=log.head, fingerprint=log.fingerprint)


def _check_name(file: Path) -> None:
    if file.suffix.lower() not in _WHAT or file.stem.startswith("."):
        raise Problem(
            _("a shift log is no such file"),
            where=str(file),
            mend=_("Let its name end in: {endings}").format(endings=", ".join(_WHAT)),
        )


def _write(log: ShiftLog, file: Path, out: IO[bytes], course: Course) -> None:
    # Imported when wanted: a desk starts without the libraries that make pages and workbooks.
    match file.suffix.lower():
        case ".pdf":
            from console.journal.shift_log.pdf import write_pdf

            write_pdf(log, out, course)
        case ".xlsx":
            from console.journal.shift_log.xlsx import write_xlsx

            write_xlsx(log, out, course, beside=file.absolute().parent)
        case _:
            from console.journal.shift_log.csv import write_csv

            write_csv(log, out, course)


def _entry_body(log: ShiftLog, order: ShiftLogOrder, sha256: str) -> dict[str, object]:
    body: dict[str, object] = {
        "what": _WHAT[order.file.suffix.lower()],
        "file": os.fsencode(order.file.name).decode("utf-8", "replace"),  # the folder is nobody's business
        "sha256": sha256,
        "entries": log.count,
        "head": log.head,
        "query": options_of(order.query),
        "language": language(),
    }
    if order.shift_seq:
        body["shift_seq"] = order.shift_seq
    if order.reason:
        body["reason"] = order.reason.value
    return body
