"""What entries hold as codes, in words: what was refused, looked at or changed, why somebody left."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from console.journal.alert_telling import (
    told_escalated,
    told_expired,
    told_folded,
    told_raised,
    told_shelved,
    told_taken,
    told_unfolded,
)
from console.journal.entry import Kind
from console.journal.look_reason import LookReason, reason_title
from console.journal.looked_at import look_title
from console.journal.shift_telling import told_bulletin, told_closed, told_handed_over, told_opened
from console.journal.verdict import verdict_title
from console.language import N_, _
from console.operators.permissions import Intent, refused_role
from console.operators.roles import role_title

_MOST_NAMED = 4  # cameras in a line; the entry itself names all
_REFUSED: Mapping[str, str] = {
    "nobody is signed in": N_("nobody is signed in"),
    "the desk is locked": N_("the desk is locked"),
    "no reason given": N_("no reason given"),
    "own dismissal": N_("own dismissal"),
    "wrong password": N_("wrong password"),
    "unknown name": N_("unknown name"),
    "not signed": N_("not signed with a password"),
    "the shift of another": N_("the shift of another"),
    "priority 1 where children are": N_("the rule guards children: only a shift lead shelves it"),
    "waits": N_("has to wait after wrong tries"),
}
_LISTENED: Mapping[str, str] = {"started anew": N_("Munara was started anew")}
_LEFT: Mapping[str, str] = {
    "by hand": N_("by hand"),
    "another signed in": N_("another signed in"),
    "retired": N_("works here no more"),
    "desk closed": N_("the desk was closed"),
}
_LET_GO: Mapping[str, str] = {
    "signed out": N_("signed out"),
    "locked": N_("the desk was locked"),
    "handed over": N_("handed over"),
}
_RESTORED: Mapping[str, str] = {"shift closed": N_("the shift was closed")}
_HEARD: Mapping[str, str] = {
    "by hand": N_("by hand"),
    "time is up": N_("the time was up"),
    "signed out": N_("signed out"),
}
_LIFTED = {reason.value: reason.value for reason in LookReason}  # in the catalogue where they are offered
_FILLED: Mapping[str, str] = {
    **_HEARD,
    "locked": N_("the desk was locked"),
    "shift changed": N_("the shift changed"),
    "desk closed": N_("the desk was closed"),
    "desk restarted": N_("the desk was started anew, without an orderly end"),
}
_WHY = {  # the program's words
    Kind.REFUSED: _REFUSED,
    Kind.LOOKED_AT: _LISTENED,
    Kind.SIGNED_OUT: _LEFT,
    Kind.ALERT_LET_GO: _LET_GO,
    Kind.RULE_RESTORED: _RESTORED,
    Kind.MUTED: _HEARD,
    Kind.MASK_LIFTED: _LIFTED,
    Kind.MASK_FILLED: _FILLED,
}
_STAFF: Mapping[str, str] = {
    "added": N_("new operator"),
    "role": N_("another role"),
    "password": N_("another password"),
    "retired": N_("works here no more"),
    "returned": N_("works here again"),
}
_EXPORTED: Mapping[str, str] = {"csv": N_("CSV, a table"), "cameras": N_("Cameras")}
_SIGN_IN = ("sign_in", N_("sign in"))


def what_title(kind: Kind | str, stored: object) -> str:
    """What stands under "what" of an entry of that kind."""
    if kind is Kind.LOOKED_AT:
        return look_title(stored)
    if kind is Kind.REFUSED:
        return _refused_title(str(stored))
    if kind is Kind.OPERATOR_CHANGED:
        return _(_STAFF[str(stored)]) if stored in _STAFF else str(stored)
    if kind is Kind.EXPORT_MADE:
        return _(_EXPORTED.get(str(stored), str(stored)))
    return _(str(stored))


def why_title(kind: Kind | str, stored: object) -> str:
    """What stands under "why": a person's own words, but for what the program does by itself."""
    text = str(stored)
    if kind is Kind.REFUSED and (role := refused_role(text)):
        return _("role: {role}").format(role=role.title())
    words = _WHY.get(kind, {}) if isinstance(kind, Kind) else {}
    return _(words[text]) if text in words else text


def muted_title(minutes: object) -> str:
    """What an entry of muting says; no minutes: it is over."""
    return _("for {value} min").format(value=minutes) if minutes else _("the sound is on again")


def told(kind: Kind | str, body: Mapping[str, Any]) -> str | None:
    """The line of such an entry; None for any other kind."""
    tell = _TELLERS.get(str(kind))
    if tell is None or not body:
        return None
    about = _("entry {seq}").format(seq=body["seq"]) if isinstance(body.get("seq"), int) else ""
    return " · ".join(filter(None, (about, *tell(body))))


def _refused_title(stored: str) -> str:
    if stored == _SIGN_IN[0]:
        return _(_SIGN_IN[1])
    names = {intent.key: intent for intent in Intent}
    return names[stored].title() if stored in names else _(stored)


def _refused(body: Mapping[str, Any]) -> tuple[str, ...]:
    what = what_title(Kind.REFUSED, body.get("what", ""))
    return what, str(body.get("name") or ""), why_title(Kind.REFUSED, body.get("why", ""))


def _looked(body: Mapping[str, Any]) -> tuple[str, ...]:
    reason = reason_title(str(body.get("reason") or ""))
    asked = str(body.get("file") or body.get("query") or "")
    return look_title(body.get("what", "")), reason, _cameras(body), asked


def _cameras(body: Mapping[str, Any]) -> str:
    """Several, in a list: one stands in the columns of its own."""
    named = body.get("camera_numbers") or body.get("places")
    if not isinstance(named, list):
        return ""
    first = ", ".join(str(each) for each in named[:_MOST_NAMED])
    more = len(named) - _MOST_NAMED
    return _("{cameras} and {count} more").format(cameras=first, count=more) if more > 0 else first


def _reviewed(body: Mapping[str, Any]) -> tuple[str, ...]:
    return verdict_title(str(body.get("verdict") or "")), str(body.get("why") or "")


def _restored(body: Mapping[str, Any]) -> tuple[str, ...]:
    return (*told_unfolded(body), why_title(Kind.RULE_RESTORED, body.get("why") or ""))


def _muted(body: Mapping[str, Any]) -> tuple[str, ...]:
    return muted_title(body.get("minutes")), why_title(Kind.MUTED, body.get("why") or "")


def _lifted(body: Mapping[str, Any]) -> tuple[str, ...]:
    desk_of = body.get("desk_of")
    return (
        _("for {value} min").format(value=body["minutes"]) if body.get("minutes") else "",
        why_title(Kind.MASK_LIFTED, body.get("why") or ""),
        _("with a password, at the desk of {name}").format(name=desk_of) if desk_of else "",
    )


def _filled(body: Mapping[str, Any]) -> tuple[str, ...]:
    most_min = body.get("most_min")
    return (
        why_title(Kind.MASK_FILLED, body.get("why") or ""),
        _("lifted for {value} min at the most").format(value=most_min) if most_min else "",
    )


def _operator_changed(body: Mapping[str, Any]) -> tuple[str, ...]:
    what = what_title(Kind.OPERATOR_CHANGED, body.get("what", ""))
    return what, str(body.get("name") or ""), role_title(body.get("role"))


_TELLERS = {
    Kind.OPERATOR_CHANGED.value: _operator_changed,
    Kind.REFUSED.value: _refused,
    Kind.LOOKED_AT.value: _looked,
    Kind.DISMISSAL_REVIEWED.value: _reviewed,
    Kind.SHIFT_OPENED.value: told_opened,
    Kind.SHIFT_CLOSED.value: told_closed,
    Kind.ALERT_RAISED.value: told_raised,
    Kind.ALERT_ESCALATED.value: told_escalated,
    Kind.ALERT_EXPIRED.value: told_expired,
    Kind.RULE_FOLDED.value: told_folded,
    Kind.RULE_SHELVED.value: told_shelved,
    Kind.RULE_RESTORED.value: _restored,
    Kind.RULE_UNFOLDED.value: told_unfolded,
    Kind.ALERT_TAKEN.value: told_taken,
    Kind.ALERT_HANDED_OVER.value: told_handed_over,
    Kind.BULLETIN.value: told_bulletin,
    Kind.MUTED.value: _muted,
    Kind.MASK_LIFTED.value: _lifted,
    Kind.MASK_FILLED.value: _filled,
}
