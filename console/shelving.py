"""Rules put aside until the shift's end: who may, and that the shift's close ends it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from console.alerts.alert import Alert, stored_rule
from console.alerts.shelf import Shelf, Shelves
from console.cameras.camera import camera_fields
from console.journal.entry import EntryWritten, Kind
from console.journal.shelf_reading import read_shelves, shelf_of
from console.journal.shift import ShiftChanged, ShiftRefused, ShiftStanding
from console.language import _
from console.operators.operator import MACHINE
from console.operators.permissions import Intent, refused_body
from console.operators.roles import Role
from console.outbox import Outbox
from console.paths import DataFolder
from console.permit import Permit

if TYPE_CHECKING:
    from console.journal.journal import Journal

_ENDED = "shift closed"  # why, as the entry stores it


@dataclass(frozen=True, slots=True)
class ShelvesRead:
    """Fact, for the shelving alone: what an earlier run left put aside."""

    shelves: tuple[Shelf, ...] = ()
    failure: str = ""  # translated; those rules call again then


class Shelving:
    """A rule is put aside once that is written. Thread: main."""

    def __init__(
        self, folder: DataFolder, *, shelves: Shelves, permit: Permit, journal: Journal, outbox: Outbox
    ) -> None:
        self._folder = folder
        self._shelves = shelves
        self._permit = permit
        self._journal = journal
        self._outbox = outbox
        self._standing: ShiftStanding | None = None

    def may_shelve(self, alert: Alert) -> bool:
        """False for a children's rule of priority 1, unless a shift lead sits here."""
        operator = self._permit.operator
        is_lead = operator is not None and operator.role is Role.SHIFT_LEAD
        return is_lead or alert.priority > 1 or not alert.camera.place.kind.for_children

    def shelve(self, alert: Alert, *, why: str = "", ref: str = "") -> bool:
        """Puts the alert's rule aside until the open shift ends; EntryWritten tells when it is.

        False where the role may not, or no shift is open (ShiftRefused says so).
        """
        if not self._permit.may(Intent.SHELVE):
            return False
        if not self.may_shelve(alert):
            body = refused_body(Intent.SHELVE, "priority 1 where children are")
            self._permit.record(Kind.REFUSED, body)
            return False
        if self._standing is None or self._standing.open is None:
            self._outbox.put(ShiftRefused(ref, _("no shift is open")))
            return False
        zone = alert.zone
        rule = {"rule": stored_rule(alert), "zone": zone.name, "zone_id": zone.id, "priority": alert.priority}
        body = {**camera_fields(alert.camera), **rule, "why": why}
        self._permit.record(Kind.RULE_SHELVED, body, ref=ref)
        return True

    def handle(self, fact: object) -> None:
        match fact:
            case EntryWritten(_ref, entry) if entry.kind is Kind.RULE_SHELVED:
                if shelf := shelf_of(entry.seq, entry.body):
                    self._shelves.put(shelf)
                    self._end_old()
            case ShiftChanged(_ref, standing):
                first, self._standing = self._standing is None, standing
                if first:
                    self._read()
                self._end_old()
            case ShelvesRead(shelves):
                for shelf in shelves:
                    self._shelves.put(shelf)
                self._end_old()

    def _read(self) -> None:
        self._journal.submit(lambda: ShelvesRead(read_shelves(self._folder)), unmade=partial(ShelvesRead, ()))

    def _end_old(self) -> None:
        """Those of a shift that is over call again."""
        shift = self._standing.open if self._standing else None
        for shelf in self._shelves.all():
            if self._standing is None or (shift is not None and shelf.seq > shift.seq):
                continue
            count = self._shelves.take(shelf.rule)
            body = {**shelf.said, "seq": shelf.seq, "count": count, "why": _ENDED}
            self._journal.record(Kind.RULE_RESTORED, body, actor=MACHINE)
