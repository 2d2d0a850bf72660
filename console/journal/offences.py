"""The catalogue of offences that the form offers: code, article and names in three languages."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from console.language import LANGUAGES, _, language
from console.paths import RESOURCES
from console.problem import Problem

BUILT_IN = RESOURCES / "offences.toml"
_CODE = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")


class OffenceKind(Enum):
    ADMINISTRATIVE = "administrative"
    CRIMINAL = "criminal"


@dataclass(frozen=True, slots=True)
class Offence:
    """An article that a city desk uses. The catalogue is to be checked against the law in force."""

    code: str  # never changes: records name it
    article: str  # "434-2"
    kind: OffenceKind
    priority: int  # 1 is worst
    names: dict[str, str] = field(hash=False)  # by language

    def name(self, code: str | None = None) -> str:
        """Its name in the language given, or in the one in use."""
        return self.names[code or language()]

    def reference(self, article: str = "") -> str:
        """Law and article, translated: "CAO art. 434"; `article` is a record's own, which stays as it was."""
        return _reference(self.kind, article or self.article, language())


@lru_cache(512)  # an export asks for the same few 100,000 times
def _reference(kind: OffenceKind, article: str, _language: str) -> str:
    if kind is OffenceKind.CRIMINAL:
        return _("CC art. {article}").format(article=article)
    return _("CAO art. {article}").format(article=article)


@cache
def load_offences(file: Path = BUILT_IN) -> tuple[Offence, ...]:
    """All offences, in the catalogue's order.

    Raises:
        Problem: the catalogue cannot be read, or an offence in it is incomplete or double.
    """
    try:
        rows = tomllib.loads(file.read_text(encoding="utf-8"))["offence"]
        offences = tuple(an_offence(row) for row in rows)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise _damaged(file, str(error)) from None
    codes = [offence.code for offence in offences]
    double = {code for code in codes if codes.count(code) > 1}
    if double:
        raise _damaged(file, ", ".join(sorted(double)))
    return offences


class _Known:
    """The catalogue of this program. Thread: set by whoever starts it, read by any."""

    offered: tuple[Offence, ...] | None = None  # None: the built-in one
    by_code: Mapping[str, Offence] | None = None


def know_offences(offered: tuple[Offence, ...], *, hidden: Iterable[Offence] = ()) -> None:
    """Has this program offer these from now on, and know the names of the hidden ones too."""
    _Known.offered = offered
    _Known.by_code = {offence.code: offence for offence in (*hidden, *offered)}


def offered_offences() -> tuple[Offence, ...]:
    """Those that a form offers, in the catalogue's order.

    Raises:
        Problem: as `load_offences`.
    """
    return load_offences() if _Known.offered is None else _Known.offered


def known_offences() -> Mapping[str, Offence]:
    """By code, those too that are offered no more; none while the catalogue is damaged."""
    if _Known.by_code is not None:
        return _Known.by_code
    try:
        return {offence.code: offence for offence in load_offences()}
    except Problem:
        return {}


def find_offence(code: str) -> Offence | None:
    """The offence of that code; None where a record names one that no catalogue here has.

    None too while the catalogue is damaged: `load_offences` tells of that, recording goes on without names.
    """
    return known_offences().get(code)


def an_offence(row: Mapping[str, Any], base: Offence | None = None) -> Offence:
    """A catalogue's table as an offence; what it leaves out is as in `base`.

    Raises:
        KeyError, TypeError, ValueError: a part is missing or cannot be.
    """
    names, given = dict(base.names) if base else {}, dict(row)
    for language_code, name in given.pop("name", {}).items():
        if language_code not in LANGUAGES or not isinstance(name, str) or not name.strip():
            raise ValueError(f"name.{language_code}")
        names[language_code] = name
    fields = {"article": base.article, "kind": base.kind.value, "priority": base.priority} if base else {}
    fields |= given
    if unknown := set(fields) - {"code", "article", "kind", "priority"}:
        raise ValueError(", ".join(sorted(unknown)))
    if not _CODE.fullmatch(fields["code"]):
        raise ValueError(f"code = {fields['code']!r}")
    if not isinstance(fields["article"], str) or not fields["article"].strip():
        raise ValueError(f"article = {fields['article']!r}")
    if fields["priority"] not in (1, 2, 3):
        raise ValueError(f"priority = {fields['priority']!r}")
    whole = {language_code: names[language_code] for language_code in LANGUAGES}
    return Offence(fields["code"], fields["article"], OffenceKind(fields["kind"]), fields["priority"], whole)


def _damaged(file: Path, why: str) -> Problem:
    return Problem(
        _("the catalogue of offences cannot be read ({why})").format(why=why),
        where=str(file),
        mend=_("Bring the file back from a copy of Munara"),
    )
