"""The evidence files of a package: the original, a redacted copy in its place, or only that it was erased."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from console.journal.dossier import Dossier, EvidenceFile, is_evidence_name
from console.journal.evidence import file_sha256
from console.journal.exposure import Redacted
from console.language import _
from console.problem import Problem


@dataclass(frozen=True, slots=True)
class PackageItem:
    """One file that an entry names, as it stands in the package."""

    file: EvidenceFile
    path: Path  # where its content is taken from
    member: str  # its name in the package; "" if it was erased
    redacted: Redacted | None = None
    copy_sha256: str = ""

    def statement(self) -> dict[str, str]:
        """What the manifest says of a redacted copy."""
        assert self.redacted is not None
        return {
            "file": self.file.file,
            "sha256": self.file.sha256,
            "copy": self.member,
            "copy_sha256": self.copy_sha256,
            "what": self.redacted.what,
            "approved_by": self.redacted.approved_by,
        }


def package_items(told: Dossier, replacements: Mapping[str, Redacted]) -> tuple[PackageItem, ...]:
    """All files of the entries concerned.

    Raises:
        Problem: one is missing or was changed, or a copy is for none of them or cannot be read.
    """
    files = told.files()
    stray = set(replacements) - {file.file for file in files}
    if stray:
        raise Problem(
            _("no entry concerned names this file"),
            where=min(stray),
            mend=_("Name the file as the entry does: munara journal history SEQ --json"),
        )
    stored = {file.path: file.file for file in files if not file.erased_by}
    return tuple(_item(file, replacements.get(file.file), stored) for file in files)


def count_files(items: Iterable[PackageItem]) -> int:
    """In the package, each once."""
    return len({item.member for item in items if item.member})


def _item(file: EvidenceFile, redacted: Redacted | None, stored: Mapping[Path, str]) -> PackageItem:
    """`stored`: what entries name by itself, such as copies that were let go: they go in once."""
    if redacted is not None:
        digest = _digest(redacted.path, file)
        member = stored.get(redacted.path) or f"redacted/{digest}{file.path.suffix}"
        return PackageItem(file, redacted.path, member, redacted, digest)
    if file.erased_by:
        return PackageItem(file, file.path, "")
    if not is_evidence_name(file.file) or _digest(file.path, file) != file.sha256:
        raise _unfit(file, _("the evidence file was changed"))
    return PackageItem(file, file.path, file.file)


def _digest(path: Path, file: EvidenceFile) -> str:
    try:
        return file_sha256(path)
    except FileNotFoundError:
        raise _unfit(file, _("the evidence file is missing")) from None
    except OSError as error:
        why = _("the evidence file cannot be read ({why})").format(why=error.strerror or error)
        raise _unfit(file, why) from None


def _unfit(file: EvidenceFile, what: str) -> Problem:
    return Problem(
        what,
        where=_("entry {seq}, {file}").format(seq=file.seq, file=file.file),
        mend=_("Bring it back from a copy; munara journal verify names everything that is missing"),
    )
