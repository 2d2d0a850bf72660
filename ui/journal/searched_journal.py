"""What the journal's window asks of the journal."""

from __future__ import annotations

from typing import Protocol

from console.journal.query import Query


class SearchedJournal(Protocol):
    """Each returns at once, False where the operator's role may not; a fact of the outbox answers."""

    @property
    def is_open(self) -> bool:
        """Whether the window may look by itself."""

    def search(self, query: Query, *, ref: str) -> object: ...  # SearchDone answers
    def read_aftermath(self, seq: int, *, ref: str) -> object: ...  # AftermathRead
    def read_searches(self, *, ref: str) -> object: ...  # SavedSearchesRead, as for the next two
    def save_search(self, name: str, query: Query, *, ref: str) -> object: ...
    def remove_search(self, name: str, *, ref: str) -> object: ...
