"""Who may do what, said once more by hand: the desk's own table is held against this one at every door."""

from __future__ import annotations

from console.operators.operator import Operator
from console.operators.permissions import Intent
from console.operators.roles import Role

_D, _L, _T, _A = Role.DISPATCHER, Role.SHIFT_LEAD, Role.TRAINER, Role.ADMINISTRATOR

WHO_MAY: dict[Intent, set[Role]] = {
    Intent.TAKE: {_D, _L},
    Intent.HAND_OVER_ALERT: {_D, _L},
    Intent.CONFIRM: {_D, _L},
    Intent.DISMISS: {_D, _L},
    Intent.ESCALATE: {_D, _L},
    Intent.ANSWER: {_L},
    Intent.SHELVE: {_D, _L},
    Intent.MUTE: {_D, _L},
    Intent.RECORD: {_D, _L},
    Intent.AMEND: {_D, _L},
    Intent.VOID: {_D, _L},
    Intent.HOLD: {_L, _A},
    Intent.RELEASE: {_L, _A},
    Intent.ERASE: {_L, _A},
    Intent.PACKAGE: {_D, _L},
    Intent.PACKAGE_AS_RECORDED: {_L},
    Intent.REDACT: {_D, _L},
    Intent.APPROVE_COPIES: {_L},
    Intent.SEARCH: {_D, _L, _A},
    Intent.EXPORT: {_D, _L},
    Intent.SIGN_HEAD: {_L, _A},
    Intent.REBUILD: {_A},
    Intent.OPEN_SHIFT: {_D, _L},
    Intent.CLOSE_SHIFT: {_D, _L},
    Intent.SHIFT_LOG: {_L},
    Intent.NOTE: {_D, _L, _T, _A},
    Intent.PUBLISH_BULLETIN: {_L, _A},
    Intent.REVIEW_DISMISSALS: {_L},
    Intent.REOPEN: {_L},
    Intent.BRING_BACK: {_D, _L},
    Intent.LOOK_BACK: {_D, _L},
    Intent.LISTEN: {_D, _L},
    Intent.SNAPSHOT: {_D, _L},
    Intent.LIFT_MASK: {_L},
    Intent.KEEP_LAYOUTS: {_D, _L, _A},
    Intent.KEEP_CAMERAS: {_A},
    Intent.EXPORT_CAMERAS: {_L, _A},
    Intent.KEEP_OPERATORS: {_A},
    Intent.KEEP_OFFENCES: {_A},
    Intent.KEEP_MODELS: {_A},
    Intent.KEEP_KEYS: {_L, _A},
}

NAMES = {_D: "Берик", _L: "Сауле", _T: "Ержан", _A: "Айгуль"}
NOBODY, LOCKED = "nobody", "locked"  # the desk without anybody; with a shift lead away from it
EVERYBODY: tuple[Role | str, ...] = (*Role, NOBODY, LOCKED)


def operator_of(who: Role | str) -> Operator | None:
    role = Role.SHIFT_LEAD if who == LOCKED else who
    return Operator(NAMES[role], role) if isinstance(role, Role) else None


def actor_of(who: Role | str) -> str:
    """Who stands in the entry of a refusal."""
    operator = operator_of(who)
    return operator.name if operator else "munara"


def why_not(who: Role | str, intent: Intent) -> str:
    """What such an entry says; "" where it may be done."""
    if not isinstance(who, Role):
        return "nobody is signed in" if who == NOBODY else "the desk is locked"
    return "" if who in WHO_MAY[intent] else f"role {who.value}"
