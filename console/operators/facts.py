"""What the desk hears of who sits there: facts of console.attendance, for the windows."""

from __future__ import annotations

from dataclasses import dataclass

from console.operators.operator import Operator
from console.operators.register import Registered


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Somebody sits at the desk now, or in another role."""

    ref: str
    operator: Operator


@dataclass(frozen=True, slots=True)
class SignedOut:
    """Nobody sits at the desk now."""

    operator: Operator  # who did


@dataclass(frozen=True, slots=True)
class SignInRefused:
    """A secret was not right, or could not be checked; `why` is in the language in use."""

    ref: str
    why: str
    wait_s: float = 0.0  # seconds until another try counts


@dataclass(frozen=True, slots=True)
class DeskLocked:
    """The keys do nothing until the secret is given again."""


@dataclass(frozen=True, slots=True)
class DeskUnlocked:
    """The keys work again."""

    ref: str


@dataclass(frozen=True, slots=True)
class Proved:
    """Somebody has shown who they are, without sitting down."""

    ref: str
    operator: Operator


@dataclass(frozen=True, slots=True)
class OperatorsRead:
    """Who works here, by name; after a change, too."""

    ref: str
    operators: tuple[Registered, ...]


@dataclass(frozen=True, slots=True)
class OperatorsRefused:
    """The register was not read or not changed; `why` is in the language in use."""

    ref: str
    why: str
