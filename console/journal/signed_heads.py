"""Signed heads: entries in which the desk signs everything that stands before them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path
from typing import Any

from console.journal.chain import canonical_json
from console.journal.database import JournalDatabase
from console.journal.disk import sync_file, sync_folder
from console.journal.entry import Kind
from console.journal.signing import DeskKey, fingerprint, signed_by
from console.language import _
from console.paths import DataFolder
from console.problem import Problem

_SIGNED = b"munara head 1\n"  # so that no other text that the key signs is ever taken for a head
HeadOf = tuple[int, bytes]  # (seq, hash)


class HeadFault(Enum):
    FORGED = auto()  # the signature is not right
    OF_ANOTHER_JOURNAL = auto()  # it signs another hash than that of the entry it names
    ANOTHER_KEY = auto()
    LOST = auto()  # the head that was signed last stands in the journal no more
    UNSIGNED = auto()  # a key was named, and no head is signed with it


def head_message(desk: str, head: HeadOf) -> bytes:
    """The bytes that are signed."""
    return _SIGNED + canonical_json({"desk": desk, "hash": head[1].hex(), "seq": head[0]})


def head_body(key: DeskKey, desk: str, head: HeadOf) -> dict[str, object]:
    """What a "head signed" entry says of the head before it."""
    return {
        "head_seq": head[0],
        "head_hash": head[1].hex(),
        "key": key.public.hex(),
        "signature": key.sign(head_message(desk, head)).hex(),
    }


@dataclass(frozen=True, slots=True)
class SignedHead:
    """What a "head signed" entry says, read back."""

    head: HeadOf
    key: bytes  # public
    signature: bytes

    @classmethod
    def read(cls, body: Mapping[str, Any]) -> SignedHead | None:
        """None where the body says no such thing."""
        try:
            return cls(
                (int(body["head_seq"]), bytes.fromhex(body["head_hash"])),
                bytes.fromhex(body["key"]),
                bytes.fromhex(body["signature"]),
            )
        except (KeyError, ValueError, TypeError):
            return None

    def genuine(self, desk: str) -> bool:
        """Whether the owner of its key signed it."""
        return signed_by(self.key, self.signature, head_message(desk, self.head))


class SignedHeads:
    """Checks each signed head of a journal that is walked from its first entry on. Thread: one."""

    def __init__(
        self, folder: DataFolder, *, hash_of: Callable[[int], bytes | None], key: str | None = None
    ) -> None:
        """`hash_of` gives the stored hash of an earlier entry; `key` is a fingerprint from paper.

        Without it the desk's own key counts, and without that the first head's: all must be of one key.
        """
        self._hash_of = hash_of
        self._noted = last_noted(folder)
        own = None
        if key is None:
            with suppress(Problem):  # whoever may not read the key may still check the journal
                own = DeskKey.find(folder)
        self.signer = key or (own.fingerprint if own else "")
        self.signer_known = bool(self.signer)
        self._from_paper = key is not None
        self.count = 0
        self.last_seq = 0

    def step(self, seq: int, desk: str, body: Mapping[str, Any]) -> Iterator[HeadFault]:
        """Of the "head signed" entry `seq`; all before it were walked."""
        signed = SignedHead.read(body)
        if signed is None or not signed.genuine(desk):
            yield HeadFault.FORGED
            return
        self.count += 1
        self.last_seq = seq
        self.signer = self.signer or fingerprint(signed.key)
        if fingerprint(signed.key) != self.signer:
            yield HeadFault.ANOTHER_KEY
        if not (0 < signed.head[0] < seq and self._hash(signed.head[0]) == signed.head[1]):
            yield HeadFault.OF_ANOTHER_JOURNAL

    def end(self) -> Iterator[tuple[int | None, HeadFault]]:
        """What only the end of the walk shows, with the number of the entry that is missed."""
        if self._noted is not None and self._hash(self._noted[0]) != self._noted[1]:
            yield self._noted[0], HeadFault.LOST
        elif self._from_paper and not self.count:
            yield None, HeadFault.UNSIGNED

    def _hash(self, seq: int) -> bytes | None:
        try:
            return self._hash_of(seq)
        except Problem:  # the file is damaged there
            return None


def note_signed(folder: DataFolder, head: HeadOf) -> None:
    """Notes beside the key which signed head was the last: the whole journal rebuilt without one is found.

    Written after the entry is on the disk: the note may lag behind the journal, and never leads.

    Raises:
        OSError: it could not be written.
    """
    file = _note_file(folder)
    unfinished = file.with_name(f".{file.name}.part")
    with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as text:
        text.write(f"{head[0]}:{head[1].hex()}\n")
        text.flush()
        sync_file(text.fileno())
    unfinished.replace(file)
    sync_folder(file.parent)


def last_noted(folder: DataFolder) -> HeadOf | None:
    """The head that was noted last; None where none was, or the note was lost."""
    with suppress(OSError, ValueError):
        seq, _colon, digits = _note_file(folder).read_text(encoding="ascii").strip().partition(":")
        return int(seq), bytes.fromhex(digits)
    return None


def key_to_sign(folder: DataFolder) -> DeskKey:
    """The desk's key, made if the desk never signed.

    Raises:
        Problem: it is lost or unusable: a second key would let nobody tell a forger from the desk.
    """
    if DeskKey.find(folder) is None and _was_signed(folder):
        raise Problem(
            _("the key that signed this journal is missing"),
            where=str(folder.secrets),
            mend=_("Bring the file desk.key back from a copy; without it nothing can be signed any more"),
        )
    return DeskKey.of(folder)


def _was_signed(folder: DataFolder) -> bool:
    if last_noted(folder) is not None:
        return True
    if not folder.journal_db.is_file():
        return False
    with JournalDatabase.open_for_reading(folder) as database:
        return bool([*database.read("select 1 from entry where kind = ? limit 1", [Kind.HEAD_SIGNED.value])])


def _note_file(folder: DataFolder) -> Path:
    return folder.secrets / "signed-head"
