"""One gettext catalogue for engine and windows: Russian, Kazakh, English, switched without a restart.

The catalogues are read from their .po files when a language is first used, so there is no compiled
file that could be older than its source.
"""

from __future__ import annotations

import gettext as _gettext
import io
import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path

LANGUAGE_NAMES = {"ru": "Русский", "kk": "Қазақша", "en": "English"}  # each as its readers know it
LANGUAGES = tuple(LANGUAGE_NAMES)
LOCALE = Path(__file__).resolve().parent.parent / "resources" / "locale"


class _Choice:
    """The language in use. Thread: written by the GUI or main thread, read by any."""

    language = "ru"


_spoken = ContextVar("spoken", default="")  # by one thread alone, for a while


@cache
def _catalogue(language: str) -> _gettext.NullTranslations:
    path = LOCALE / language / "munara.po"
    if not path.exists():  # English is the language of the source
        return _gettext.NullTranslations()
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    with path.open("rb") as file:
        catalogue = read_po(file, locale=language)
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return _gettext.GNUTranslations(compiled)


def load_catalogues() -> None:
    """Reads every language's, so that later a switch finds them in memory. Thread: any, takes a moment."""
    for code in LANGUAGES:
        _catalogue(code)


def language() -> str:
    return _spoken.get() or _Choice.language


def use_language(code: str) -> None:
    """Chooses the language of every later text. `code` is one of LANGUAGES."""
    if code not in LANGUAGES:
        raise ValueError(code)
    _Choice.language = code


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Texts made in this block, by this thread, are in that language: a paper may speak another one.

    `code` is one of LANGUAGES, or empty: as it is.
    """
    if code not in ("", *LANGUAGES):
        raise ValueError(code)
    before = _spoken.set(code)
    try:
        yield
    finally:
        _spoken.reset(before)


def system_language() -> str:
    """The language that the environment asks for, Russian where it asks for none of ours."""
    for name in ("MUNARA_LANGUAGE", "LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        code = os.environ.get(name, "")[:2]
        if code in LANGUAGES:
            return code
    return "ru"


def _(text: str) -> str:
    """The text in the language in use; nothing for none, for which gettext has the catalogue's own header."""
    return _catalogue(language()).gettext(text) if text else ""


def ngettext(one: str, many: str, count: int) -> str:
    """The plural form that fits `count`, in the language in use."""
    return _catalogue(language()).ngettext(one, many, count)


def pgettext(context: str, text: str) -> str:
    """Like `_`, for a word that means different things in different places."""
    return _catalogue(language()).pgettext(context, text)


def N_(text: str) -> str:  # noqa: N802 - gettext's own name
    """Marks a text for the catalogue without translating it yet."""
    return text
