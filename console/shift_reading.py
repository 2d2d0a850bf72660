"""What a change of shifts needs to know: read by the journal's reader, gone on with on the main thread."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

from console.alerts.inbox import Inbox, OpenAlert
from console.clock import Clock
from console.journal.entry import utc_text
from console.journal.handover import AlertLine, CameraLine, HandoverDocument
from console.journal.handover_reading import collect
from console.journal.shift import ShiftStanding, read_standing
from console.paths import DataFolder

if TYPE_CHECKING:
    from console.journal.journal import Journal

_SETTLE_S, _LOOK_S = 0.5, 0.02  # for what was recorded just before a document is made
Then = Callable[[ShiftStanding, "HandoverDocument | None"], None]


class Reading(Enum):
    STANDING = auto()
    DOCUMENT = auto()  # that, and the document of the open shift


@dataclass(frozen=True, slots=True)
class ShiftRead:
    """Fact, for the shifts alone: what the journal says, and what goes on with it."""

    then: Then
    standing: ShiftStanding
    document: HandoverDocument | None = None  # None: not asked for, or no shift is open


@dataclass(frozen=True, slots=True)
class ShiftUnread:
    """Fact, for the shifts alone: the journal could not be read for the change; `why` is translated."""

    why: str


class ShiftReading:
    """Thread: `ask` from main; it reads on the journal's reader."""

    def __init__(
        self,
        *,
        folder: DataFolder,
        inbox: Inbox,
        journal: Journal,
        clock: Clock,
        cameras_down: Callable[[], Sequence[CameraLine]],
    ) -> None:
        self._folder = folder
        self._inbox = inbox
        self._journal = journal
        self._clock = clock
        self._cameras_down = cameras_down

    def ask(self, reading: Reading, then: Then, *, unmade: Callable[[str], object] = ShiftUnread) -> None:
        """Returns at once; ShiftRead, or what `unmade` makes of a reason, comes through the outbox."""
        if reading is Reading.STANDING:
            self._journal.submit(lambda: ShiftRead(then, read_standing(self._folder)), unmade=unmade)
            return
        alerts = tuple(map(_alert_line, self._inbox.ordered()))
        cameras = tuple(self._cameras_down())
        self._journal.submit(lambda: ShiftRead(then, *self._collect(alerts, cameras)), unmade=unmade)

    def _collect(
        self, alerts: Sequence[AlertLine], cameras: Sequence[CameraLine]
    ) -> tuple[ShiftStanding, HandoverDocument | None]:
        give_up = time.monotonic() + _SETTLE_S
        while (unwritten := self._journal.state().queued) and time.monotonic() < give_up:
            time.sleep(_LOOK_S)
        standing = read_standing(self._folder)
        if standing.open is None:
            return standing, None
        document = collect(
            self._folder,
            standing.open,
            now_utc=self._clock.now_utc(),
            utc_offset_min=self._clock.utc_offset_min(),
            open_alerts=alerts,
            cameras_down=cameras,
            unwritten=unwritten,
        )
        return standing, document


def _alert_line(held: OpenAlert) -> AlertLine:
    alert = held.alert
    return AlertLine(
        alert_id=alert.id,
        camera_number=alert.camera.number,
        place=alert.camera.place.name,
        rule=alert.zone.name,
        priority=alert.priority,
        since_utc=utc_text(alert.raised_at_utc),
        taken_by=alert.taken_by,
        deciding=held.deciding.value if held.deciding else "",
    )
