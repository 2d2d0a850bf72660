"""What this shift's alerts ask of whoever has the desk: as the journal tells it, and rebuilt from it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from console.alerts.load import AlertStep, LoadPoint, LoadReport, curve, report
from console.clock import Clock
from console.journal.entry import EntryWritten
from console.journal.load_reading import read_steps, step_of
from console.journal.shift import ShiftChanged
from console.paths import DataFolder

if TYPE_CHECKING:
    from console.journal.journal import Journal

# Where nobody opens shifts, or one was left open, years of a journal would be read at each start; the longest
# shift has a day.
_MOST = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class LoadRead:
    """Fact, for the shift's load alone: the steps since entry `after_seq`, by the number of theirs."""

    after_seq: int
    steps: dict[int, AlertStep] = field(default_factory=dict)
    failure: str = ""  # translated; it counts from now on then


@dataclass(frozen=True, slots=True)
class LoadTold:
    """Fact: what the shift's alerts asked so far."""

    ref: str
    report: LoadReport | None  # None: it could not be told
    curve: tuple[LoadPoint, ...] = ()
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
        self._steps: dict[int, AlertStep] = {}  # by the number of the entry

    def tell(self, *, in_ten_minutes: int, until_utc: datetime, ref: str) -> None:
        """LoadTold with this `ref` follows; it is made on the journal's reader.

        `in_ten_minutes`: alerts that called, as `AlertLoad` counts them.
        """
        steps = tuple(self._steps.values())

        def told() -> LoadTold:
            return LoadTold(
                ref, report(steps, in_ten_minutes=in_ten_minutes), curve(steps, until_utc=until_utc)
            )

        self._journal.submit(told, unmade=lambda why: LoadTold(ref, None, failure=why))

    def handle(self, fact: object) -> None:
        match fact:
            case EntryWritten(_ref, entry) if entry.seq > self._opened_seq:
                if step := step_of(entry.kind, entry.at_utc, entry.body):
                    self._steps[entry.seq] = step
            case ShiftChanged(_ref, standing):
                self._begin(standing.last.seq if standing.last else 0)
            case LoadRead(after_seq, steps) if after_seq == self._opened_seq:
                self._steps = {**steps, **self._steps}

    def _begin(self, opened_seq: int) -> None:
        if opened_seq == self._opened_seq:
            return
        self._opened_seq = opened_seq
        self._steps = {seq: step for seq, step in self._steps.items() if seq > opened_seq}
        since_utc = self._clock.now_utc() - _MOST
        self._journal.submit(
            lambda: LoadRead(opened_seq, read_steps(self._folder, after_seq=opened_seq, since_utc=since_utc)),
            unmade=lambda why: LoadRead(opened_seq, {}, why),
        )
