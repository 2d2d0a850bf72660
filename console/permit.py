"""Who sits at the desk and what that person may do; what is refused goes to the journal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from console.journal.entry import Kind
from console.operators.operator import MACHINE, Operator
from console.operators.permissions import Intent, may, not_for, refused_body

if TYPE_CHECKING:
    from console.journal.journal import Journal


class Permit:
    """The one door for every intent at the desk. Thread: main."""

    def __init__(self, journal: Journal, operator: Operator | None = None) -> None:
        self._journal = journal
        self.operator = operator  # None: nobody is signed in
        self.locked = False

    @property
    def actor(self) -> str:
        """Who stands in an entry made now."""
        return self.operator.name if self.operator else MACHINE

    def may(self, intent: Intent) -> bool:
        """Whether it may be done now; a refusal is recorded."""
        if not (why := self._why_not(intent)):
            return True
        self.refuse(intent, why, actor=self.actor)
        return False

    def refuse(self, intent: Intent, why: str, *, actor: str) -> None:
        """An entry that somebody was refused, who may stand beside whoever sits here."""
        self._journal.record(Kind.REFUSED, refused_body(intent, why), actor=actor)

    def record(self, kind: Kind, body: Mapping[str, object], *, ref: str = "") -> None:
        """An entry of whoever sits here."""
        self._journal.record(kind, body, actor=self.actor, ref=ref)

    def _why_not(self, intent: Intent) -> str:
        if self.operator is None:
            return "nobody is signed in"
        if self.locked:
            return "the desk is locked"
        return "" if may(self.operator.role, intent) else not_for(self.operator.role)
