"""The list of what is put aside for one alert, or for one record that no alert led to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any

from console.journal.chain import plain
from console.journal.evidence import PutAside


class Outcome(Enum):
    """What became of an alert; the value is what its list says."""

    OPEN = ""
    CONFIRMED = "confirmed"
    DISMISSED = "dismissed"
    EXPIRED = "expired"
    FOLDED = "folded"  # a repeat of one that was open: nobody decides on it

    @property
    def ends(self) -> bool:
        """Whether its evidence goes when its days are over."""
        return self in (Outcome.DISMISSED, Outcome.EXPIRED, Outcome.FOLDED)


def record_id(seq: int) -> str:
    """The name of the folder for the violation of entry `seq`, if no alert led to it."""
    return f"record-{seq}"


@dataclass(frozen=True, slots=True)
class PendingAlert:
    """The list of a folder: enough to go on after a crash."""

    alert_id: str
    camera: Mapping[str, str]  # as entries name it: camera_id, camera_number, place
    raised_at_utc: str
    after_seq: int  # the journal's head before it was raised: all that is said of it stands behind
    files: tuple[PutAside, ...] = ()
    raised_seq: int | None = None  # the entry that says it was raised
    outcome: Outcome = Outcome.OPEN
    outcome_at_utc: str = ""

    @property
    def settled(self) -> bool:
        """Whether nothing but its days' end can change what is here."""
        return self.outcome.ends and self.raised_seq is not None

    @classmethod
    def of_record(
        cls, seq: int, *, camera: Mapping[str, str], at_utc: str, written_at_utc: str
    ) -> PendingAlert:
        """For what belongs to a record that no alert led to: the violation of entry `seq`.

        Args:
            at_utc: when it happened.
            written_at_utc: when that entry was written.
        """
        return cls(
            record_id(seq),
            camera,
            at_utc,
            after_seq=seq - 1,
            raised_seq=seq,
            outcome=Outcome.CONFIRMED,
            outcome_at_utc=written_at_utc,
        )

    @property
    def is_record(self) -> bool:
        """Whether no alert led to what it belongs to."""
        return self.raised_seq is not None and self.alert_id == record_id(self.raised_seq)

    @property
    def has_clip(self) -> bool:
        return any(file.role == "clip" for file in self.files)

    def body(self) -> dict[str, object]:
        """How an entry's body names it."""
        if self.is_record:
            return {"seq": self.raised_seq, **self.camera}
        return {"alert_id": self.alert_id, **self.camera}

    def with_file(self, file: PutAside) -> PendingAlert:
        """The file takes the place of an earlier one of its role."""
        return replace(self, files=(*(each for each in self.files if each.role != file.role), file))


def pending_alert_of(row: Any, alert_id: str) -> PendingAlert:
    """Raises ValueError, KeyError, TypeError or BadBodyError for what we did not write."""
    plain(row)  # all of it may come to stand in an entry
    if row["alert_id"] != alert_id:
        raise ValueError(alert_id)
    files = tuple(PutAside(**file) for file in row["files"])
    return PendingAlert(**{**row, "files": files, "outcome": Outcome(row["outcome"])})
