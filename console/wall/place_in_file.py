"""A table of a JSON file that knows its place in it, so that every fault can be told where it is."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NoReturn

from console.language import _
from console.problem import Problem

_LONGEST = 200  # letters of any text in such a file
_SHOWN = 40


@dataclass(frozen=True, slots=True)
class Table:
    """Thread: any. Every method raises Problem where the file says something else than it may."""

    values: dict[str, Any]
    where: str  # the file
    path: str = ""  # within it: "monitors[2]"

    def fault(self, name: str, what: str, mend: str) -> NoReturn:
        place = ".".join(filter(None, (self.path, name)))
        raise Problem(what, where=f"{self.where}, {place}" if place else self.where, mend=mend)

    def missing(self, name: str) -> bool:
        return self.values.get(name) is None

    def only(self, *known: str) -> None:
        for name in self.values:
            if name not in known:
                mend = _("Take it out; known here are: {names}").format(names=", ".join(known))
                self.fault(name[:_SHOWN], _("nobody knows this word here"), mend)

    def is_text(self, name: str) -> bool:
        return isinstance(self.values.get(name), str)

    def text(self, name: str, usual: str | None = None) -> str:
        if usual is not None and self.missing(name):
            return usual
        return self._as_text(self.values.get(name), name)

    def texts(self, name: str, *, most: int) -> list[str]:
        """Null stands for an empty text."""
        rows = enumerate(self._list(name, most))
        return ["" if each is None else self._as_text(each, f"{name}[{row}]") for row, each in rows]

    def choice(self, name: str, known: Sequence[str]) -> str:
        value = self.values.get(name)
        if value not in known:
            names = ", ".join(f'"{each}"' for each in known)
            self.fault(
                name, _("this is another kind of file"), _("Write one of: {names}").format(names=names)
            )
        return str(value)

    def whole(self, name: str, *, least: int, most: int, usual: int | None = None) -> int:
        if usual is not None and self.missing(name):
            return usual
        value: Any = self.values.get(name)
        if type(value) is not int or not least <= value <= most:
            self._not_between(name, least, most, _("a whole number from {least} to {most} is wanted here"))
        return value

    def number(self, name: str, *, least: float, most: float, usual: float | None = None) -> float:
        if usual is not None and self.missing(name):
            return usual
        value: Any = self.values.get(name)
        if type(value) not in (int, float) or not math.isfinite(value) or not least <= value <= most:
            self._not_between(name, least, most, _("a number from {least} to {most} is wanted here"))
        return float(value)

    def table(self, name: str) -> Table:
        return self._as_table(self.values.get(name), name)

    def tables(self, name: str, *, most: int) -> list[Table]:
        """Empty where there is no such list."""
        return [self._as_table(each, f"{name}[{row}]") for row, each in enumerate(self._list(name, most))]

    def _list(self, name: str, most: int) -> list[Any]:
        value = self.values.get(name, [])
        if not isinstance(value, list) or len(value) > most:
            mend = _("Write at most {count}, in square brackets").format(count=most)
            self.fault(name, _("a list is wanted here"), mend)
        return value

    def _as_text(self, value: Any, place: str) -> str:
        if not isinstance(value, str) or len(value) > _LONGEST or not value.isprintable():
            mend = _("Write at most {count} letters in quotation marks").format(count=_LONGEST)
            self.fault(place, _("a text of one line is wanted here"), mend)
        return value

    def _as_table(self, value: Any, place: str) -> Table:
        if not isinstance(value, dict):
            self.fault(place, _("a table is wanted here"), _("Write it in curly brackets"))
        path = ".".join(filter(None, (self.path, place)))
        return Table(value, self.where, path)

    def _not_between(self, name: str, least: float, most: float, what: str) -> NoReturn:
        self.fault(name, what.format(least=f"{least:g}", most=f"{most:g}"), _("Write such a number"))


def table_of(content: bytes, *, where: str) -> Table:
    """
    Raises:
        Problem: it is empty, cut off, no UTF-8 or no JSON, or says something twice.
    """
    whole = Table({}, where)
    again = _("Save it anew, or put an older version in its place")
    if not content.strip(b" \r\n\t\0"):
        whole.fault("", _("the file is empty"), again)
    if b"\0" in content:
        whole.fault("", _("zero bytes stand in the file: the disk lost a part of it"), again)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        what = _("line {line} is not UTF-8").format(line=line)
        whole.fault("", what, _("Save the file as UTF-8"))
    try:
        values = json.loads(text, object_pairs_hook=_once, parse_constant=_no_number)
    except json.JSONDecodeError as error:
        what = _("it is no JSON from line {line}, letter {column} on, or cut off there")
        whole.fault("", what.format(line=error.lineno, column=error.colno), again)
    except (ValueError, RecursionError) as error:  # a number of a thousand digits, brackets without end
        text = str(error) if isinstance(error, _TwiceError) else _("it cannot be read as JSON")
        whole.fault("", text, again)
    if not isinstance(values, dict):
        whole.fault("", _("a table is wanted here"), _("Write it in curly brackets"))
    return Table(values, where)


class _TwiceError(ValueError):
    """Said in words that are translated already."""


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    table = dict(pairs)
    if len(table) < len(pairs):
        names = [name for name, _value in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise _TwiceError(_("“{name}” is said twice").format(name=twice[:_SHOWN]))
    return table


def _no_number(name: str) -> NoReturn:
    raise _TwiceError(_("{name} is no number").format(name=name))
