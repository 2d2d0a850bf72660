"""Who has proved a password just now: a hand-over needs both, and a shift lead beside the desk one."""

from __future__ import annotations

from collections.abc import Callable

from console.clock import Clock
from console.operators.facts import Proved
from console.operators.operator import Operator
from console.operators.permissions import Intent, may, not_for
from console.permit import Permit

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

    def may(self, intent: Intent, who: Operator, *, permit: Permit) -> bool:
        """Whether somebody may do that who may stand beside whoever sits here; a refusal is recorded.

        Whoever sits here need not sign; somebody else's signature is used up.
        """
        if permit.operator is None or permit.locked:
            return permit.may(intent)  # it may not, and that is an entry
        why = "" if may(who.role, intent) else not_for(who.role)
        if not why and who != permit.operator and self.missing(who):
            why = "not signed"
        if why:
            permit.refuse(intent, why, actor=who.name)
            return False
        self.use(who)
        return True

    def handle(self, fact: object) -> None:
        match fact:
            case Proved(_ref, operator):
                self._proved[operator] = self._clock.monotonic_ns()
