"""What may be wrong with a journal, each fault named in words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from console.language import _


class FaultKind(Enum):
    """The value is what `--json` says."""

    BODY_CHANGED = "body changed"
    BODY_MISSING = "body missing"
    HEADER_CHANGED = "header changed"
    CHAIN_BROKEN = "chain broken"
    ENTRY_MISSING = "entry missing"
    EVIDENCE_CHANGED = "evidence changed"
    EVIDENCE_MISSING = "evidence missing"
    EVIDENCE_UNREADABLE = "evidence unreadable"
    TAIL_CUT = "tail cut"
    HEAD_DIFFERS = "head differs"
    FILE_DAMAGED = "file damaged"
    EVIDENCE_LEFT = "evidence left"
    GUARDS_MISSING = "guards missing"
    GUARDS_CHANGED = "guards changed"
    HEAD_FORGED = "signed head forged"
    HEAD_OF_ANOTHER_JOURNAL = "signed head of another journal"
    HEAD_ANOTHER_KEY = "signed head of another key"
    HEAD_LOST = "signed head lost"
    HEAD_UNSIGNED = "no signed head"


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one entry; `seq` is None for a fault of the journal as a whole."""

    seq: int | None
    kind: FaultKind
    file: str = ""  # the evidence file, from the data folder
    until: int = 0  # last of a run of missing entries

    def text(self) -> str:
        """One line, translated."""
        return _fault_text(self.kind).format(
            seq=self.seq,
            before=(self.seq or 0) - 1,
            file=self.file,
            last=f"–{self.until}" if self.until > (self.seq or 0) else "",
        )


def _fault_text(kind: FaultKind) -> str:
    return {
        FaultKind.BODY_CHANGED: _("entry {seq}: its body was changed"),
        FaultKind.BODY_MISSING: _("entry {seq}: its body is missing"),
        FaultKind.HEADER_CHANGED: _("entry {seq}: its header was changed"),
        FaultKind.CHAIN_BROKEN: _("entry {seq}: it does not follow entry {before}"),
        FaultKind.ENTRY_MISSING: _("entry {seq}{last}: missing"),
        FaultKind.EVIDENCE_CHANGED: _("entry {seq}: the evidence file {file} was changed"),
        FaultKind.EVIDENCE_MISSING: _("entry {seq}: the evidence file {file} is missing"),
        FaultKind.EVIDENCE_UNREADABLE: _("entry {seq}: the evidence file {file} cannot be read"),
        FaultKind.TAIL_CUT: _("entry {seq}{last}: missing, the journal ends before the head that was named"),
        FaultKind.HEAD_DIFFERS: _("entry {seq}: its hash is not that of the head that was named"),
        FaultKind.FILE_DAMAGED: _("entry {seq}: the file is damaged from here on"),
        FaultKind.EVIDENCE_LEFT: _("entry {seq}: the evidence file {file} was erased, and yet it is there"),
        FaultKind.GUARDS_CHANGED: _("the whole journal: the guards against changes were replaced"),
        FaultKind.HEAD_FORGED: _("entry {seq}: the signature in it is not right"),
        FaultKind.HEAD_OF_ANOTHER_JOURNAL: _("entry {seq}: signed was another hash than stands here"),
        FaultKind.HEAD_ANOTHER_KEY: _("entry {seq}: signed with another key than this desk's"),
        FaultKind.HEAD_LOST: _(
            "entry {seq}: the head that this desk signed last stood here, and is not here any more"
        ),
        FaultKind.HEAD_UNSIGNED: _("the whole journal: no head of it is signed with the key that was named"),
        FaultKind.GUARDS_MISSING: _("the whole journal: the guards against changes were taken out"),
    }[kind]
