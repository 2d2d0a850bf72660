"""Who sits at the desk: signing in and out, the lock, and the proof that somebody else stands beside."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from console.journal.entry import Kind
from console.journal.operator_changes import tell_changes
from console.language import _
from console.operators.checking import AdministratorFound, Checked, Checking, NotChecked, Purpose, Seen
from console.operators.facts import (
    DeskLocked,
    DeskUnlocked,
    Proved,
    SignedIn,
    SignedOut,
    SignInRefused,
)
from console.operators.operator import MACHINE, Operator
from console.operators.permissions import Intent
from console.operators.register import Register, Registered
from console.operators.roles import Role
from console.operators.sign_in import Proof, WrongSecretError, refusal_text
from console.permit import Permit
from console.problem import Problem

if TYPE_CHECKING:
    from console.clock import Clock
    from console.journal.journal import Journal
    from console.outbox import Outbox
    from console.paths import DataFolder

_LOCK_LETS_GO_NS = 120 * 1_000_000_000  # a lock of over two minutes lets go of alerts that were taken
_LOOK_AGAIN_NS = 5 * 1_000_000_000  # how long somebody who was retired may still sit here


class Attendance:
    """Nothing here waits: secrets are checked on a thread of its own, and facts tell how it went.

    Thread: main. Whoever drains the outbox gives each fact to `handle`, and calls `tick` once a second.
    """

    def __init__(
        self,
        folder: DataFolder,
        *,
        permit: Permit,
        journal: Journal,
        register: Register,
        clock: Clock,
        outbox: Outbox,
        let_go: Callable[[str, str], None] = lambda _operator, _why: None,
        idle_lock_min: int = 0,
    ) -> None:
        """`let_go` lets go of the alerts that an operator has taken, and is told why."""
        self._permit = permit
        self._journal = journal
        self._register = register
        self._clock = clock
        self._outbox = outbox
        self._let_go = let_go
        self._idle_lock_ns = idle_lock_min * 60 * 1_000_000_000
        self._checking = Checking(
            register, clock=clock, outbox=outbox, tell=partial(tell_changes, folder, register, journal)
        )
        self._active_ns = self._looked_ns = clock.monotonic_ns()
        self._locked_ns: int | None = None
        self._busy = False
        self._has_administrator = register.has_administrator()
        self._made_up = permit.operator  # a demo's: in no register, and without a secret

    @property
    def operator(self) -> Operator | None:
        return self._permit.operator

    @property
    def locked(self) -> bool:
        return self._permit.locked

    @property
    def checking(self) -> bool:
        """Whether a secret is being checked; another is refused meanwhile."""
        return self._busy

    @property
    def has_administrator(self) -> bool:
        """False at the very first start: somebody makes the first administrator then."""
        return self._has_administrator

    def start(self) -> None:
        """Tells the journal of changes that it does not know of: a command line may have been killed."""
        self._checking.tell()
        if self._made_up:
            self._permit.record(Kind.SIGNED_IN, {"role": self._made_up.role.value})

    def stop(self) -> None:
        """Signs out who sits here, and waits for what is being checked."""
        if self._permit.operator:
            self._leave("desk closed")
        self._checking.stop()

    # --- intents ---

    def sign_in(self, name: str, secret: str, *, ref: str = "") -> bool:
        """SignedIn or SignInRefused tells how it went; whoever sits here is signed out then."""
        return self._check(name, secret, Purpose.SIGN_IN, ref)

    def sign_out(self) -> bool:
        if self._permit.operator is None:
            return False
        self._leave("by hand")
        return True

    def lock(self) -> bool:
        """Keeps passers-by from the keys; False where it is, or nobody here could unlock it."""
        if self._permit.operator in (None, self._made_up) or self._permit.locked:
            return False
        self._permit.record(Kind.DESK_LOCKED, {})
        self._permit.locked = True
        self._locked_ns = self._clock.monotonic_ns()
        self._outbox.put(DeskLocked())
        return True

    def unlock(self, secret: str, *, ref: str = "") -> bool:
        """The secret of whoever locked it; DeskUnlocked or SignInRefused tells how it went."""
        if self._permit.operator is None or not self._permit.locked:
            return False
        return self._check(self._permit.operator.name, secret, Purpose.UNLOCK, ref)

    def prove(self, name: str, secret: str, *, ref: str) -> bool:
        """Checks a second person's secret; who sits here stays. Proved or SignInRefused tells how it went."""
        return self._check(name, secret, Purpose.PROVE, ref)

    def make_first_administrator(self, name: str, secret: str, *, ref: str = "") -> bool:
        """Adds and signs in the first one; SignedIn or SignInRefused tells how it went."""
        if not self._begin(ref):
            return False
        self._checking.make_first(name, secret, ref)
        return True

    def read_operators(self, *, ref: str) -> bool:
        return self._keep(lambda _by: None, ref)

    def add_operator(self, name: str, role: Role, secret: str, *, ref: str) -> bool:
        """OperatorsRead or OperatorsRefused tells how it went; so for the next three."""
        return self._keep(lambda by: self._register.add(name, role, secret, by=by), ref)

    def change_role(self, name: str, role: Role, *, ref: str) -> bool:
        return self._keep(lambda by: self._register.change_role(name, role, by=by), ref)

    def change_secret(self, name: str, secret: str, *, ref: str) -> bool:
        return self._keep(lambda by: self._register.change_secret(name, secret, by=by), ref)

    def retire_operator(self, name: str, *, ref: str) -> bool:
        return self._keep(lambda by: self._register.retire(name, by=by), ref)

    def noticed(self) -> None:
        """Somebody used a key or the mouse."""
        self._active_ns = self._clock.monotonic_ns()

    def tick(self) -> None:
        """Locks a desk that nobody uses, lets go what a locked one holds, and looks who was retired."""
        now_ns = self._clock.monotonic_ns()
        if self._idle_lock_ns and now_ns - self._active_ns >= self._idle_lock_ns:
            self.lock()
        if self._locked_ns is not None and now_ns - self._locked_ns > _LOCK_LETS_GO_NS:
            self._locked_ns = None  # once
            self._let_go(self._permit.actor, "locked")
        operator = self._permit.operator
        if operator and operator != self._made_up and now_ns - self._looked_ns >= _LOOK_AGAIN_NS:
            self._looked_ns = now_ns
            self._checking.look(operator)

    def handle(self, fact: object) -> None:
        """Takes in what the worker found, before any window hears of it."""
        match fact:
            case Checked(ref, purpose, proof):
                self._busy = False
                self._on_proof(ref, purpose, proof)
            case NotChecked(ref, error):
                self._busy = False
                self._on_error(ref, error)
            case AdministratorFound():
                self._has_administrator = True
            case Seen(asked, known) if asked == self._permit.operator:
                self._on_seen(asked, known)

    # --- what the worker found ---

    def _on_proof(self, ref: str, purpose: Purpose, proof: Proof) -> None:
        if purpose is Purpose.PROVE:
            self._outbox.put(Proved(ref, proof.operator))
        elif purpose is Purpose.UNLOCK and proof.operator.name == self._name():
            self._unlock(ref)
        elif purpose is Purpose.SIGN_IN:
            self._sit_down(ref, proof)

    def _sit_down(self, ref: str, proof: Proof) -> None:
        operator = proof.operator
        if operator.name == self._name() and self._permit.locked:
            self._unlock(ref)
        if operator != self._permit.operator:
            if self._permit.operator:
                self._leave("another signed in")
            self._has_administrator = True
            self._permit.operator = operator
            counted = {"unrecorded": proof.unrecorded} if proof.unrecorded else {}
            self._permit.record(Kind.SIGNED_IN, {"role": operator.role.value, **counted})
        self.noticed()
        self._outbox.put(SignedIn(ref, operator))

    def _unlock(self, ref: str) -> None:
        self._permit.locked = False
        self._locked_ns = None
        self.noticed()
        self._permit.record(Kind.DESK_UNLOCKED, {})
        self._outbox.put(DeskUnlocked(ref))

    def _leave(self, why: str) -> None:
        operator = self._permit.operator
        if operator is None:
            return
        self._let_go(operator.name, "signed out")
        self._permit.record(Kind.SIGNED_OUT, {"role": operator.role.value, "why": why})
        self._permit.operator, self._permit.locked, self._locked_ns = None, False, None
        self._outbox.put(SignedOut(operator))

    def _on_error(self, ref: str, error: WrongSecretError | Problem) -> None:
        if isinstance(error, Problem):
            self._outbox.put(SignInRefused(ref, str(error)))
            return
        if error.told:
            self._journal.record(Kind.REFUSED, error.body(), actor=MACHINE)
        self._outbox.put(SignInRefused(ref, refusal_text(error), error.wait_s))

    def _on_seen(self, asked: Operator, known: Registered | None) -> None:
        if known is None or known.retired_utc:
            self._leave("retired")
        elif known.role is not asked.role:
            self._permit.operator = known.operator
            self._outbox.put(SignedIn("", known.operator))

    def _name(self) -> str:
        return self._permit.operator.name if self._permit.operator else ""

    def _begin(self, ref: str) -> bool:
        if self._busy:
            self._outbox.put(SignInRefused(ref, _("Another password is being checked. Wait a moment.")))
            return False
        self._busy = True
        return True

    def _check(self, name: str, secret: str, purpose: Purpose, ref: str) -> bool:
        if not self._begin(ref):
            return False
        self._checking.check(name, secret, purpose, ref)
        return True

    def _keep(self, work: Callable[[str], object], ref: str) -> bool:
        if not self._permit.may(Intent.KEEP_OPERATORS):
            return False
        self._checking.keep(partial(work, self._permit.actor), ref)
        return True
