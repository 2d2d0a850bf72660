"""The journal's one writer: a queue that is never lost to a full disk or a lock, and the thread behind it."""

from __future__ import annotations

import logging
import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass

from console.journal.chain import GENESIS, BadBodyError
from console.journal.disk import Reserve
from console.journal.entry import Entry, EntryDraft, EntryRefused, EntryWritten
from console.journal.failure import WriteFailedError, WriteFault
from console.journal.ledger import Ledger, RecordDraft
from console.language import _
from console.outbox import Outbox

_log = logging.getLogger(__name__)
_FIRST_WAIT_S = 0.2
_LONGEST_WAIT_S = 5.0


@dataclass(frozen=True, slots=True)
class JournalState:
    """For the bottom bar."""

    entries: int
    head_seq: int
    head_hash: bytes
    queued: int  # recorded, not yet safely on the disk
    failure: str | None  # why nothing is being written, translated when it happened; None: all is well
    on_reserve: bool  # the disk was full: the room held back is being used, or was never there to be held

    def head(self) -> str:
        """`SEQ:HASH`, as `verify --head` takes it."""
        return f"{self.head_seq}:{self.head_hash.hex()}"


@dataclass(frozen=True, slots=True)
class Waiting:
    """One record in the queue; `done` is for a caller that waits for it."""

    ref: str
    draft: RecordDraft
    done: Future[Entry] | None = None


class Writer:
    """Writes records in the order in which they came, and tells the outbox of each.

    A record that cannot be written now stays first in the queue and is tried again.
    Thread: every method from any; writing is done by the thread `journal`.
    """

    def __init__(self, *, outbox: Outbox, reserve: Reserve) -> None:
        self._outbox = outbox
        self._reserve = reserve
        self._thread: threading.Thread | None = None
        self._full_disk_note: Callable[[], EntryDraft] | None = None
        self._lock = threading.Condition()
        # Guarded by _lock
        self._queue: deque[Waiting] = deque()
        self._writing = 0  # 1 while a record is taken from the queue and not yet settled
        self._stopping = False
        self._gave_up = False
        self._head: tuple[int, bytes] = (0, GENESIS)
        self._failure: str | None = None
        self._on_reserve = False

    def start(self, ledger: Ledger, *, full_disk_note: Callable[[], EntryDraft]) -> None:
        """Begins to write; what `full_disk_note` makes is recorded if the reserve ever has to be given up.

        Raises:
            Problem: the ledger cannot be read.
        """
        head = ledger.head()
        held = self._reserve.hold()
        with self._lock:
            self._stopping = self._gave_up = False
            self._head = head
            self._on_reserve = not held
        self._full_disk_note = full_disk_note
        self._thread = threading.Thread(target=self._write_all, args=(ledger,), name="journal", daemon=True)
        self._thread.start()

    def stop(self, *, deadline_s: float) -> int:
        """Writes what waits, then ends. Returns how many records could not be written and were refused."""
        with self._lock:
            self._stopping = True
            self._lock.notify_all()
        if self._thread is not None:
            self._thread.join(deadline_s)
        with self._lock:
            self._gave_up = True
            left = list(self._queue)
            self._queue.clear()
            self._lock.notify_all()
        for waiting in left:
            self._refuse(waiting, _("the desk was closed before it could be written"))
        return len(left)

    def running(self) -> bool:
        return self._thread is not None and self._thread.is_alive()

    def put(self, waiting: Waiting) -> None:
        """Takes a record; it is refused through the outbox if the desk is closing."""
        with self._lock:
            closing = self._stopping
            if not closing:
                self._queue.append(waiting)
                self._lock.notify_all()
        if closing:
            self._refuse(waiting, _("the desk is closing: nothing more is recorded"))

    def state(self) -> JournalState:
        with self._lock:
            return JournalState(
                entries=self._head[0],
                head_seq=self._head[0],
                head_hash=self._head[1],
                queued=len(self._queue) + self._writing,
                failure=self._failure,
                on_reserve=self._on_reserve,
            )

    def _write_all(self, ledger: Ledger) -> None:
        wait_s = _FIRST_WAIT_S
        try:
            while (waiting := self._take()) is not None:
                failure = self._write(ledger, waiting)
                if failure is None:
                    wait_s = _FIRST_WAIT_S
                    self._tidy(ledger)
                    continue
                self._put_back(waiting, failure)
                with self._lock:  # woken early by `stop` giving up, never by more records
                    self._lock.wait_for(lambda: self._gave_up, wait_s)
                wait_s = min(2 * wait_s, _LONGEST_WAIT_S)
        finally:
            ledger.close()

    def _tidy(self, ledger: Ledger) -> None:
        """While nothing waits; not in the room that is held back for records."""
        try:
            while self._is_idle() and ledger.tidy():
                pass
        except WriteFailedError as error:
            _log.warning("the journal's index was not merged: %s", error)

    def _is_idle(self) -> bool:
        with self._lock:
            return not (self._queue or self._stopping or self._on_reserve)

    def _take(self) -> Waiting | None:
        """The oldest record; None when the writer is stopping and nothing waits."""
        with self._lock:
            self._lock.wait_for(lambda: self._queue or self._stopping)
            if not self._queue:
                return None
            self._writing = 1
            return self._queue.popleft()

    def _write(self, ledger: Ledger, waiting: Waiting) -> str | None:
        """Writes one record and tells of it; otherwise says why it must wait."""
        try:
            entry = ledger.write(waiting.draft)
        except BadBodyError as error:
            self._settle(None)
            self._refuse(waiting, str(error))
            return None
        except WriteFailedError as error:
            if error.fault is WriteFault.FULL and self._reserve.release():
                self._note_full_disk()
                return self._write(ledger, waiting)
            return str(error)
        except Exception as error:  # no fault of one record may end the writer: all later ones hang on it
            _log.exception("the journal's writer met the unexpected")
            return str(error)
        self._settle(entry)
        self._tell(EntryWritten(waiting.ref, entry))
        if waiting.done is not None:
            waiting.done.set_result(entry)
        return None

    def _settle(self, entry: Entry | None) -> None:
        held_again = self._on_reserve and self._reserve.hold()
        with self._lock:
            self._writing = 0
            self._failure = None
            if entry is not None:
                self._head = (entry.seq, entry.hash)
            if held_again:
                self._on_reserve = False

    def _put_back(self, waiting: Waiting, failure: str) -> None:
        with self._lock:
            self._writing = 0
            news = failure != self._failure
            self._failure = failure
            gave_up = self._gave_up
            if not gave_up:
                self._queue.appendleft(waiting)
        if news:
            _log.error("the journal cannot be written, and tries again: %s", failure)
        if gave_up:
            self._refuse(waiting, failure)

    def _note_full_disk(self) -> None:
        _log.error("the disk is full: the journal goes on with the room it held back")
        assert self._full_disk_note is not None
        note = RecordDraft(self._full_disk_note())
        with self._lock:
            self._on_reserve = True
            self._queue.append(Waiting("", note))

    def _refuse(self, waiting: Waiting, why: str) -> None:
        kind = waiting.draft.entry.kind
        _log.error("%s was not recorded: %s", kind.value, why)
        self._tell(EntryRefused(waiting.ref, kind, why))
        if waiting.done is not None:
            waiting.done.set_exception(WriteFailedError(WriteFault.OTHER, why))

    def _tell(self, fact: EntryWritten | EntryRefused) -> None:
        try:
            self._outbox.put(fact)
        except Exception:  # the fact is in the outbox; a reader that cannot be woken must not end the writer
            _log.exception("the reader of the outbox could not be woken")
