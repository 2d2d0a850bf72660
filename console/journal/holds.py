"""Legal holds: what a court or an inquiry needs is not erased until it is released."""

from __future__ import annotations

from console.journal.database import JournalDatabase
from console.journal.entry import Kind
from console.journal.links import LinkedEntry, linked_entry, of_kind, related, root_of
from console.language import _
from console.paths import DataFolder
from console.problem import Problem


def held_seqs(folder: DataFolder) -> frozenset[int]:
    """Every entry that a hold keeps.

    Raises:
        Problem: the journal cannot be read.
    """
    with JournalDatabase.open_for_reading(folder) as database:
        roots = list(active_holds(database))
        return frozenset(seq for root in roots for seq in related(database, root))


def active_holds(database: JournalDatabase) -> dict[int, list[LinkedEntry]]:
    """The holds that nobody released, by the root of what they hold (see `links.root_of`).

    A hold on any entry of a violation holds all of it, and a release of any of them releases it.
    """
    holds = dict[int, list[LinkedEntry]]()
    for entry in of_kind(database, Kind.EVIDENCE_HELD, Kind.EVIDENCE_RELEASED):
        held = entry.body.get("seq")
        if not isinstance(held, int):
            continue
        root = root_of(database, held)
        if entry.kind is Kind.EVIDENCE_HELD:
            holds.setdefault(root, []).append(entry)
        else:
            holds.pop(root, None)
    return holds


def refuse_held(database: JournalDatabase, *seqs: int) -> None:
    """Raises Problem where one of the entries is on hold."""
    holds = active_holds(database)
    for seq in seqs:
        held = holds.get(root_of(database, seq))
        if not held:
            continue
        hold = held[0]
        raise Problem(
            _("this is held by entry {hold}: nothing of it is erased").format(hold=hold.seq),
            where=_("entry {seq}").format(seq=seq),
            mend=_("Once nobody needs it any more: munara journal release {seq} --why TEXT").format(
                seq=hold.body["seq"]
            ),
        )


def checked_hold(folder: DataFolder, kind: Kind, *, seq: int, why: str) -> dict[str, object]:
    """The body of the entry that holds or releases entry `seq`.

    Raises:
        Problem: there is no journal or no such entry, no reason, or nothing to release.
    """
    where = _("entry {seq}").format(seq=seq)
    reason = checked_reason(seq, why)
    with JournalDatabase.open_for_reading(folder) as database:
        if linked_entry(database, seq) is None:
            raise no_entry(seq)
        if kind is Kind.EVIDENCE_RELEASED and root_of(database, seq) not in active_holds(database):
            raise Problem(
                _("this is not on hold"),
                where=where,
                mend=_("See the holds with: munara journal search --kind {kind}").format(
                    kind=f'"{Kind.EVIDENCE_HELD.value}"'
                ),
            )
    return {"seq": seq, "why": reason}


def checked_reason(seq: int, why: str) -> str:
    """The reason as it is recorded; Problem where there is none."""
    if why.strip():
        return why.strip()
    where = _("entry {seq}").format(seq=seq)
    raise Problem(_("this needs a reason"), where=where, mend=_("Say it with --why TEXT"))


def no_entry(seq: int) -> Problem:
    return Problem(
        _("there is no such entry"),
        where=_("entry {seq}").format(seq=seq),
        mend=_("Find its number with: munara journal search WORDS"),
    )
