"""What is slow about sign-in and the register, on a thread of its own."""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

from console.language import _
from console.operators.facts import OperatorsRead, OperatorsRefused
from console.operators.operator import Operator
from console.operators.register import Register, Registered
from console.operators.sign_in import Proof, SignIn, WrongSecretError
from console.problem import Problem

if TYPE_CHECKING:
    from console.clock import Clock
    from console.outbox import Outbox

_log = logging.getLogger(__name__)


class Purpose(Enum):
    """What a secret was given for."""

    SIGN_IN = auto()
    UNLOCK = auto()
    PROVE = auto()


@dataclass(frozen=True, slots=True)
class Checked:
    """The secret was right."""

    ref: str
    purpose: Purpose
    proof: Proof


@dataclass(frozen=True, slots=True)
class NotChecked:
    """The secret was wrong, or nobody could tell."""

    ref: str
    error: WrongSecretError | Problem


@dataclass(frozen=True, slots=True)
class Seen:
    """What the register says now of `asked`."""

    asked: Operator
    known: Registered | None


@dataclass(frozen=True, slots=True)
class AdministratorFound:
    """Somebody made the first administrator elsewhere."""


class Checking:
    """One thing after the other; the outbox gets Checked, NotChecked, Seen, OperatorsRead and -Refused.

    Thread: every method from any, and none waits but `stop`.
    """

    def __init__(self, register: Register, *, clock: Clock, outbox: Outbox, tell: Callable[[], None]) -> None:
        """`tell` tells the journal of changes in the register, and may wait for it."""
        self._register = register
        self._sign_in = SignIn(register, clock=clock)
        self._outbox = outbox
        self._tell = tell
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="sign-in")

    def check(self, name: str, secret: str, purpose: Purpose, ref: str) -> None:
        self._worker.submit(
            self._answer, ref, lambda: Checked(ref, purpose, self._sign_in.check(name, secret))
        )

    def make_first(self, name: str, secret: str, ref: str) -> None:
        self._worker.submit(self._answer, ref, lambda: self._first(name, secret, ref))

    def keep(self, work: Callable[[], object], ref: str) -> None:
        """Changes the register, and reads it again."""
        self._worker.submit(self._keep, work, ref)

    def look(self, operator: Operator) -> None:
        self._worker.submit(self._look, operator)

    def tell(self) -> None:
        self._worker.submit(self._tell_quietly)

    def stop(self) -> None:
        """What is being done is waited for; what was not begun is let go."""
        self._worker.shutdown(cancel_futures=True)

    # --- the worker's thread ---

    def _answer(self, ref: str, work: Callable[[], object]) -> None:
        try:
            self._outbox.put(work())
        except (WrongSecretError, Problem) as error:
            self._outbox.put(NotChecked(ref, error))
        except Exception:  # whatever it is, such as no memory for the hash: the next try must be free
            _log.exception("a password was not checked")
            self._outbox.put(NotChecked(ref, _not_done(_("the password was not checked"))))

    def _first(self, name: str, secret: str, ref: str) -> Checked:
        try:
            made = self._register.add_first(name, secret)
        except Problem:
            if self._register.has_administrator():
                self._outbox.put(AdministratorFound())
            raise
        self._tell_quietly()
        return Checked(ref, Purpose.SIGN_IN, Proof(made.operator))

    def _keep(self, work: Callable[[], object], ref: str) -> None:
        try:
            work()
            self._tell_quietly()
            self._outbox.put(OperatorsRead(ref, self._register.operators()))
        except Problem as problem:
            self._outbox.put(OperatorsRefused(ref, str(problem)))
        except Exception:  # as above: whoever asked hears of it
            _log.exception("the register was not changed")
            self._outbox.put(OperatorsRefused(ref, str(_not_done(_("who works here was not changed")))))

    def _look(self, operator: Operator) -> None:
        try:
            self._outbox.put(Seen(operator, self._register.get(operator.name)))
        except Problem:
            _log.warning("the register cannot be read", exc_info=True)

    def _tell_quietly(self) -> None:
        """A change that is made stands, whether or not its entry can be written now: the next start tells."""
        try:
            self._tell()
        except Exception:  # on this thread nobody else would hear of it
            _log.exception("the journal was not told who works here")


def _not_done(what: str) -> Problem:
    return Problem(what, where=_("sign-in"), mend=_("Try again; the log says why it failed"))
