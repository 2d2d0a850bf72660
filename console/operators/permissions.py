"""Who may do what: each intent and the roles that have it; one table for windows, command line and Python."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from console.language import N_, _
from console.operators.roles import Role


class Intent(Enum):
    """Something that only some may do; the value says it in words, `key` is what the journal stores."""

    # alerts and records
    TAKE = N_("take an alert")
    HAND_OVER_ALERT = N_("hand an alert over")
    CONFIRM = N_("confirm an alert")
    DISMISS = N_("dismiss an alert")
    ESCALATE = N_("escalate an alert")
    ANSWER = N_("take an escalated alert as shift lead")
    SHELVE = N_("shelve a rule")
    MUTE = N_("mute the sound")
    RECORD = N_("record a violation")
    AMEND = N_("amend a violation")
    VOID = N_("void a violation")
    # evidence
    HOLD = N_("hold evidence")
    RELEASE = N_("release evidence")
    ERASE = N_("erase evidence")
    PACKAGE = N_("make an evidence package")
    PACKAGE_AS_RECORDED = N_("give out pictures of children as recorded")
    REDACT = N_("make redacted copies")
    APPROVE_COPIES = N_("let redacted copies go")
    # the journal
    SEARCH = N_("read the journal")
    EXPORT = N_("export the journal")
    SIGN_HEAD = N_("sign the journal")
    REBUILD = N_("rebuild the journal's search")
    # shifts
    OPEN_SHIFT = N_("open a shift")
    CLOSE_SHIFT = N_("close a shift")
    SHIFT_LOG = N_("export a shift log")
    NOTE = N_("note something for the next shift")
    PUBLISH_BULLETIN = N_("publish a bulletin")
    REVIEW_DISMISSALS = N_("review dismissals")
    REOPEN = N_("reopen an alert")
    BRING_BACK = N_("bring back one's own last dismissal")
    # privacy
    LOOK_BACK = N_("look back at a camera")
    LISTEN = N_("listen to a camera")
    SNAPSHOT = N_("save a picture")
    LIFT_MASK = N_("lift a privacy mask")
    # the walls
    KEEP_LAYOUTS = N_("change the layouts")
    # administration
    KEEP_CAMERAS = N_("change the cameras")
    EXPORT_CAMERAS = N_("export the cameras")
    KEEP_OPERATORS = N_("change who works here")
    KEEP_OFFENCES = N_("change the catalogue of offences")
    KEEP_MODELS = N_("add a detector")
    KEEP_KEYS = N_("change the desk's keys")

    @property
    def key(self) -> str:
        return self.name.lower()

    def title(self) -> str:
        return _(self.value)


_NOT_FOR = "role "  # the role's stored text follows
_DISPATCHER, _LEAD, _TRAINER, _ADMIN = Role.DISPATCHER, Role.SHIFT_LEAD, Role.TRAINER, Role.ADMINISTRATOR
_DECIDERS = frozenset({_DISPATCHER, _LEAD})
_KEEPERS = frozenset({_LEAD, _ADMIN})
_ONLY_LEAD = frozenset({_LEAD})
_ONLY_ADMIN = frozenset({_ADMIN})

MAY: Mapping[Intent, frozenset[Role]] = {
    **dict.fromkeys(Intent, _DECIDERS),
    **dict.fromkeys([Intent.HOLD, Intent.RELEASE, Intent.ERASE, Intent.SIGN_HEAD], _KEEPERS),
    **dict.fromkeys([Intent.PACKAGE_AS_RECORDED, Intent.APPROVE_COPIES, Intent.SHIFT_LOG], _ONLY_LEAD),
    **dict.fromkeys([Intent.REVIEW_DISMISSALS, Intent.REOPEN, Intent.LIFT_MASK, Intent.ANSWER], _ONLY_LEAD),
    **dict.fromkeys([Intent.SEARCH, Intent.KEEP_LAYOUTS], frozenset({_DISPATCHER, _LEAD, _ADMIN})),
    Intent.NOTE: frozenset(Role),
    Intent.PUBLISH_BULLETIN: _KEEPERS,
    Intent.EXPORT_CAMERAS: _KEEPERS,
    Intent.KEEP_KEYS: _KEEPERS,  # all who sit at the desk press the same keys
    **dict.fromkeys([Intent.KEEP_CAMERAS, Intent.KEEP_OPERATORS, Intent.KEEP_OFFENCES], _ONLY_ADMIN),
    **dict.fromkeys([Intent.KEEP_MODELS, Intent.REBUILD], _ONLY_ADMIN),
}


def may(role: Role, intent: Intent) -> bool:
    return role in MAY[intent]


def refused_body(intent: Intent, why: str) -> dict[str, object]:
    """What the entry of a refusal says."""
    return {"what": intent.key, "why": why}


def not_for(role: Role) -> str:
    """Why somebody of that role was refused, as the journal stores it."""
    return _NOT_FOR + role.value


def refused_role(why: str) -> Role | None:
    """The role that was refused; None where it was for another reason, or a role of a later version."""
    stored = why.removeprefix(_NOT_FOR)
    known = {role.value: role for role in Role}
    return known.get(stored) if stored != why else None
