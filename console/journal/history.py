"""A violation and what became of it: recorded, amended, voided, each an entry of its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import takewhile

from console.journal.entry import Kind
from console.journal.search import FoundEntry, entries_about
from console.journal.violation import Violation
from console.language import _
from console.paths import DataFolder
from console.problem import Problem


@dataclass(frozen=True, slots=True)
class Correction:
    """What a person asked for."""

    kind: Kind  # VIOLATION_AMENDED or VIOLATION_VOIDED
    seq: int  # of the entry that recorded it, or of a later correction
    why: str
    changes: Mapping[str, object] = field(default_factory=dict)  # keys of a violation's body, said anew


@dataclass(frozen=True, slots=True)
class History:
    """All entries about one violation, the oldest first."""

    entries: tuple[FoundEntry, ...]  # the one that recorded it, then its corrections

    @property
    def voided(self) -> FoundEntry | None:
        """The entry that voided it."""
        return next((entry for entry in self.entries if entry.kind is Kind.VIOLATION_VOIDED), None)

    @property
    def standing(self) -> Violation:
        """As it was amended last; what it said when it was voided, if it was; empty once it was erased."""
        said = takewhile(lambda entry: entry.kind is not Kind.VIOLATION_VOIDED, self.entries)
        bodies = [entry.body for entry in said if not entry.erased]
        return Violation.from_body(bodies[-1] if bodies else {})

    def corrected(self, correction: Correction) -> dict[str, object]:
        """The body of the entry that corrects it: the whole violation, so that no reader needs the rest.

        Raises:
            Problem: it is void already, or its text was erased.
        """
        first = self.entries[0]
        if self.voided:
            what = _("this violation was voided by entry {seq}").format(seq=self.voided.seq)
            raise _refused(what, first.seq, _("Record it anew if it did happen"))
        if first.erased:
            what = _("the text of this violation was erased")
            raise _refused(what, first.seq, _("Record it anew if it did happen"))
        stands, changes = self.standing.body(), dict(correction.changes)
        if changes.get("offence") == stands["offence"]:
            changes.pop("article", None)  # a record does not change with the catalogue
        return {**stands, **changes, "seq": first.seq, "why": correction.why.strip()}


def history(folder: DataFolder, seq: int) -> History:
    """The history of the violation that entry `seq` recorded, amended or voided.

    Raises:
        Problem: there is no journal or no such entry, or it is about no violation.
    """
    entries = entries_about(folder, seq)
    if not entries or entries[0].kind is not Kind.VIOLATION_RECORDED:
        raise _refused(
            _("this is no recorded violation"), seq, _("Find it with: munara journal search --kind {kind}")
        )
    return History(entries)


def _refused(what: str, seq: int, mend: str) -> Problem:
    kind = f'"{Kind.VIOLATION_RECORDED.value}"'
    return Problem(what, where=_("entry {seq}").format(seq=seq), mend=mend.replace("{kind}", kind))
