"""The person who signs what the journal records."""

from __future__ import annotations

from dataclasses import dataclass

from console.operators.roles import Role

MACHINE = "munara"  # the actor of what no person did


@dataclass(frozen=True, slots=True)
class Operator:
    """`name` stands as the actor in every entry that this person makes."""

    name: str
    role: Role

    def __post_init__(self) -> None:
        if not self.name.strip():
            raise ValueError("an operator has a name")
