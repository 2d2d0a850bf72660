"""Looking back: who may, what reason a children's place asks for, and the entry that tells of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import Enum, auto

from console.cameras.camera import Camera
from console.journal.entry import EntryWritten, Kind
from console.journal.look_reason import LookReason
from console.journal.looked_at import Look, Subject, looked_body, subject_fields
from console.journal.search import FoundEntry
from console.language import N_, _
from console.operators.operator import Operator
from console.operators.permissions import Intent, refused_body
from console.permit import Permit

_INTENTS = {
    Look.REPLAY: Intent.LOOK_BACK,
    Look.SNAPSHOT: Intent.SNAPSHOT,
    Look.EXPORT: Intent.EXPORT,
    Look.MASK: Intent.LIFT_MASK,
    Look.JOURNAL: Intent.SEARCH,
    Look.EVIDENCE: Intent.SEARCH,
    Look.SOUND: Intent.LISTEN,
}
_REASONED = (Look.REPLAY, Look.SNAPSHOT, Look.EXPORT, Look.SOUND)
_SITTING = (Kind.SIGNED_IN, Kind.SIGNED_OUT)


class Answer(Enum):
    """Whether somebody may look."""

    YES = auto()
    NEEDS_REASON = auto()  # a children's place, or a mask: ask again with one
    NO = auto()

    def why(self) -> str:
        """For a person; "" where they may."""
        return _(_WHY[self]) if self in _WHY else ""


_WHY = {
    Answer.NEEDS_REASON: N_("a school or a kindergarten: say first why you look"),
    Answer.NO: N_("your role may not do this"),
}


class Privacy:
    """The door before everything that looks back. Thread: main."""

    def __init__(self, permit: Permit, cameras: Mapping[str, Camera]) -> None:
        """`cameras`: of this desk, by id."""
        self._permit = permit
        self._cameras = cameras
        self._seen: set[int] = set()  # entries whose evidence was opened since somebody signed in

    @property
    def actor(self) -> str:
        """Who would look now."""
        return self._permit.actor

    @property
    def operator(self) -> Operator | None:
        """The same where it is a person who may look: None where nobody sits here, or the desk is locked."""
        return None if self._permit.locked else self._permit.operator

    def needs_reason(self, look: Look, cameras: Sequence[Camera]) -> bool:
        """Whether it is to be asked for; live viewing asks for none, and is no look.

        Live listening is one: people speak where they believe that nobody hears them.
        """
        if look is Look.MASK:  # whatever stands there: somebody found that nobody need see it
            return True
        return look in _REASONED and any(camera.place.kind.for_children for camera in cameras)

    def look(
        self,
        look: Look,
        cameras: Sequence[Camera],
        *,
        reason: LookReason | None = None,
        since_utc: datetime | None = None,
        until_utc: datetime | None = None,
        ref: str = "",
    ) -> Answer:
        """Asks before anything is shown or written. A look, and a refused one, is an entry.

        EntryWritten with this `ref` tells that it is on the disk.
        """
        answer = self.may(look, cameras, reason=reason)
        if answer is Answer.YES:
            body = looked_body(
                look, map(Subject.of, cameras), reason=reason, since_utc=since_utc, until_utc=until_utc
            )
            self._permit.record(Kind.LOOKED_AT, body, ref=ref)
        return answer

    def may(self, look: Look, cameras: Sequence[Camera], *, reason: LookReason | None = None) -> Answer:
        """As `look`, for what tells of a look itself once there is something to be seen."""
        intent = _INTENTS[look]
        if not self._permit.may(intent):
            return Answer.NO
        if reason is None and self.needs_reason(look, cameras):
            refused = refused_body(intent, "no reason given")
            self._permit.record(Kind.REFUSED, {**refused, **subject_fields(map(Subject.of, cameras))})
            return Answer.NEEDS_REASON
        return Answer.YES

    def opened(self, entry: FoundEntry) -> None:
        """Somebody sees an entry's pictures: of a children's place that is told once, until another comes.

        Nobody is asked for a reason: whoever may read the journal may see what it is about.
        """
        camera = self._cameras.get(entry.camera_id)
        elsewhere = camera is not None and not camera.place.kind.for_children
        if elsewhere or not entry.camera_id or entry.seq in self._seen:
            return
        self._seen.add(entry.seq)
        subject = Subject(entry.camera_id, entry.camera_number, entry.place)
        self._permit.record(Kind.LOOKED_AT, looked_body(Look.EVIDENCE, [subject], seq=entry.seq))

    def handle(self, fact: object) -> None:
        """Hears who comes and goes."""
        if isinstance(fact, EntryWritten) and fact.entry.kind in _SITTING:
            self._seen.clear()
