"""What is said of monitors that go, come back and show each other's layouts."""

from __future__ import annotations

from console.language import _
from ui.actions import BY_ID, ActionId, chord_key


def gone_text(number: int) -> str:
    text = _("Monitor {number} is no longer connected. Its layout is kept: {key} shows it on another.")
    return text.format(number=number, key=BY_ID[ActionId.NEXT_PAGE].label)


def back_text(number: int) -> str:
    """How it is chosen again is said too: while it was away, the desk took the cameras."""
    text = _("Monitor {number} is connected again and shows what it showed. {key} {number} chooses it.")
    return text.format(number=number, key=chord_key(ActionId.CHOOSE_MONITOR))


def page_text(number: int, *, other: int) -> str:
    """`other`: whose layout it shows; itself for its own."""
    if number == other:
        return _("Monitor {number} shows its own layout.").format(number=number)
    text = _("Monitor {number} shows the layout of monitor {other}, which is not connected.")
    return text.format(number=number, other=other)
