"""What a tile says to the pointer and to a screen reader, beside what is painted on it."""

from __future__ import annotations

from console.wall.observation import Observation
from ui.wall.observation_sign import observation_tip
from ui.wall.tile_look import TileLook


def tip_of(look: TileLook, seen: Observation | None, masked: str) -> str:
    """A line each; empty where the picture speaks for itself. `masked`: what is said of its masks."""
    lines = [look.fault_words, observation_tip(seen) if seen else "", masked]
    return "\n".join(line for line in lines if line)
