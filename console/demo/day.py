"""A whole day at the demo's desk, played in a minute or two: three shifts, by people who sign in and out."""

from __future__ import annotations

import logging
from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from secrets import token_urlsafe
from typing import Any

from console.cameras.site_database import Site
from console.clock import Clock
from console.demo.day_acts import ACTS
from console.demo.day_clock import DayClock
from console.demo.day_script import Act, DayScript
from console.engine import Engine
from console.journal.entry import Entry, EntryRefused, EntryWritten
from console.journal.handover import HandoverReady
from console.journal.shift import ShiftChanged, ShiftRefused
from console.journal.shift_log import ShiftLogDone
from console.language import _
from console.operators.facts import DeskUnlocked, Proved, SignedIn, SignInRefused
from console.operators.operator import Operator
from console.operators.register import Register
from console.operators.roles import Role
from console.paths import DataFolder
from console.problem import Problem
from console.reviews import ReviewsDue

_log = logging.getLogger(__name__)
_PATIENCE_NS = 90 * 10**9  # for an alert, which the footage has to bring
_ADMINISTRATOR = "DEMO"
_REST_S = 2
_UTC_OFFSET_MIN = 300  # Kazakhstan's, wherever it is played

# What ends a question; the engine's parts also tell each other facts with the same ref.
_ANSWERS = (
    *(EntryWritten, EntryRefused, ReviewsDue, HandoverReady, ShiftChanged, ShiftRefused, ShiftLogDone),
    *(SignedIn, SignInRefused, Proved, DeskUnlocked),
)
Course = Generator[Callable[[], object], None, Any]  # yields what is waited for


class People:
    """The day's people, registered with passwords that nobody else ever sees. Thread: main."""

    def __init__(self, folder: DataFolder, operators: Mapping[str, Operator]) -> None:
        """Raises Problem: the register cannot be written."""
        self.operators = operators
        self.secrets = {key: token_urlsafe(18) for key in operators}
        register = Register(folder)
        register.add_first(_ADMINISTRATOR, token_urlsafe(18))
        for key, operator in operators.items():
            register.add(operator.name, operator.role, self.secrets[key], by=_ADMINISTRATOR)

    def lead(self) -> str:
        return next(key for key, each in self.operators.items() if each.role is Role.SHIFT_LEAD)


@dataclass(frozen=True, slots=True)
class DayPlan:
    """What a day needs before its desk is opened."""

    script: DayScript
    people: People
    clock: DayClock

    @classmethod
    def of(cls, folder: DataFolder, machine: Clock) -> DayPlan:
        """The day before yesterday, so that nothing of it lies ahead; its people are registered.

        Raises:
            Problem: something was recorded in the folder before: a day begins with an empty journal.
        """
        if folder.journal_db.exists():
            raise Problem(
                _("a day begins with an empty journal"),
                where=str(folder.root),
                mend=_("Name a new folder with --data"),
            )
        today = machine.now_utc() + timedelta(minutes=_UTC_OFFSET_MIN)
        script = DayScript.load(today - timedelta(days=2))
        clock = DayClock(machine, local=script.acts[0].local, utc_offset_min=_UTC_OFFSET_MIN)
        return cls(script, People(folder, script.people), clock)


def hurried(site: Site) -> Site:
    """The site for a day that passes in a minute: its zones do not rest between alerts."""
    return replace(site, zones=tuple({**zone, "cool_down_s": _REST_S} for zone in site.zones))


class Day:
    """Does act after act; each begins when the one before is on the disk. Thread: main.

    Call `tick` a few times a second, and give it every fact that comes out of the engine.
    """

    def __init__(
        self,
        engine: Engine,
        plan: DayPlan,
        *,
        out: Path,
    ) -> None:
        """`out`: where the shift logs go."""
        self.engine = engine
        self.people = plan.people
        self.out = out
        self.script = plan.script
        self.recorded: list[Entry] = []  # all that was written since the day began
        self.failed: list[str] = []  # acts that did not come to what they should
        self.done = False
        self._clock = plan.clock
        self._asked = 0
        self._answers: dict[str, object] = {}  # the last fact by its ref
        self._course = self._play()
        self._waits: Callable[[], object] = lambda: True

    def hear(self, fact: object) -> None:
        if isinstance(fact, EntryWritten):
            self.recorded.append(fact.entry)
        ref = getattr(fact, "ref", "")
        if ref and isinstance(fact, _ANSWERS):
            self._answers[ref] = fact

    def tick(self) -> None:
        """Goes on as far as it can without a wait."""
        while not self.done and self._waits():
            try:
                self._waits = next(self._course)
            except StopIteration:
                self.done = True

    # --- what acts are made of ---

    def ask(self, call: Callable[[str], object]) -> Course:
        """Asks the engine with a ref of its own; returns the fact that answers, None where it was refused."""
        self._asked += 1
        ref = f"day:{self._asked}"
        if call(ref) is False and ref not in self._answers:
            return None
        yield from self.wait(lambda: ref in self._answers)
        return self._answers.get(ref)

    def wait(self, ready: Callable[[], object]) -> Course:
        """Returns whether it came in time."""
        begun_ns = self._clock.monotonic_ns()
        yield lambda: ready() or self._clock.monotonic_ns() - begun_ns > _PATIENCE_NS
        return bool(ready())

    def settled(self) -> Course:
        """Waits until all that was recorded is on the disk."""
        return (yield from self.wait(lambda: not self.engine.journal.state().queued))

    def come(self, who: str) -> Course:
        """Has somebody sign in who does not sit here yet."""
        operator = self.people.operators[who]
        if self.engine.permit.operator != operator:
            sign_in = self.engine.attendance.sign_in
            yield from self.ask(lambda ref: sign_in(operator.name, self.people.secrets[who], ref=ref))

    def _play(self) -> Generator[Callable[[], object], None, None]:
        for act in self.script.acts:
            self._clock.go_to(act.local)
            yield from self.come(act.who)
            if not (yield from self._do(act)):
                _log.warning("the day's act at %s was not done: %s", act.local, act.does)
                self.failed.append(f"{act.local:%H:%M} {act.does}")
            yield from self.settled()

    def _do(self, act: Act) -> Course:
        return (yield from ACTS[act.does](self, act))
