"""Shifts, alerts that were handed over and bulletins, in words: one line for each kind of entry."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from console.journal.bulletins import topic_title
from console.language import _
from console.operators.roles import role_title


def told_opened(body: Mapping[str, Any]) -> tuple[str, ...]:
    came_from = body.get("from")
    return (
        role_title(body.get("role")),
        _("taken over from {name}").format(name=came_from) if came_from else "",
        _("after the desk broke off in the hand-over") if body.get("mended") is True else "",
    )


def told_closed(body: Mapping[str, Any]) -> tuple[str, ...]:
    operator, handed_to = body.get("operator"), body.get("handed_to")
    document = body.get("document")
    return (
        _("shift of {name}").format(name=operator) if operator else "",
        _("it had been left open") if body.get("left_open") is True else "",
        _("handed over to {name}").format(name=handed_to) if handed_to else _("nobody took over"),
        str(document.get("note") or "") if isinstance(document, Mapping) else "",
    )


def told_handed_over(body: Mapping[str, Any]) -> tuple[str, ...]:
    return (_("handed over to {name}").format(name=body.get("to", "")),)


def told_bulletin(body: Mapping[str, Any]) -> tuple[str, ...]:
    return topic_title(str(body.get("topic") or "")), str(body.get("text") or "")
