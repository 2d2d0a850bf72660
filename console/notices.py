"""What people tell each other over the journal: notes, faults and bulletins."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from console.cameras.camera import Camera, camera_fields
from console.clock import Clock
from console.journal.bulletins import (
    LONGEST_TERM,
    LONGEST_TEXT,
    Bulletin,
    BulletinsRead,
    Topic,
    bulletins,
)
from console.journal.entry import EntryRefused, EntryWritten, Kind, utc_text
from console.journal.shift import ShiftRefused
from console.language import _
from console.operators.permissions import Intent
from console.outbox import Outbox
from console.paths import DataFolder
from console.permit import Permit

if TYPE_CHECKING:
    from console.journal.journal import Journal

_LONGEST_NOTE = 2000  # letters: a page, which the hand-over shows as it is
_ABOUT = (Kind.BULLETIN, Kind.BULLETIN_READ, Kind.BULLETIN_WITHDRAWN)


class Notices:
    """Thread: main. What is in force is read anew, by the journal's reader, after each change."""

    def __init__(
        self, *, folder: DataFolder, permit: Permit, journal: Journal, clock: Clock, outbox: Outbox
    ) -> None:
        self._folder = folder
        self._permit = permit
        self._journal = journal
        self._clock = clock
        self._outbox = outbox
        self._being_read: set[tuple[int, str]] = set()  # (bulletin, operator), on the way to the disk
        self.in_force: tuple[Bulletin, ...] = ()

    def start(self) -> None:
        self._journal.submit(self._read_bulletins, unmade=partial(BulletinsRead, ()))

    def note(self, text: str, *, ref: str) -> bool:
        return self._permit.may(Intent.NOTE) and self._say(Kind.NOTE, "text", text, {}, ref)

    def note_fault(self, text: str, *, camera: Camera | None, ref: str) -> bool:
        about = camera_fields(camera) if camera else {}
        return self._permit.may(Intent.NOTE) and self._say(Kind.FAULT_NOTED, "what", text, about, ref)

    def publish(self, text: str, *, topic: Topic, until: datetime, ref: str) -> bool:
        if not self._permit.may(Intent.PUBLISH_BULLETIN):
            return False
        if why := _why_no_text(text, LONGEST_TEXT) or self._why_no_term(until):
            return self._refuse(ref, why)
        body = {"text": text.strip(), "topic": topic.value, "until_utc": utc_text(until)}
        self._permit.record(Kind.BULLETIN, body, ref=ref)
        return True

    def read(self, seq: int, *, ref: str) -> bool:
        """Whoever sits here may read; only a locked desk, or an empty one, has no reader."""
        operator = self._permit.operator
        if operator is None or self._permit.locked:
            return False
        bulletin = next((item for item in self.in_force if item.seq == seq), None)
        if bulletin is None:
            return self._refuse(ref, _("this bulletin holds no more"))
        if bulletin.awaits(operator.name) and (seq, operator.name) not in self._being_read:
            self._being_read.add((seq, operator.name))
            self._permit.record(Kind.BULLETIN_READ, {"seq": seq}, ref=ref)
        return True

    def withdraw(self, seq: int, *, why: str, ref: str) -> bool:
        if not self._permit.may(Intent.PUBLISH_BULLETIN):
            return False
        if not any(item.seq == seq for item in self.in_force):
            return self._refuse(ref, _("this bulletin holds no more"))
        if reason := _why_no_text(why, LONGEST_TEXT):
            return self._refuse(ref, reason)
        self._permit.record(Kind.BULLETIN_WITHDRAWN, {"seq": seq, "why": why.strip()}, ref=ref)
        return True

    def tick(self) -> None:
        """Lets bulletins end with their term."""
        now = utc_text(self._clock.now_utc())
        if any(item.until_utc <= now for item in self.in_force):
            self.in_force = tuple(item for item in self.in_force if item.until_utc > now)
            self._outbox.put(BulletinsRead(self.in_force))

    def handle(self, fact: object) -> None:
        match fact:
            case BulletinsRead(found, ""):
                self.in_force = found
                self._being_read -= {(item.seq, name) for item in found for name in item.read_by}
            case EntryWritten(_ref, entry) if entry.kind in _ABOUT:
                self.start()
            case EntryRefused(_ref, Kind.BULLETIN_READ):
                self._being_read.clear()

    def _say(self, kind: Kind, key: str, text: str, about: Mapping[str, object], ref: str) -> bool:
        if why := _why_no_text(text, _LONGEST_NOTE):
            return self._refuse(ref, why)
        self._permit.record(kind, {key: text.strip(), **about}, ref=ref)
        return True

    def _why_no_term(self, until: datetime) -> str:
        if until.tzinfo is None:
            return _("the end of a bulletin's term needs a time zone")
        now = self._clock.now_utc()
        if until <= now:
            return _("the end of a bulletin's term is past")
        if until - now > LONGEST_TERM:
            return _("a bulletin holds for {days} days at the most").format(days=LONGEST_TERM.days)
        return ""

    def _read_bulletins(self) -> BulletinsRead:
        return BulletinsRead(bulletins(self._folder, self._clock.now_utc()))

    def _refuse(self, ref: str, why: str) -> bool:
        self._outbox.put(ShiftRefused(ref, why))
        return False


def _why_no_text(text: str, longest: int) -> str:
    if not text.strip():
        return _("there is no text")
    if len(text.strip()) > longest:
        return _("the text has {count} letters; {most} are the most").format(
            count=len(text.strip()), most=longest
        )
    return ""
