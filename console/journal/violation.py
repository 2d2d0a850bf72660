"""A violation as a person recorded it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from console.journal.entry import utc_text
from console.journal.offences import find_offence


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


@dataclass(frozen=True, slots=True)
class ViolationForm:
    """What a person filled in."""

    offence: str  # code in the catalogue
    persons: int = 0
    vehicles: int = 0
    action: str = ""
    case_number: str = ""  # of the desk's incident book (КУИ)
    erdr_number: str = ""  # of the register of pre-trial investigations (ЕРДР)
    erap_number: str = ""  # of the register of administrative offences (ЕРАП)
    note: str = ""
    place: str = ""  # "": that of the camera, or the one that is recorded already
    at_utc: datetime | None = None  # when it happened; None: now, or when it is recorded to have happened

    def body(self) -> dict[str, object]:
        """The part of a violation's body that a person fills in; the article as the catalogue has it now."""
        offence = find_offence(self.offence)
        numbers = {"kui": self.case_number, "erdr": self.erdr_number, "erap": self.erap_number}
        where_and_when = {
            "place": self.place,
            "at_utc": utc_text(self.at_utc) if self.at_utc else "",
        }
        return {
            **{key: text for key, text in where_and_when.items() if text},
            "offence": self.offence,
            "article": offence.article if offence else "",
            "persons": self.persons,
            "vehicles": self.vehicles,
            "action": self.action,
            "case_numbers": {register: number for register, number in numbers.items() if number},
            "note": self.note,
        }
