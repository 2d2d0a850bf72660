"""Names of operators: how one is written, and when two are the same."""

from __future__ import annotations

import unicodedata

from console.language import _
from console.problem import Problem

_MOST_LETTERS = 80
# Control and direction marks, surrogates, private use, nothing at all, and what breaks a line.
_UNSEEN = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")


def checked_name(text: str) -> str:
    """The name as it is kept.

    Raises:
        Problem: it is empty, too long, or holds what cannot be seen.
    """
    name = " ".join(unicodedata.normalize("NFC", text).split(" ")).strip()
    if any(unicodedata.category(letter) in _UNSEEN for letter in name):
        raise _problem(_("the name holds a mark that cannot be seen"), _("Type it again by hand"))
    if not 1 <= len(name) <= _MOST_LETTERS:
        mend = _("Use 1 to {most} letters").format(most=_MOST_LETTERS)
        raise _problem(_("the name is empty or too long"), mend)
    return name


def folded(name: str) -> str:
    """Two names are one where this is equal: „Ахметов“ and „АХМЕТОВ“ are nobody's twins."""
    return unicodedata.normalize("NFC", _valid(name).strip().casefold())


def _valid(name: str) -> str:
    """No database stores half a letter, which a command line may hold."""
    return unicodedata.normalize("NFC", name.encode("utf-8", "replace").decode())


def _problem(what: str, mend: str) -> Problem:
    return Problem(what, where=_("name"), mend=mend)
