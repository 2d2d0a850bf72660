"""What the desk hears of decoder processes that end and come back."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DecoderDied:
    """Fact: a decoder process ended or hung; its feeds are lost until it is back."""

    process: int
    camera_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DecoderBack:
    """Fact: it runs again and opens its feeds."""

    process: int
    camera_ids: tuple[str, ...]
