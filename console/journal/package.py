"""The evidence package: a ZIP file that a stranger can check with Python's standard library alone."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from console.journal.chain import BadBodyError
from console.journal.children import ReasonNeededError, childrens_places, tell_look
from console.journal.disk import replaced, synced
from console.journal.dossier import Dossier, dossier
from console.journal.entry import Entry, Kind, local_time
from console.journal.exposure import Exposure, Redacted, needs_redaction
from console.journal.look_reason import LookReason
from console.journal.package_entries import entry_lines, runs
from console.journal.package_file import (
    ENTRIES,
    VERIFIER,
    PackageFile,
    first_fault,
    pieces_of,
)
from console.journal.package_item import PackageItem, count_files, package_items
from console.journal.package_page import PAGE, Cover, page
from console.journal.redacted import replacements_for
from console.journal.signed_heads import key_to_sign
from console.journal.signing import DeskKey
from console.language import N_, _, language
from console.paths import DataFolder
from console.problem import Problem

FORMAT = "munara package 1"  # changes when an older verify.py could not read it any more


@dataclass(frozen=True, slots=True)
class PackageOrder:
    """What somebody asked for."""

    seqs: tuple[int, ...]  # of the entries that recorded, amended or voided the violations
    file: Path
    actor: str
    why: str = ""
    # By evidence file, from the data folder; None: the copies that a shift lead let go, unless as recorded.
    replacements: Mapping[str, Redacted] | None = None
    exposure: Exposure = Exposure.PROTECTED
    reason: LookReason | None = None  # for what tells of children's places


@dataclass(frozen=True, slots=True)
class PackageDone:
    """Fact: a package is there, whole; or `failure`, translated, says why it is not."""

    file: Path
    files: int = 0  # of evidence
    head: str = ""  # `SEQ:HASH` of the signed head that it ends in
    fingerprint: str = ""  # of the key that signed
    failure: str = ""
    needs_reason: bool = False  # it tells of children's places: asked for again with one, it will be made

    @classmethod
    def not_made(cls, file: Path, why: str) -> PackageDone:
        return cls(file, failure=why)


class Recorder(Protocol):
    """What a package needs of a journal."""

    def append_now(self, kind: Kind, body: Mapping[str, object], *, actor: str) -> Entry: ...

    def sign_now(self, *, actor: str) -> Entry: ...


def make_package(recorder: Recorder, folder: DataFolder, order: PackageOrder) -> PackageDone:
    """Writes the package; that it is made stands in the journal before, and is signed.

    Raises:
        ReasonNeededError: it tells of children's places, and the order says no reason.
        Problem: the violations, their evidence or the key cannot be used, children would be shown, or the
            file cannot be written. What stood under its name is untouched then.
    """
    told = dossier(folder, order.seqs)
    copies = _copies(folder, order)
    items = package_items(told, copies)
    _refuse_to_expose(folder, told, order, copies)
    key = key_to_sign(folder)
    concerned = childrens_places(folder, (each.subject() for each in told.entries))
    tell_look(recorder, concerned, reason=order.reason, actor=order.actor, file=order.file)
    made = recorder.append_now(Kind.EXPORT_MADE, _entry_body(told, items, order), actor=order.actor)
    head = recorder.sign_now(actor=order.actor)
    package = _Package(folder, order, told, items, key, made, head)
    try:
        with replaced(order.file) as unfinished:
            package.write(unfinished)
            fault = first_fault(unfinished, key.fingerprint)
            if fault:
                raise _unsound(fault, order)
    except BadBodyError as error:  # a row that we could not have written
        raise _unsound(str(error), order) from None
    except OSError as error:
        raise Problem(
            _("the package cannot be written ({why})").format(why=error.strerror or error),
            where=str(order.file),
            mend=_("Name a file in a folder where you may write, with room for it"),
        ) from None
    return PackageDone(order.file, count_files(items), head.head(), key.fingerprint)


def package_done(recorder: Recorder, folder: DataFolder, order: PackageOrder) -> PackageDone:
    """As `make_package`; a missing reason is answered.

    Raises:
        Problem: as `make_package`.
    """
    try:
        return make_package(recorder, folder, order)
    except ReasonNeededError as problem:
        return PackageDone(order.file, failure=str(problem), needs_reason=True)


@dataclass(frozen=True, slots=True)
class _Package:
    folder: DataFolder
    order: PackageOrder
    told: Dossier
    items: Sequence[PackageItem]
    key: DeskKey
    made: Entry  # "export made"
    head: Entry  # "head signed", behind it

    def write(self, path: Path) -> None:
        """Every member in an order of its own, so that the same content makes the same file."""
        concerned = {entry.seq for entry in self.told.entries} | {self.made.seq}
        where = runs(self.folder, concerned, key=self.key.public)
        made_at = local_time(self.made.at_utc, self.made.utc_offset_min)
        with synced(path) as file, PackageFile(file, made_at=made_at) as package:
            package.add(ENTRIES, entry_lines(self.folder, where, concerned=concerned))
            for member, item in sorted({item.member: item for item in self.items if item.member}.items()):
                package.add(member, pieces_of(item.path))
            package.add(VERIFIER.name, pieces_of(VERIFIER))
            package.add(PAGE, [page(self._cover(), self.told, self.items)])
            package.seal(self._manifest(), self.key)

    def _cover(self) -> Cover:
        return Cover(
            self.made, self.head, self.key.fingerprint, self.order.why, demo=self.folder.demo_mark.exists()
        )

    def _manifest(self) -> dict[str, object]:
        return {
            "format": FORMAT,
            "language": language(),
            "demo": self.folder.demo_mark.exists(),
            "desk": self.made.desk,
            "made_at_utc": self.made.at_utc,
            "utc_offset_min": self.made.utc_offset_min,
            "made_by": self.made.actor,
            "why": self.order.why,
            "violations": [violation.entries[0].seq for violation in self.told.violations],
            "head": self.head.head(),
            "key": self.key.fingerprint,
            "redacted": [item.statement() for item in self.items if item.redacted],
        }


def _entry_body(told: Dossier, items: Sequence[PackageItem], order: PackageOrder) -> dict[str, object]:
    body: dict[str, object] = {
        "what": N_("package"),
        "file": os.fsencode(order.file.name).decode("utf-8", "replace"),  # the folder is nobody's business
        "seqs": [violation.entries[0].seq for violation in told.violations],
        "files": count_files(items),
        "why": order.why,
        "redacted": [item.statement() for item in items if item.redacted],
    }
    if order.exposure is Exposure.AS_RECORDED:
        body["unredacted"] = True
    return body


def _copies(folder: DataFolder, order: PackageOrder) -> Mapping[str, Redacted]:
    if order.replacements is not None:
        return order.replacements
    return replacements_for(folder, order.seqs) if order.exposure is Exposure.PROTECTED else {}


def _refuse_to_expose(
    folder: DataFolder, told: Dossier, order: PackageOrder, copies: Mapping[str, Redacted]
) -> None:
    if order.exposure is Exposure.AS_RECORDED:
        if not order.why.strip():
            raise Problem(
                _("pictures of a children's place leave as recorded only with a reason"),
                where="--unredacted",
                mend=_("Say who asks for them and by what right: --why TEXT"),
            )
        return
    open_files = needs_redaction(folder, told, copies)
    if open_files:
        raise Problem(
            _(
                "this picture is from a children's place, from a masked camera "
                "or from one that is not known any more"
            ),
            where=_("entry {seq}, {file}").format(seq=open_files[0].seq, file=open_files[0].file),
            mend=_(
                "Make a redacted copy of it: munara journal redact; "
                "or have the shift lead give it out: --unredacted --why TEXT"
            ),
        )


def _unsound(fault: str, order: PackageOrder) -> Problem:
    return Problem(
        _("the package would not stand a check ({why})").format(why=fault),
        where=str(order.file),
        mend=_("See what was changed: munara journal verify"),
    )
