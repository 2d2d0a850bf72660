"""Walks the whole journal and names every entry that is not as it was written."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum
from pathlib import Path, PurePosixPath
from typing import Any

from console.journal.chain import GENESIS, Header, entry_hash, sha256
from console.journal.database import JournalDatabase
from console.journal.entry import Kind
from console.journal.evidence import file_sha256
from console.journal.projection import read_body
from console.journal.search import evidence_of
from console.journal.signed_heads import SignedHeads
from console.language import _
from console.paths import DataFolder
from console.problem import Problem


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
    GUARDS_MISSING = "guards missing"
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


@dataclass(frozen=True, slots=True)
class Head:
    """An entry's number and hash, as a shift log printed them."""

    seq: int
    hash: bytes

    @classmethod
    def parse(cls, text: str) -> Head:
        """Reads `SEQ:HASH`, the hash being 64 hexadecimal digits.

        Raises:
            Problem: the text is no head.
        """
        match = re.fullmatch(r"([1-9]\d{0,17}|0):([0-9a-fA-F]{64})", text.strip(), re.ASCII)
        if not match:
            raise Problem(
                _("this is no head of a journal"),
                where=f"--head {text[:100]}",
                mend=_("Write it as SEQ:HASH, the way verify prints it, with all 64 digits"),
            )
        return cls(int(match[1]), bytes.fromhex(match[2]))

    def __str__(self) -> str:
        return f"{self.seq}:{self.hash.hex()}"


@dataclass(frozen=True, slots=True)
class Report:
    """What the walk found; faults in the order of their entries."""

    entries: int
    files: int
    head: Head
    faults: tuple[Fault, ...]
    signed_heads: int = 0
    signer: str = ""  # fingerprint of the key that signed; empty where no head is signed
    signer_known: bool = False  # this desk's key, or the one that a paper names: it is no stranger's

    @property
    def sound(self) -> bool:
        return not self.faults


def verify(
    folder: DataFolder,
    *,
    head: Head | None = None,
    key: str | None = None,
    progress: Callable[[int, int], None] = lambda _done, _all: None,
) -> Report:
    """Checks every entry, every file that one names, every signed head, and the head that a paper names.

    Works beside a running desk: it reads the journal as it stood at one moment. `key` is the fingerprint that
    a paper names, otherwise this desk's own key counts. `progress` is told entries done and entries in all.

    Raises:
        Problem: there is no journal, or the file is none.
    """
    with JournalDatabase.open_for_reading(folder) as database:
        signed = SignedHeads(folder, hash_of=database.hash_of, key=key)
        walk = _Walk(folder, head, signed)
        faults = [*_walk_all(database, walk, progress), *walk.end()]
        with suppress(Problem):  # a list of triggers that cannot be read is a damaged file, told already
            if database.guards_missing():
                faults.append(Fault(None, FaultKind.GUARDS_MISSING))
    return Report(
        walk.entries,
        walk.files,
        Head(walk.seq, walk.hash),
        tuple(faults),
        signed_heads=signed.count,
        signer=signed.signer if signed.count else "",
        signer_known=signed.signer_known,
    )


def _walk_all(
    database: JournalDatabase, walk: _Walk, progress: Callable[[int, int], None]
) -> Iterator[Fault]:
    try:
        total, _last_hash = database.head()  # numbers have no gaps in a sound journal
        for done, row in enumerate(database.read(_SELECT), 1):
            yield from walk.step(row)
            if not done % 1000 or done == total:
                progress(done, total)
    except Problem:  # SQLite itself cannot read on
        yield Fault(walk.seq + 1, FaultKind.FILE_DAMAGED)


_SELECT = (
    "select seq, at_utc, utc_offset_min, desk, actor, kind, body_hash, cast(body as blob), prev_hash, hash"
    " from entry order by seq"
)


class _Walk:
    """Where the walk stands. Thread: one."""

    def __init__(self, folder: DataFolder, head: Head | None, signed: SignedHeads) -> None:
        self._folder = folder
        self._signed = signed
        self._wanted = head
        self.seq = 0
        self.hash = GENESIS
        self.entries = 0
        self.files = 0

    def step(self, row: tuple[Any, ...]) -> Iterator[Fault]:
        *fields, stored, prev_hash, its_hash = row
        header = Header(*fields)
        seq = header.seq
        if seq != self.seq + 1:
            yield Fault(self.seq + 1, FaultKind.ENTRY_MISSING, until=seq - 1)
        elif prev_hash != self.hash:
            yield Fault(seq, FaultKind.CHAIN_BROKEN)
        if _hash_of(prev_hash, header) != its_hash:
            yield Fault(seq, FaultKind.HEADER_CHANGED)
        if stored is None:
            yield Fault(seq, FaultKind.BODY_MISSING)
        elif sha256(stored) != header.body_hash:
            yield Fault(seq, FaultKind.BODY_CHANGED)
        elif b'"evidence"' in stored:
            yield from self._check_files(seq, read_body(stored))
        if header.kind == Kind.HEAD_SIGNED and stored is not None:
            for fault in self._signed.step(seq, header.desk, read_body(stored)):
                yield Fault(seq, FaultKind[f"HEAD_{fault.name}"])
        if self._wanted is not None and self._wanted.seq == seq and self._wanted.hash != its_hash:
            yield Fault(seq, FaultKind.HEAD_DIFFERS)
        self.seq, self.hash = seq, its_hash
        self.entries += 1

    def end(self) -> Iterator[Fault]:
        if self._wanted is not None and self._wanted.seq > self.seq:
            yield Fault(self.seq + 1, FaultKind.TAIL_CUT, until=self._wanted.seq)
        for seq, fault in self._signed.end():
            yield Fault(seq, FaultKind[f"HEAD_{fault.name}"])

    def _check_files(self, seq: int, body: dict[str, Any]) -> Iterator[Fault]:
        for item in evidence_of(body):
            self.files += 1
            kind = _file_fault(self._folder.root, item)
            if kind is not None:
                yield Fault(seq, kind, file=item["file"])


def _hash_of(prev_hash: bytes, header: Header) -> bytes | None:
    try:
        return entry_hash(prev_hash, header)
    except (ValueError, TypeError, AttributeError):  # a field that we could not have written
        return None


def _file_fault(root: Path, item: dict[str, Any]) -> FaultKind | None:
    name = PurePosixPath(item["file"])
    if name.is_absolute() or ".." in name.parts:
        return FaultKind.EVIDENCE_MISSING  # the store never names such a file
    try:
        same = file_sha256(root / name) == item.get("sha256")
    except FileNotFoundError:
        return FaultKind.EVIDENCE_MISSING
    except OSError:
        return FaultKind.EVIDENCE_UNREADABLE
    return None if same else FaultKind.EVIDENCE_CHANGED


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
        FaultKind.HEAD_FORGED: _("entry {seq}: the signature in it is not right"),
        FaultKind.HEAD_OF_ANOTHER_JOURNAL: _("entry {seq}: signed was another hash than stands here"),
        FaultKind.HEAD_ANOTHER_KEY: _("entry {seq}: signed with another key than this desk's"),
        FaultKind.HEAD_LOST: _(
            "entry {seq}: the head that this desk signed last stood here, and is not here any more"
        ),
        FaultKind.HEAD_UNSIGNED: _("the whole journal: no head of it is signed with the key that was named"),
        FaultKind.GUARDS_MISSING: _("the whole journal: the guards against changes were taken out"),
    }[kind]
