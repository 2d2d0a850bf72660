"""The journal as a person looks things up in it: the permit is asked before each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from console.operators.permissions import Intent, may
from console.permit import Permit

if TYPE_CHECKING:
    from console.journal.journal import Journal
    from console.journal.query import Query


class Lookup:
    """Each returns at once; False: refused, and an entry. Thread: main."""

    def __init__(self, permit: Permit, journal: Journal) -> None:
        self._permit = permit
        self._journal = journal

    @property
    def is_open(self) -> bool:
        """Whether whoever sits here may; nothing is recorded: for what a window does by itself."""
        operator = self._permit.operator
        return operator is not None and not self._permit.locked and may(operator.role, Intent.SEARCH)

    def search(self, query: Query, *, ref: str) -> bool:
        """SearchDone with this `ref` comes through the outbox."""
        if not self._permit.may(Intent.SEARCH):
            return False
        self._journal.search(query, ref=ref)
        return True

    def read_aftermath(self, seq: int, *, ref: str) -> bool:
        """AftermathRead with this `ref` comes through the outbox."""
        if not self._permit.may(Intent.SEARCH):
            return False
        self._journal.read_aftermath(seq, ref=ref)
        return True

    def read_searches(self, *, ref: str) -> bool:
        """SavedSearchesRead with this `ref` comes through the outbox; so for the next two."""
        if not self._permit.may(Intent.SEARCH):
            return False
        self._journal.read_searches(ref=ref)
        return True

    def save_search(self, name: str, query: Query, *, ref: str) -> bool:
        if not self._permit.may(Intent.SEARCH):
            return False
        self._journal.save_search(name, query, ref=ref)
        return True

    def remove_search(self, name: str, *, ref: str) -> bool:
        if not self._permit.may(Intent.SEARCH):
            return False
        self._journal.remove_search(name, ref=ref)
        return True
