"""How alerts are put into words on the desk."""

from __future__ import annotations

from console.alerts.alert import AlertState
from console.alerts.dismiss_reason import DismissReason
from console.alerts.inbox import OpenAlert
from console.cameras.camera import Camera
from console.language import N_, _

_PRIORITIES = {1: N_("Urgent"), 2: N_("Important"), 3: N_("To know")}
_WRITING = {
    AlertState.CONFIRMED: N_("Recording the violation…"),
    AlertState.DISMISSED: N_("Writing the dismissal…"),
    AlertState.ESCALATED: N_("Escalating…"),
}


def priority_word(priority: int) -> str:
    return _(_PRIORITIES[priority])


def reason_text(reason: DismissReason) -> str:
    """As it stands on a button: with a capital."""
    title = reason.title()
    return title[:1].upper() + title[1:]


def writing_text(deciding: AlertState) -> str:
    """What the journal is writing now."""
    text = _WRITING.get(deciding)
    return _(text) if text else _("Writing…")


def folding_text(held: OpenAlert) -> str:
    """That its rule chatters; "" where it does not."""
    if not held.in_a_minute:
        return ""
    said = "≡ " + _("folds itself: {count} in a minute").format(count=held.in_a_minute)
    return " · ".join((said, _("calls nobody"))) if held.quiet else said


def camera_place(camera: Camera) -> str:
    """ "0402 · School No. 1, hall"."""
    return f"{camera.number} · {camera.title}"
