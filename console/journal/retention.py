"""How long evidence is kept, by what it belongs to; what is due is erased by the desk, never what is held."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from console.clock import Clock
from console.journal.database import JournalDatabase
from console.journal.entry import Kind, utc_text
from console.journal.erasure import Clearing, Erased, Erasure, finish
from console.journal.failure import WriteFailedError
from console.journal.holds import active_holds
from console.journal.links import LinkedEntry, about_alert, erasures_of, related, root_of
from console.journal.search import evidence_of
from console.paths import DataFolder
from console.problem import Problem

_log = logging.getLogger(__name__)
_EACH_NS = 24 * 3600 * 1_000_000_000
_LOOK_S = 60.0  # how often it looks whether a day has gone by; a machine that slept may be late
_BREATH_S = 0.05  # between two entries, so that a record never waits behind a row of erasures
_STOP_S = 3.0  # a look through a journal of millions may last longer: what it leaves, the next start finishes
_DECISIONS = (Kind.ALERT_DISMISSED, Kind.ALERT_EXPIRED, Kind.ALERT_REOPENED)


@dataclass(frozen=True, slots=True)
class KeepDays:
    """Days for which evidence stays; 0: for ever. An entry's own text is never erased by these."""

    dismissed: int = 30  # of alerts that were dismissed, that expired, or that nobody ever decided
    violation: int = 0  # of violations that stand
    voided: int = 0  # of violations that were voided
    other: int = 0  # of anything else


@dataclass(frozen=True, slots=True)
class Due:
    """Evidence whose time is over: of everything that hangs on entry `seq`."""

    seq: int
    rule: str  # the setting's name
    days: int

    def why(self) -> str:
        """As the journal stores it."""
        return f"{self.rule} = {self.days}"


def find_due(folder: DataFolder, keep: KeepDays, *, now_utc: datetime) -> list[Due]:
    """What is to be erased now; nothing that is held.

    Raises:
        Problem: the journal cannot be read.
    """
    found = dict[int, Due | None]()
    with JournalDatabase.open_for_reading(folder) as database:
        held = active_holds(database)
        for seq in _candidates(database, keep, now_utc):
            root = root_of(database, seq)
            if root not in found and root not in held:
                found[root] = _due(database, root, keep, now_utc)
    return [due for due in found.values() if due]


def _candidates(database: JournalDatabase, keep: KeepDays, now_utc: datetime) -> Iterator[int]:
    """Entries that may be due. What stays for ever is passed over within SQLite: that may be nearly all."""
    for days, which in (
        (keep.dismissed, _OF_ALERTS),
        (keep.violation, _OF_VIOLATIONS),
        (keep.voided, _VOIDS),
        (keep.other, _OTHERS),
    ):
        if days:
            before = utc_text(now_utc - timedelta(days=days))
            yield from [seq for (seq,) in database.read(f"{which} and e.at_utc < ? order by e.seq", [before])]


# Entries of which some evidence was not erased yet.
_WITH_EVIDENCE = """
select e.seq from entry e
where instr(e.body, '"evidence":') and json_valid(e.body)
  and json_array_length(e.body, '$.evidence') > (
    select count(*) from entry
    where kind = 'evidence erased'
      and case when json_valid(body) then json_extract(body, '$.seq') end = +e.seq
      and json_extract(body, '$.file') <> ''
  )
"""
_OF_ALERTS = f"""{_WITH_EVIDENCE}
  and e.kind in ('alert raised', 'evidence stored')
  and not exists (
    select 1 from entry
    where kind = 'violation recorded'
      and case when json_valid(body) then json_extract(body, '$.alert_id') end
        = json_extract(e.body, '$.alert_id')
  )
"""
_OF_VIOLATIONS = f"{_WITH_EVIDENCE} and e.kind in ('alert raised', 'evidence stored', 'violation recorded')"
_VOIDS = "select e.seq from entry e where e.kind = 'violation voided'"
_OTHERS = f"{_WITH_EVIDENCE} and e.kind not in ('alert raised', 'evidence stored', 'violation recorded')"


def _due(database: JournalDatabase, root: int, keep: KeepDays, now_utc: datetime) -> Due | None:
    """Whether all that hangs on an entry was kept for long enough since the last that came to it."""
    entries = related(database, root)
    rule, last = _rule(database, entries, root)
    days: int = getattr(keep, rule)
    there = [entry.at_utc for entry in entries.values() if _left(database, entry)]
    since = max([last, *there])
    if not days or not there or since >= utc_text(now_utc - timedelta(days=days)):
        return None
    return Due(root, f"keep_days_{rule}", days)


def _left(database: JournalDatabase, entry: LinkedEntry) -> bool:
    """Whether it names a file that was not erased."""
    files = {item["file"] for item in evidence_of(entry.body)}
    return bool(files) and not files <= erasures_of(database, entry.seq).keys()


def _rule(database: JournalDatabase, entries: dict[int, LinkedEntry], root: int) -> tuple[str, str]:
    """Which rule holds, and since when."""
    entry = entries[root]
    if entry.kind is Kind.VIOLATION_RECORDED:
        voids = [other.at_utc for other in entries.values() if other.kind is Kind.VIOLATION_VOIDED]
        return ("voided", voids[0]) if voids else ("violation", entry.at_utc)
    alert_id = entry.body.get("alert_id")
    if isinstance(alert_id, str) and alert_id:
        decided = [other.at_utc for kind in _DECISIONS for other in about_alert(database, alert_id, kind)]
        return "dismissed", max([entry.at_utc, *decided])
    return "other", entry.at_utc


class Retention:
    """Erases what is due, at the desk's start and once a day.

    Thread: `retention`, between `start` and `stop`.
    """

    def __init__(
        self,
        folder: DataFolder,
        keep: KeepDays,
        *,
        clock: Clock,
        erase: Callable[[Erasure, Clearing], Erased],
    ) -> None:
        self._folder = folder
        self._keep = keep
        self._clock = clock
        self._erase = erase
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="retention", daemon=True)

    def start(self) -> None:
        """The journal was opened before: there is one to be read."""
        self._thread.start()

    def stop(self) -> None:
        self._stopping.set()
        if self._thread.ident is not None:
            self._thread.join(_STOP_S)

    def _run(self) -> None:
        next_ns = self._clock.monotonic_ns()
        while not self._stopping.is_set():
            if self._clock.monotonic_ns() >= next_ns:
                next_ns = self._clock.monotonic_ns() + _EACH_NS
                self.work()
            self._stopping.wait(_LOOK_S)

    def work(self) -> None:
        """Finishes what was broken off, then erases what is due; a fault is logged until the next day."""
        try:
            self._finish()
            due = find_due(self._folder, self._keep, now_utc=self._clock.now_utc())
            for one in due:
                if self._stopping.wait(_BREATH_S):
                    return
                self._erase_one(one)
            if due:
                self._finish()
        except (Problem, WriteFailedError) as failure:
            _log.error("retention: %s", failure)
        except Exception:  # its thread must live on to the next day
            _log.exception("retention failed")

    def _finish(self) -> None:
        for file in finish(self._folder):
            _log.info("erased: %s", file)

    def _erase_one(self, due: Due) -> None:
        try:
            self._erase(Erasure(due.seq, due.why()), Clearing.LATER)
        except (
            Problem
        ) as problem:  # held meanwhile, or not as it was recorded: the others are due all the same
            _log.error("retention: %s", problem)
