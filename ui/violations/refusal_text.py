"""How a window says that the engine refused something to whoever sits here."""

from __future__ import annotations

from console.language import _
from console.operators.permissions import Intent


def not_for_role(intent: Intent) -> str:
    return _("Not for your role: {what}.").format(what=intent.title())
