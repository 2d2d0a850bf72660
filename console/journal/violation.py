"""A violation as a person recorded it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Violation:
    """The body of a "violation recorded" entry; the still and clip travel beside it as evidence."""

    offence: str  # code in the catalogue, offences.toml
    article: str  # as the catalogue had it then: a record must not change with the law
    place: str
    at_utc: str  # ISO 8601 with Z: when it happened
    camera_id: str = ""  # both empty: no camera saw it
    camera_number: str = ""
    persons: int = 0
    vehicles: int = 0
    action: str = ""  # what was done
    case_numbers: Mapping[str, str] = field(default_factory=dict)  # "kui", "erdr", "erap"
    note: str = ""
    alert_id: str = ""  # empty: no alert led to it
    alert_seq: int | None = None  # the entry in which that alert was raised

    def body(self) -> dict[str, Any]:
        return {**asdict(self), "case_numbers": dict(self.case_numbers)}

    @classmethod
    def from_body(cls, body: Mapping[str, Any]) -> Violation:
        """What an entry's body says, nothing where it was erased; keys of a later version are passed over."""
        said = {name: body[name] for name in cls.__dataclass_fields__ if name in body}
        return cls(**{"offence": "", "article": "", "place": "", "at_utc": "", **said})
