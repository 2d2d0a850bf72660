"""What became of alerts and of the rules that raise them, in words: one line for each kind of entry."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from console.alerts.alert import span_text
from console.language import _


def told_raised(body: Mapping[str, Any]) -> tuple[str, ...]:
    """Which rule spoke, where, and what it measured."""
    seconds, persons, direction = (body.get(key) for key in ("seconds", "persons", "direction"))
    return (
        *_rule(body),
        span_text(seconds) if isinstance(seconds, int) else "",
        _("persons: {value}").format(value=persons) if persons else "",
        _(str(direction)) if direction else "",
    )


def told_escalated(body: Mapping[str, Any]) -> tuple[str, ...]:
    """Time did it, and after how long; a person who did it stands in the entry as its actor."""
    after_s = body.get("after_s")
    if not isinstance(after_s, int):
        return ()
    return (_("nobody took it within {count} min").format(count=after_s // 60),)


def told_expired(body: Mapping[str, Any]) -> tuple[str, ...]:
    priority = body.get("priority")
    return (
        _("priority {value}").format(value=priority) if priority else "",
        _("the queue was full: nobody decided on it"),
    )


def told_taken(body: Mapping[str, Any]) -> tuple[str, ...]:
    desk_of = body.get("desk_of")
    return (
        _("it was escalated") if body.get("escalated") is True else "",
        _("with a password, at the desk of {name}").format(name=desk_of) if desk_of else "",
    )


def told_folded(body: Mapping[str, Any]) -> tuple[str, ...]:
    return (*_rule(body), _("{value} alerts in a minute").format(value=body.get("count", "")))


def told_unfolded(body: Mapping[str, Any]) -> tuple[str, ...]:
    count = body.get("count")
    return (*_rule(body), _("alerts meanwhile: {value}").format(value=count) if count is not None else "")


def told_shelved(body: Mapping[str, Any]) -> tuple[str, ...]:
    ends = "" if body.get("until_utc") else _("until the shift's end")
    return (*_rule(body), ends, str(body.get("why") or ""))


def _rule(body: Mapping[str, Any]) -> tuple[str, ...]:
    """The kind of rule stands in the catalogue where it is offered."""
    return _(str(body.get("rule") or "")) if body.get("rule") else "", str(body.get("zone") or "")
