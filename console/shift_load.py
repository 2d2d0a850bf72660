"""What this shift's alerts ask of whoever has the desk: as the journal tells it, and rebuilt from it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from console.alerts.load import LoadPoint, LoadReport, curve, report
from console.alerts.steps import AlertStep
from console.clock import Clock
from console.journal.entry import EntryWritten
from console.journal.load_reading import read_steps, step_of
from console.journal.shift import Shift, ShiftChanged
from console.paths import DataFolder

if TYPE_CHECKING:
    from console.journal.journal import Journal

# So long before it is read too: what is open when it begins still folds, and the curve counts ten minutes.
_BEFORE = timedelta(hours=1)
# Where nobody opens shifts, or one was left open, years of a journal would be read at each start; the longest
# shift has a day.
_MOST = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class LoadRead:
    """Fact, for the shift's load alone: the steps for the shift that entry `opened_seq` opened, by entry."""

    opened_seq: int
    steps: dict[int, AlertStep] = field(default_factory=dict)
    failure: str = ""  # translated; it counts from now on then


@dataclass(frozen=True, slots=True)
class LoadTold:
    """Fact: what the shift's alerts asked so far."""

    ref: str
    report: LoadReport | None  # None: it could not be told
    curve: tuple[LoadPoint, ...] = ()
    no_shift_since: datetime | None = None  # no shift is open: so far back it counts; None: one is
    failure: str = ""  # translated


class ShiftLoad:
    """Begins anew with each shift; without one it counts from the last that was opened. Thread: main.

    What was before it was started counts for two days at the most.
    """

    def __init__(self, folder: DataFolder, *, journal: Journal, clock: Clock) -> None:
        self._folder = folder
        self._journal = journal
        self._clock = clock
        self._opened_seq = -1  # of the shift that is counted; -1: how shifts stand was not told yet
        self._since_utc = clock.now_utc()  # what came from then on is counted
        self._is_open = False
        self._steps: dict[int, AlertStep] = {}  # by the number of the entry

    def tell(self, *, in_ten_minutes: int, waiting: int, until_utc: datetime, ref: str) -> None:
        """LoadTold with this `ref` follows; it is made on the journal's reader.

        `in_ten_minutes`: alerts that called, as `AlertLoad` counts them; `waiting`: cards in the inbox.
        """
        steps, since_utc = tuple(self._steps.values()), self._since_utc
        is_open = self._is_open

        def told() -> LoadTold:
            made = report(steps, in_ten_minutes=in_ten_minutes, waiting=waiting, since_utc=since_utc)
            points = curve(steps, until_utc=until_utc, since_utc=since_utc)
            first_utc = min((step.at_utc for step in steps if step.at_utc >= since_utc), default=since_utc)
            return LoadTold(ref, made, points, None if is_open else first_utc)

        self._journal.submit(told, unmade=lambda why: LoadTold(ref, None, failure=why))

    def handle(self, fact: object) -> None:
        match fact:
            case EntryWritten(_ref, entry):
                if step := step_of(entry.kind, entry.at_utc, entry.body):
                    self._steps[entry.seq] = step
            case ShiftChanged(_ref, standing):
                self._is_open = standing.open is not None
                self._begin(standing.last)
            case LoadRead(opened_seq, steps) if opened_seq == self._opened_seq:
                self._steps = {**steps, **self._steps}

    def _begin(self, shift: Shift | None) -> None:
        opened_seq = shift.seq if shift else 0
        if opened_seq == self._opened_seq:
            return
        self._opened_seq = opened_seq
        self._since_utc = self._clock.now_utc() - _MOST
        if shift:
            self._since_utc = max(self._since_utc, datetime.fromisoformat(shift.opened_at_utc))
        from_utc = self._since_utc - _BEFORE
        self._steps = {seq: step for seq, step in self._steps.items() if step.at_utc >= from_utc}
        self._journal.submit(
            lambda: LoadRead(opened_seq, read_steps(self._folder, since_utc=from_utc)),
            unmade=lambda why: LoadRead(opened_seq, {}, why),
        )
