"""Who has proved a password just now: a hand-over counts only with both, whoever asks for it."""

from __future__ import annotations

from collections.abc import Callable

from console.clock import Clock
from console.operators.facts import Proved
from console.operators.operator import Operator

_GOOD_FOR_NS = 120 * 1_000_000_000  # the second of the two types while the first stands beside


class Signatures:
    """Hears what passwords were proved; each signs once. Thread: main."""

    def __init__(self, *, clock: Clock, needed: Callable[[], bool]) -> None:
        """`needed`: False where nobody has a password yet, as on a folder without an administrator."""
        self._clock = clock
        self._needed = needed
        self._proved: dict[Operator, int] = {}  # monotonic, ns

    def missing(self, *signers: Operator) -> tuple[Operator, ...]:
        """Those who have not proved theirs within the last two minutes."""
        now_ns = self._clock.monotonic_ns()
        self._proved = {who: at_ns for who, at_ns in self._proved.items() if now_ns - at_ns <= _GOOD_FOR_NS}
        return tuple(who for who in signers if who not in self._proved) if self._needed() else ()

    def use(self, *signers: Operator) -> tuple[str, ...]:
        """The names of those who signed: none where no password is needed."""
        return tuple(who.name for who in signers if self._proved.pop(who, None) is not None)

    def handle(self, fact: object) -> None:
        match fact:
            case Proved(_ref, operator):
                self._proved[operator] = self._clock.monotonic_ns()
