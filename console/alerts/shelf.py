"""Rules put aside until the shift's end: what they see is counted, and calls nobody."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from console.alerts.alert import Alert
from console.alerts.chatter import RuleKey, rule_of


@dataclass(frozen=True, slots=True)
class Shelf:
    """One rule that is put aside."""

    rule: RuleKey
    seq: int  # of the entry that says so
    said: Mapping[str, Any] = field(default_factory=dict)  # what that entry says of the rule


class Shelves:
    """Thread: any; detectors ask `hides`, main puts and takes."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        # Guarded by _lock
        self._shelves: dict[RuleKey, Shelf] = {}
        self._hidden = Counter[RuleKey]()

    def put(self, shelf: Shelf) -> None:
        """Nothing where the rule is put aside already."""
        with self._lock:
            self._shelves.setdefault(shelf.rule, shelf)

    def take(self, rule: RuleKey) -> int:
        """The rule calls again; how many alerts it would have raised."""
        with self._lock:
            self._shelves.pop(rule, None)
            return self._hidden.pop(rule, 0)

    def all(self) -> tuple[Shelf, ...]:
        """The oldest first."""
        with self._lock:
            return tuple(self._shelves.values())

    def hides(self, alert: Alert) -> bool:
        """Whether its rule is put aside; the alert is counted then."""
        rule = rule_of(alert)
        with self._lock:
            if rule not in self._shelves:
                return False
            self._hidden[rule] += 1
            return True
