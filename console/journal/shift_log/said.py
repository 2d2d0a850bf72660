"""What an entry says, in the language of the log: coded words translated, typed ones to the last letter."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from console.alerts.dismiss_reason import DismissReason
from console.journal.entry import Kind
from console.journal.search import FoundEntry
from console.journal.shift_log.log import Moment
from console.journal.telling import staff_title
from console.journal.wording import fault_title, whole_summary
from console.language import N_, _
from console.media.feed_state import Failure, failure_text
from console.operators.permissions import Intent
from console.operators.roles import Role

_Said = Callable[[Any, FoundEntry], str]
_ROLE = "role "  # begins why somebody was refused
# Words that entries hold as codes; here so that they stand in the catalogue.
_CODED: Mapping[str, str] = {
    "by hand": N_("by hand"),
    "desk closed": N_("the desk was closed"),
    "another signed in": N_("another signed in"),
    "signed out": N_("signed out"),
    "locked": N_("the desk was locked"),
    "handed over": N_("handed over"),
    "sign_in": N_("sign in"),
    "wrong password": N_("wrong password"),
    "waits": N_("has to wait after wrong passwords"),
    "unknown name": N_("unknown name"),
    "nobody is signed in": N_("nobody is signed in"),
    "the desk is locked": N_("the desk is locked"),
    "right": N_("found right"),
    "wrong": N_("found wrong"),
    "notice": N_("notice"),
    "missing child": N_("missing child"),
    "fraud wave": N_("fraud wave"),
    "wanted vehicle": N_("wanted vehicle"),
    "read-out": N_("read-out"),
    "replay": N_("replay"),
    "snapshot": N_("saved picture"),
    "export": N_("export"),
    "mask": N_("behind a privacy mask"),
    "journal": N_("the journal"),
    "evidence": N_("evidence"),
    "added": N_("added"),
    "lost": N_("lost"),
    "stale": N_("picture stands still"),
    "frozen": N_("picture not changing"),
}


def said(entry: FoundEntry) -> str:
    """All that the entry says beside its camera, its place and who signs it."""
    if entry.erased:
        return _("erased")
    parts = _PARTS.get(str(entry.kind))
    if parts is None:
        return whole_summary(entry.body, entry.kind)
    texts = (say(entry.body[key], entry) for key, say in parts if entry.body.get(key) not in (None, ""))
    return " · ".join(filter(None, texts))


def coded(text: object) -> str:
    """A code in words; a text that no version of ours wrote, as it is."""
    text = str(text)
    if text in _CODED:
        return _(_CODED[text])
    for intent in Intent:
        if text == intent.key:
            return intent.title()
    if text.startswith(_ROLE):
        return _("not allowed to a {role}").format(role=role_title(text.removeprefix(_ROLE)))
    return _(text) if text else ""


def role_title(role: object) -> str:
    try:
        return Role(role).title()
    except ValueError:
        return str(role)


def dismiss_reason(reason: object) -> str:
    try:
        return DismissReason(reason).title()
    except ValueError:
        return str(reason)


def _coded(value: Any, _entry: FoundEntry) -> str:
    return coded(value)


def _staff(value: Any, _entry: FoundEntry) -> str:
    return staff_title(value)


def _typed(value: Any, _entry: FoundEntry) -> str:
    return str(value)


def _role(value: Any, _entry: FoundEntry) -> str:
    return role_title(value)


def _reason(value: Any, _entry: FoundEntry) -> str:
    return dismiss_reason(value)


def _fault(value: Any, _entry: FoundEntry) -> str:
    return fault_title(value)


def _failure(value: Any, _entry: FoundEntry) -> str:
    try:
        return failure_text(Failure(value))
    except ValueError:
        return str(value)


def _about(value: Any, _entry: FoundEntry) -> str:
    return _("entry {seq}").format(seq=value)


def _head(value: Any, entry: FoundEntry) -> str:
    """The head as `verify --head` takes it."""
    return _("signs {head}").format(head=f"{entry.body.get('head_seq')}:{value}")


def _named(text: str) -> _Said:
    return lambda value, _entry: _(text).format(value=value)


def _at(text: str) -> _Said:
    return lambda value, entry: _(text).format(value=Moment(str(value), entry.utc_offset_min).text())


_SINCE, _UNTIL = _at(N_("since {value}")), _at(N_("until {value}"))
_SPAN = (("since_utc", _SINCE), ("until_utc", _UNTIL))
_REASONED = (("seq", _about), ("why", _typed))
_RULE = (("rule", _coded), ("zone", _typed), ("until_utc", _UNTIL), ("why", _typed))
_OUTAGE = (("since_utc", _SINCE), ("unrecorded", _named(N_("{value} shorter ones before"))))

# Which keys of a body are told, in their order, and how; a kind that is not here is told by its summary.
_PARTS: Mapping[str, tuple[tuple[str, _Said], ...]] = {
    Kind.SHIFT_OPENED: (
        ("operator", _typed),
        ("role", _role),
        ("from", _named(N_("taken over from {value}"))),
    ),
    Kind.SHIFT_CLOSED: (
        ("operator", _typed),
        ("handed_to", _named(N_("handed over to {value}"))),
    ),
    Kind.SIGNED_IN: (("role", _role),),
    Kind.SIGNED_OUT: (("role", _role), ("why", _coded)),
    Kind.OPERATOR_CHANGED: (
        ("what", lambda value, _entry: staff_title(value)),
        ("name", _typed),
        ("role", _role),
    ),
    Kind.REFUSED: (
        ("what", _coded),
        ("why", _coded),
        ("name", _typed),
        ("unrecorded", _named(N_("{value} more tries"))),
    ),
    Kind.ALERT_RAISED: (
        ("priority", _named(N_("priority {value}"))),
        ("rule", _coded),
        ("zone", _typed),
    ),
    Kind.ALERT_TAKEN: (),
    Kind.ALERT_LET_GO: (("why", _coded),),
    Kind.ALERT_HANDED_OVER: (("to", _named(N_("to {value}"))),),
    Kind.ALERT_DISMISSED: (("reason", _reason), ("note", _typed)),
    Kind.ALERT_REOPENED: (("seq", _about), ("why", _typed)),
    Kind.DISMISSAL_REVIEWED: (("seq", _about), ("verdict", _coded), ("why", _typed)),
    Kind.VIOLATION_VOIDED: _REASONED,
    Kind.EVIDENCE_ERASED: (("seq", _about), ("file", _typed), ("why", _typed)),
    Kind.HEAD_SIGNED: (("head_hash", _head),),
    Kind.EXPORT_MADE: (("what", _coded), ("file", _typed), ("why", _typed), ("reason", _coded)),
    Kind.LOOKED_AT: (("what", _coded), ("reason", _coded), *_SPAN, ("why", _typed)),
    Kind.MASK_LIFTED: (("why", _typed), ("reason", _coded)),
    Kind.CAMERA_LOST: (("failure", _failure), *_OUTAGE),
    Kind.CAMERA_RESTORED: _OUTAGE,
    Kind.PICTURE_FAULT: (("fault", _fault), ("since_utc", _SINCE)),
    Kind.PICTURE_RESTORED: (("fault", _fault), ("since_utc", _SINCE)),
    Kind.MUTED: (("minutes", _named(N_("for {value} min"))),),
    Kind.RULE_SHELVED: _RULE,
    Kind.RULE_RESTORED: _RULE,
    Kind.BULLETIN: (("topic", _coded), ("text", _typed), ("until_utc", _UNTIL)),
    Kind.BULLETIN_READ: (("seq", _about),),
    Kind.BULLETIN_WITHDRAWN: _REASONED,
    Kind.NOTE: (("text", _typed),),
}
