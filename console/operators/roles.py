"""What a person may be at the desk."""

from __future__ import annotations

from enum import Enum

from console.language import N_, _


class Role(Enum):
    """The value is what the journal stores; `title()` is what people read."""

    DISPATCHER = "dispatcher"
    SHIFT_LEAD = "shift lead"
    TRAINER = "trainer"
    ADMINISTRATOR = "administrator"

    def title(self) -> str:
        return _(_TITLES[self])


_TITLES = {
    Role.DISPATCHER: N_("dispatcher"),
    Role.SHIFT_LEAD: N_("shift lead"),
    Role.TRAINER: N_("trainer"),
    Role.ADMINISTRATOR: N_("administrator"),
}


def role_title(stored: object) -> str:
    """A stored role in words; the text itself where this version does not know it."""
    try:
        return Role(stored).title()
    except ValueError:
        return str(stored or "")
