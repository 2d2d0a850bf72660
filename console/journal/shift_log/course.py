"""How far a shift log is, and whether somebody wants it no more."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

_EACH = 500  # steps between two words of progress
Item = TypeVar("Item")


class StoppedError(Exception):
    """Whoever asked for it has called it off."""


class Course:
    """Thread: one; `stopped` may be answered from another's doing."""

    def __init__(
        self,
        told: Callable[[int, int], None] = lambda _done, _total: None,
        stopped: Callable[[], bool] = lambda: False,
    ) -> None:
        self._told = told
        self._stopped = stopped
        self._done = 0
        self._total = 0

    def begin(self, total: int) -> None:
        """There are so many steps in all."""
        self._total = total
        self._told(0, total)

    def over(self, items: Iterable[Item]) -> Iterator[Item]:
        """The items, each a step.

        Raises:
            StoppedError: between two of them.
        """
        for item in items:
            self.check()
            yield item
            self._done += 1
            if not self._done % _EACH or self._done == self._total:
                self._told(min(self._done, self._total), self._total)

    def check(self) -> None:
        """
        Raises:
            StoppedError
        """
        if self._stopped():
            raise StoppedError
