"""The catalogue of offences that the form offers: code, article and names in three languages."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any

from console.language import LANGUAGES, _, language
from console.paths import RESOURCES
from console.problem import Problem

_CATALOGUE = RESOURCES / "offences.toml"


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

    def reference(self) -> str:
        """Law and article, translated: "CAO art. 434"."""
        if self.kind is OffenceKind.CRIMINAL:
            return _("CC art. {article}").format(article=self.article)
        return _("CAO art. {article}").format(article=self.article)


@cache
def load_offences(file: Path = _CATALOGUE) -> tuple[Offence, ...]:
    """All offences, in the catalogue's order.

    Raises:
        Problem: the catalogue cannot be read, or an offence in it is incomplete or double.
    """
    try:
        rows = tomllib.loads(file.read_text(encoding="utf-8"))["offence"]
        offences = tuple(_offence(row) for row in rows)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise _damaged(file, str(error)) from None
    codes = [offence.code for offence in offences]
    double = {code for code in codes if codes.count(code) > 1}
    if double:
        raise _damaged(file, ", ".join(sorted(double)))
    return offences


def known_offences() -> tuple[Offence, ...]:
    """All that have a name here; none while the catalogue is damaged."""
    try:
        return load_offences()
    except Problem:
        return ()


def find_offence(code: str) -> Offence | None:
    """The offence of that code; None where a record names one that has left the catalogue.

    None too while the catalogue is damaged: `load_offences` tells of that, recording goes on without names.
    """
    try:
        return next((offence for offence in load_offences() if offence.code == code), None)
    except Problem:
        return None


def _offence(row: dict[str, Any]) -> Offence:
    names = {code: str(row["name"][code]) for code in LANGUAGES}
    return Offence(
        str(row["code"]), str(row["article"]), OffenceKind(row["kind"]), int(row["priority"]), names
    )


def _damaged(file: Path, why: str) -> Problem:
    return Problem(
        _("the catalogue of offences cannot be read ({why})").format(why=why),
        where=str(file),
        mend=_("Bring the file back from a copy of Munara"),
    )
