"""What a rule measured, as an entry of the journal says it, and read back from there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from console.alerts.rule_kind import Direction, RuleKind

_WAYS = {1: Direction.LEFT_TO_RIGHT.value, -1: Direction.RIGHT_TO_LEFT.value}


def measured(rule: RuleKind, amount: int) -> dict[str, object]:
    """An alert's amount under the key that names it: how long, how many, or which way."""
    if rule.takes_time:
        return {"seconds": amount}
    if rule is RuleKind.CROWD:
        return {"persons": amount}
    return {"direction": _WAYS[amount]} if rule is RuleKind.LINE_CROSSED and amount in _WAYS else {}


def amount_of(said: Mapping[str, Any]) -> int:
    """The amount that a body tells of; 0 where it tells of none."""
    ways = {way: amount for amount, way in _WAYS.items()}
    found = said.get("seconds") or said.get("persons") or ways.get(str(said.get("direction")))
    return found if isinstance(found, int) else 0
