"""Which dismissals are looked at again: one in twenty, and of each shift at least one."""

from __future__ import annotations

from bisect import bisect_left

from console.journal.database import JournalDatabase
from console.journal.entry import Kind

# An entry's hash hangs on a salt that is drawn when it is recorded and on all that stands before it: whoever
# dismisses cannot know whether it will be looked at. And anybody who has the journal can draw the same sample
# again, so no dismissal can be left out of it unseen.
SHARE_PCT = 5
_BELOW = -(-(2**64) * SHARE_PCT // 100)  # of the hash's first 8 bytes, as a number
# Erased ones are drawn, too: else what is erased would change what others have to look at.
_DISMISSALS = f"select seq, hash from entry where kind = '{Kind.ALERT_DISMISSED.value}' order by seq"
_CLOSED = f"select seq from entry where kind = '{Kind.SHIFT_CLOSED.value}' order by seq"


def is_drawn(entry_hash: bytes) -> bool:
    """Whether the dismissal with that hash is one of the twentieth part."""
    return int.from_bytes(entry_hash[:8], "big") < _BELOW


def drawn(database: JournalDatabase) -> frozenset[int]:
    """Numbers of all dismissals that are looked at again.

    A quiet shift that has none of the twentieth part gives the one with the smallest hash, once it is closed.
    """
    ends = [seq for (seq,) in database.read(_CLOSED)]
    found = set[int]()
    least: dict[int, tuple[bytes, int]] = {}  # by shift that has ended: (hash, seq)
    served = set[int]()  # shifts that gave one
    for seq, stored in database.read(_DISMISSALS):
        shift, entry_hash = bisect_left(ends, seq), bytes(stored)
        if is_drawn(entry_hash):
            found.add(seq)
            served.add(shift)
        if shift < len(ends):
            least[shift] = min(least.get(shift, (entry_hash, seq)), (entry_hash, seq))
    return frozenset(found | {seq for shift, (_hash, seq) in least.items() if shift not in served})
