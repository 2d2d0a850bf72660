"""Privacy masks on the screen: filled in until somebody who may lifts them for a while, and said why first.

What is on the disk stays whole, for a court; and detectors look at the whole picture all the same: a machine
that looks away from a yard guards nobody in it. It looks, and does not show.
"""

from __future__ import annotations

import logging
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from console.cameras.camera import Camera, camera_fields
from console.cameras.polygon import Polygon
from console.clock import Clock
from console.journal.entry import EntryRefused, EntryWritten, Kind
from console.journal.look_reason import LookReason
from console.journal.looked_at import Look, Subject, subject_fields
from console.journal.open_lifts import open_lifts
from console.operators.facts import DeskLocked, SignedIn, SignedOut
from console.operators.operator import MACHINE, Operator
from console.operators.permissions import Intent
from console.paths import DataFolder
from console.permit import Permit
from console.privacy import Answer, Privacy
from console.signatures import Signatures

if TYPE_CHECKING:
    from console.journal.journal import Journal

_log = logging.getLogger(__name__)

MOST_MIN = 10
LIFT_REF = "mask lifted:"  # what the entry's ref begins with; the camera's id follows
_SECOND_NS = 1_000_000_000
_SHIFTS = (Kind.SHIFT_OPENED, Kind.SHIFT_CLOSED)


@dataclass(frozen=True, slots=True)
class _Lift:
    camera: Camera  # as it was when it was asked for: its masks are lifted, and none that is drawn since
    sits: Operator | None  # who sat at the desk: it ends when they leave
    until_ns: int = 0  # monotonic


class Masking:
    """A mask is lifted once that is written, for one camera, at this desk; a restart fills all in again.

    Each end is an entry too: the next start writes that of a desk which crashed.
    Thread: main. Whoever drains the outbox gives each fact to `handle`, and calls `tick` once a second.
    """

    def __init__(
        self,
        folder: DataFolder,
        *,
        privacy: Privacy,
        permit: Permit,
        journal: Journal,
        clock: Clock,
        cameras: Mapping[str, Camera],
        passwords: Callable[[], bool] = lambda: True,
    ) -> None:
        """`cameras`: of this desk, by id; a change shows there at once.

        `passwords`: whether anybody here has one; a shift lead who stands beside proves it then.
        """
        self._folder = folder
        self._privacy = privacy
        self._permit = permit
        self._journal = journal
        self._clock = clock
        self._cameras = cameras
        self._signatures = Signatures(clock=clock, needed=passwords)
        self._asked: dict[str, _Lift] = {}  # by camera; not written yet
        self._lifts: dict[str, _Lift] = {}  # likewise; written

    def start(self) -> None:
        """Tells of what a crash left lifted: that it ended with it, and how long it was open at the most."""
        state, now_utc = self._journal.state(), self._clock.now_utc()
        self._journal.submit(partial(self._mend, state.head_seq, now_utc), unmade=_unread)

    def stop(self) -> None:
        """Fills in whatever is lifted, or about to be."""
        lifts = {**self._asked, **self._lifts}
        self._asked.clear()
        for lift in lifts.values():
            self._end(lift, "desk closed", MACHINE)

    def of(self, camera_id: str) -> tuple[Polygon, ...]:
        """What is to be filled in now; asked at each paint, it costs a microsecond."""
        camera = self._cameras.get(camera_id)
        if camera is None or not camera.masks:
            return ()
        if not self.left_s(camera_id):
            return camera.masks
        lifted = self._lifts[camera_id].camera.masks
        return tuple(mask for mask in camera.masks if mask not in lifted)

    def has_masks(self, camera_id: str) -> bool:
        """Whether the camera has any, lifted or not."""
        camera = self._cameras.get(camera_id)
        return camera is not None and bool(camera.masks)

    def knows(self, camera_id: str) -> bool:
        """False where the desk has this camera no more, and nobody can tell what its masks were."""
        return camera_id in self._cameras

    def left_s(self, camera_id: str) -> int:
        """For how many seconds what was lifted will not be filled in, begun ones counted; 0 where it is."""
        lift = self._lifts.get(camera_id)
        if lift is None or self._over(lift):
            return 0
        return -(-(lift.until_ns - self._clock.monotonic_ns()) // _SECOND_NS)

    def lift(self, camera: Camera, *, reason: LookReason, by: Operator | None = None) -> Answer:
        """For MOST_MIN from when it is written; EntryWritten or EntryRefused of LIFT_REF tells how it went.

        `by`: a shift lead who stands beside whoever sits here, and has proved a password just now.
        """
        sits, actor = self._permit.operator, self._permit.actor
        body: dict[str, object] = {**camera_fields(camera), "why": reason.value, "minutes": MOST_MIN}
        if by is None or by == sits:
            answer = self._privacy.may(Look.MASK, [camera], reason=reason)
        else:
            may = self._signatures.may(Intent.LIFT_MASK, by, permit=self._permit)
            answer = Answer.YES if may else Answer.NO
            body["desk_of"], actor = actor, by.name
        if answer is not Answer.YES:
            return answer
        self._asked[camera.id] = _Lift(self._cameras.get(camera.id, camera), sits)
        self._journal.record(Kind.MASK_LIFTED, body, actor=actor, ref=LIFT_REF + camera.id)
        return Answer.YES

    def fill(self, camera_id: str) -> bool:
        """Fills them in again before the time is up; False where they were not lifted."""
        lift = self._lifts.get(camera_id)
        if lift is not None:
            self._end(lift, "by hand", self._permit.actor)
        return lift is not None

    def tick(self) -> None:
        for lift in tuple(self._lifts.values()):
            if why := self._over(lift):
                self._end(lift, why, MACHINE)

    def handle(self, fact: object) -> None:
        self._signatures.handle(fact)
        match fact:
            case EntryWritten(ref, _entry) if ref.startswith(LIFT_REF):
                self._written(ref.removeprefix(LIFT_REF))
            case EntryRefused(ref) if ref.startswith(LIFT_REF):
                self._asked.pop(ref.removeprefix(LIFT_REF), None)
            case EntryWritten(_, entry) if entry.kind in _SHIFTS:
                for lift in tuple(self._lifts.values()):
                    self._end(lift, "shift changed", MACHINE)
            case DeskLocked() | SignedOut() | SignedIn():
                self.tick()

    def _written(self, camera_id: str) -> None:
        asked = self._asked.pop(camera_id, None)
        if asked is not None:
            until_ns = self._clock.monotonic_ns() + MOST_MIN * 60 * _SECOND_NS
            self._lifts[camera_id] = replace(asked, until_ns=until_ns)
            self.tick()  # whoever asked may have left meanwhile

    def _over(self, lift: _Lift) -> str:
        """Why it has ended, as the journal stores it; "" while it lasts."""
        if self._permit.operator != lift.sits:
            return "signed out"
        if self._permit.locked:
            return "locked"
        return "" if self._clock.monotonic_ns() < lift.until_ns else "time is up"

    def _end(self, lift: _Lift, why: str, actor: str) -> None:
        """It is filled in before that is told: nothing need be waited for."""
        self._lifts.pop(lift.camera.id, None)
        self._journal.record(Kind.MASK_FILLED, {**camera_fields(lift.camera), "why": why}, actor=actor)

    # --- the journal's reader ---

    def _mend(self, until_seq: int, now_utc: datetime) -> None:
        for lift in open_lifts(self._folder, until_seq=until_seq):
            body = {
                **subject_fields([Subject(lift.camera_id, lift.camera_number, lift.place)]),
                "why": "desk restarted",
                "lifted_seq": lift.seq,
                "most_min": _most_min(lift.at_utc, now_utc),
            }
            self._journal.record(Kind.MASK_FILLED, body, actor=MACHINE)


def _most_min(lifted_at_utc: str, now_utc: datetime) -> int:
    """Begun minutes; a clock that was set back meanwhile tells nothing."""
    lasted_s = (now_utc - datetime.fromisoformat(lifted_at_utc)).total_seconds()
    return min(MOST_MIN, math.ceil(lasted_s / 60)) if lasted_s > 0 else MOST_MIN


def _unread(why: str) -> None:
    _log.warning("it was not looked whether a mask was left lifted: %s", why)
