"""The second look at dismissals, and alerts that are brought back: what a shift lead asks for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from console.alerts.alert import AlertReopened
from console.cameras.camera import Camera
from console.clock import Clock
from console.journal.entry import EntryRefused, EntryWritten, Kind
from console.journal.reopening import brought_back, reopened
from console.journal.second_look import DismissalDue, OwnDismissalError, Verdict, due, reviewed
from console.operators.permissions import Intent, refused_body
from console.paths import DataFolder
from console.permit import Permit

if TYPE_CHECKING:
    from console.journal.journal import Journal

_KINDS = (Kind.DISMISSAL_REVIEWED, Kind.ALERT_REOPENED)


@dataclass(frozen=True, slots=True)
class ReviewsDue:
    """Fact: what waits for a second look, the oldest first."""

    ref: str
    items: tuple[DismissalDue, ...]  # that whoever asked may look at
    own: int = 0  # dismissals of whoever asked: somebody else's to look at
    failure: str = ""  # translated; they could not be read


@dataclass(frozen=True, slots=True)
class ReopeningFailed:
    """Fact: the journal says that an alert is open again, but it could not be rebuilt."""

    alert_id: str
    why: str  # translated


class Reviews:
    """Thread: main. Nothing here waits; what needs the journal is read on its own thread."""

    def __init__(
        self,
        folder: DataFolder,
        *,
        permit: Permit,
        journal: Journal,
        cameras: Mapping[str, Camera],
        clock: Clock,
    ) -> None:
        self._folder = folder
        self._permit = permit
        self._journal = journal
        self._cameras = cameras
        self._clock = clock
        self._under_way: dict[tuple[Kind | str, int], str] = {}  # the ref, by what is done and to which entry

    def read_due(self, ref: str) -> bool:
        """ReviewsDue with this `ref` comes through the outbox; False where the role may not.

        A refusal is an entry: to be called when somebody wants to see them, not to find out whether one may.
        """
        if not self._permit.may(Intent.REVIEW_DISMISSALS):
            return False
        self._journal.submit(
            partial(_read_due, self._folder, self._permit.actor, ref), unmade=partial(_unread, ref)
        )
        return True

    def judge(self, seq: int, verdict: Verdict, why: str = "", ref: str = "") -> bool:
        """Records what the second look at the dismissal of entry `seq` found.

        EntryWritten or EntryRefused tells how it went; False where the role may not, or the same is being
        written already.
        """
        if not self._permit.may(Intent.REVIEW_DISMISSALS):
            return False
        body = partial(self._reviewed, seq, by=self._permit.actor, verdict=verdict, why=why)
        return self._record(Kind.DISMISSAL_REVIEWED, seq, body, ref)

    def reopen(self, seq: int, why: str, ref: str = "") -> bool:
        """Brings back the alert that entry `seq` dismissed; AlertReopened follows; told as by `judge`."""
        if not self._permit.may(Intent.REOPEN):
            return False
        body = partial(reopened, self._folder, seq, why=why, cameras=self._cameras)
        return self._record(Kind.ALERT_REOPENED, seq, body, ref)

    def bring_back(self, seq: int, why: str, ref: str = "") -> bool:
        """As `reopen`, of what whoever asks has dismissed; anybody else's is refused by the journal."""
        if not self._permit.may(Intent.BRING_BACK):
            return False
        by = self._permit.actor
        body = partial(reopened, self._folder, seq, why=why, cameras=self._cameras, only_by=by)
        return self._record(Kind.ALERT_REOPENED, seq, body, ref)

    def handle(self, fact: object) -> None:
        """Takes in a fact of the journal, before any window hears of it."""
        match fact:
            case EntryWritten(_, entry) if entry.kind in _KINDS:
                self._under_way.pop((entry.kind, int(entry.body.get("seq", 0))), None)
                if entry.kind is Kind.ALERT_REOPENED:
                    self._bring_back(str(entry.body["alert_id"]))
            case EntryRefused(ref, kind):
                waiting = (asked for asked, its_ref in self._under_way.items() if its_ref == ref)
                self._under_way.pop(next((asked for asked in waiting if asked[0] is kind), (kind, 0)), None)

    def _record(self, kind: Kind, seq: int, body: partial[dict[str, object]], ref: str) -> bool:
        if (kind, seq) in self._under_way:
            return False
        self._under_way[kind, seq] = ref
        self._journal.record_checked(kind, body, actor=self._permit.actor, ref=ref)
        return True

    def _bring_back(self, alert_id: str) -> None:
        now_ns = self._clock.monotonic_ns()

        def rebuild() -> AlertReopened:
            found = brought_back(self._folder, alert_id, cameras=self._cameras, now_ns=now_ns)
            return AlertReopened(found.alert, found.still_jpeg)

        self._journal.submit(rebuild, unmade=partial(ReopeningFailed, alert_id))

    # --- the journal's reader ---

    def _reviewed(self, seq: int, *, by: str, verdict: Verdict, why: str) -> dict[str, object]:
        try:
            return reviewed(self._folder, seq, by=by, verdict=verdict, why=why)
        except OwnDismissalError:
            body = {**refused_body(Intent.REVIEW_DISMISSALS, "own dismissal"), "seq": seq}
            self._journal.record(Kind.REFUSED, body, actor=by)
            raise


def _read_due(folder: DataFolder, by: str, ref: str) -> ReviewsDue:
    items, own = due(folder, by=by)
    return ReviewsDue(ref, items, own)


def _unread(ref: str, why: str) -> ReviewsDue:
    return ReviewsDue(ref, (), failure=why)
