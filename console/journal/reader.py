"""The journal's one reader: a thread that does what takes long, and tells the fact that comes of it."""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress

from console.language import _
from console.outbox import Outbox
from console.problem import Problem

_log = logging.getLogger(__name__)


class Reader:
    """Thread: any; its work is done by one thread of that name, one after another."""

    def __init__(self, outbox: Outbox, name: str = "journal-reader") -> None:
        self._outbox = outbox
        self._name = name
        self._pool: ThreadPoolExecutor | None = None

    def start(self) -> None:
        self._pool = ThreadPoolExecutor(1, thread_name_prefix=self._name)

    def stop(self) -> None:
        """What has not begun is answered as not done."""
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
            self._pool = None

    def submit(self, work: Callable[[], object], *, unmade: Callable[[str], object]) -> None:
        """Tells the fact that the work returns, if it returns one.

        The fact that `unmade` makes, if any, says why where it fails, or the journal closes before: nothing
        is left unanswered.
        """

        def tell(done: Future[None]) -> None:
            if done.cancelled():
                self._tell(unmade(_("the journal is closed")))

        if self._pool is not None:
            with suppress(RuntimeError):  # the pool's own word for being shut down
                self._pool.submit(self._answer, work, unmade).add_done_callback(tell)
                return
        self._tell(unmade(_("the journal is closed")))

    def settle(self) -> None:
        """Waits until all that was asked for before is done: for tests."""
        if self._pool is not None:
            self._pool.submit(int).result()

    def _answer(self, work: Callable[[], object], unmade: Callable[[str], object]) -> None:
        try:
            fact = work()
        except Problem as problem:
            fact = unmade(str(problem))
        except Exception as error:
            _log.exception("the journal's reader failed")
            fact = unmade(str(error))
        self._tell(fact)

    def _tell(self, fact: object) -> None:
        if fact is not None:
            self._outbox.put(fact)
