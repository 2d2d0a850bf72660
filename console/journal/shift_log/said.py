"""What an entry says, in the language of the log: coded words translated, typed ones to the last letter."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from console.alerts.alert import span_text
from console.alerts.dismiss_reason import dismiss_reason_title
from console.journal.bulletins import topic_title
from console.journal.entry import Kind
from console.journal.look_reason import reason_title
from console.journal.search import FoundEntry
from console.journal.shift_log.log import Moment
from console.journal.telling import muted_title, what_title, why_title
from console.journal.verdict import verdict_title
from console.journal.wording import fault_title, whole_summary
from console.language import N_, _
from console.media.feed_state import failure_title
from console.operators.roles import role_title

_Said = Callable[[Any, FoundEntry], str]


def said(entry: FoundEntry) -> str:
    """All that the entry says beside its camera, its place and who signs it."""
    if entry.erased:
        return _("erased")
    parts = _PARTS.get(str(entry.kind))
    if parts is None:
        return whole_summary(entry.body, entry.kind)
    texts = (say(entry.body[key], entry) for key, say in parts if entry.body.get(key) not in (None, ""))
    return " · ".join(filter(None, texts))


def _what(value: Any, entry: FoundEntry) -> str:
    return what_title(entry.kind, value)


def _why(value: Any, entry: FoundEntry) -> str:
    return why_title(entry.kind, value)


def _typed(value: Any, _entry: FoundEntry) -> str:
    return str(value)


def _in_catalogue(value: Any, _entry: FoundEntry) -> str:
    """Stored in English; it stands in the catalogue where it is offered."""
    return _(str(value))


def _span(value: Any, _entry: FoundEntry) -> str:
    return span_text(value) if isinstance(value, int) else str(value)


def _by(title: Callable[[str], str]) -> _Said:
    return lambda value, _entry: title(str(value))


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
_REASONED = (("seq", _about), ("why", _why))
_RULE = (("rule", _in_catalogue), ("zone", _typed), ("until_utc", _UNTIL), ("why", _why))
_OUTAGE = (("since_utc", _SINCE), ("unrecorded", _named(N_("{value} shorter ones before"))))

# Which keys of a body are told, in their order, and how; a kind that is not here is told by its summary.
_PARTS: Mapping[str, tuple[tuple[str, _Said], ...]] = {
    Kind.SHIFT_OPENED: (
        ("operator", _typed),
        ("role", _by(role_title)),
        ("from", _named(N_("taken over from {value}"))),
    ),
    Kind.SHIFT_CLOSED: (
        ("operator", _typed),
        ("handed_to", _named(N_("handed over to {value}"))),
    ),
    Kind.SIGNED_IN: (("role", _by(role_title)),),
    Kind.SIGNED_OUT: (("role", _by(role_title)), ("why", _why)),
    Kind.OPERATOR_CHANGED: (("what", _what), ("name", _typed), ("role", _by(role_title))),
    Kind.REFUSED: (
        ("what", _what),
        ("why", _why),
        ("name", _typed),
        ("unrecorded", _named(N_("{value} more tries"))),
    ),
    Kind.ALERT_RAISED: (
        ("priority", _named(N_("priority {value}"))),
        ("rule", _in_catalogue),
        ("seconds", _span),
        ("persons", _named(N_("persons: {value}"))),
        ("direction", _in_catalogue),
        ("zone", _typed),
    ),
    Kind.ALERT_LET_GO: (("why", _why),),
    Kind.ALERT_HANDED_OVER: (("to", _named(N_("to {value}"))),),
    Kind.ALERT_DISMISSED: (("reason", _by(dismiss_reason_title)), ("note", _typed)),
    Kind.ALERT_REOPENED: (("seq", _about), ("why", _why)),
    Kind.DISMISSAL_REVIEWED: (("seq", _about), ("verdict", _by(verdict_title)), ("why", _why)),
    Kind.VIOLATION_VOIDED: _REASONED,
    Kind.EVIDENCE_ERASED: (("seq", _about), ("file", _typed), ("why", _why)),
    Kind.HEAD_SIGNED: (("head_hash", _head),),
    Kind.EXPORT_MADE: (("what", _what), ("file", _typed), ("why", _why), ("reason", _by(reason_title))),
    Kind.LOOKED_AT: (("what", _what), ("reason", _by(reason_title)), *_SPAN, ("why", _why)),
    Kind.CAMERA_LOST: (("failure", _by(failure_title)), *_OUTAGE),
    Kind.CAMERA_RESTORED: _OUTAGE,
    Kind.PICTURE_FAULT: (("fault", _by(fault_title)), ("since_utc", _SINCE)),
    Kind.PICTURE_RESTORED: (("fault", _by(fault_title)), ("since_utc", _SINCE)),
    Kind.MUTED: (("minutes", lambda value, _entry: muted_title(value)), ("why", _why)),
    Kind.RULE_SHELVED: _RULE,
    Kind.RULE_RESTORED: (*_RULE, ("count", _named(N_("alerts meanwhile: {value}")))),
    Kind.RULE_FOLDED: (*_RULE, ("count", _named(N_("{value} alerts in a minute")))),
    Kind.RULE_UNFOLDED: (*_RULE, ("count", _named(N_("alerts meanwhile: {value}"))), ("since_utc", _SINCE)),
    Kind.BULLETIN: (("topic", _by(topic_title)), ("text", _typed), ("until_utc", _UNTIL)),
    Kind.BULLETIN_READ: (("seq", _about),),
    Kind.BULLETIN_WITHDRAWN: _REASONED,
    Kind.NOTE: (("text", _typed),),
}
