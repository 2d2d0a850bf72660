"""The demo day as resources/demo/day.toml tells it: who works, and what is done when."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import Any

from console.language import language
from console.operators.operator import Operator
from console.operators.roles import Role
from console.paths import RESOURCES

_FILE = RESOURCES / "demo" / "day.toml"


@dataclass(frozen=True, slots=True)
class Act:
    """One thing that somebody does."""

    local: datetime  # by the desk's wall clock, naive
    who: str  # a key of the people
    does: str
    said: Mapping[str, Any] = field(default_factory=dict)  # texts in the language in use

    def text(self, key: str) -> str:
        """What the script says there; "" where it says nothing."""
        return str(self.said.get(key, ""))


@dataclass(frozen=True, slots=True)
class DayScript:
    people: Mapping[str, Operator]
    acts: tuple[Act, ...]

    @classmethod
    def load(cls, begins: datetime) -> DayScript:
        """`begins`: the day of the first act; a time earlier than the one before is the next day's."""
        with _FILE.open("rb") as file:
            stored = tomllib.load(file)
        people = {
            key: Operator(person["name"][language()], Role(person["role"]))
            for key, person in stored["people"].items()
        }
        acts, day, before = list[Act](), begins.date(), time.min
        for row in stored["act"]:
            at = time.fromisoformat(row["at"])
            day += timedelta(days=at < before)
            before = at
            acts.append(_act(row, datetime.combine(day, at)))
        return cls(people, tuple(acts))


def _act(row: Mapping[str, Any], local: datetime) -> Act:
    inuse = language()
    said = {key: value[inuse] if isinstance(value, dict) else value for key, value in row.items()}
    return Act(local, row["who"], row["does"], said)
