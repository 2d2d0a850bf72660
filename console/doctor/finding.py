"""What one look at the machine found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum


class State(Enum):
    """The value is what `--json` says."""

    GOOD = "good"
    WARNING = "warning"  # Munara works, something is less than it could be
    MISSING = "missing"  # needed


SIGNS = {State.GOOD: "✓", State.WARNING: "▲", State.MISSING: "✕"}


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the doctor's. Texts are translated; facts are not, and go to `--json` alone."""

    key: str
    state: State
    what: str
    value: str
    mend: str = ""  # how to get what is missing; empty where nothing is
    facts: Mapping[str, object] = field(default_factory=dict)

    def as_json(self) -> dict[str, object]:
        return {
            "state": self.state.value,
            "what": self.what,
            "value": self.value,
            "mend": self.mend,
            **self.facts,
        }
