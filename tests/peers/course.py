"""What one feed of a peer sends, and what ails it: told line by line on the peer's standard input."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from console.bench.rtp import CLOCK_HZ
from tests.peers.rtp_codecs import AnyClip, load_clip

_HOUR = 3600 * CLOCK_HZ
_FLIPPED_EVERY = 300  # bytes: several in each keyframe, about one in each other frame


class Ailment(Enum):
    """Until `well`; BACK is over at once."""

    BITS = "bits"  # some bits of each frame are flipped
    BACK = "back"  # the timestamps jump an hour back
    STILL = "still"  # the timestamps stand still
    MUTE = "mute"  # every question is answered, and no packet comes
    DOWN = "down"  # its connections end, and there is no such feed


@dataclass(frozen=True, slots=True)
class Sent:
    units: tuple[bytes, ...]  # empty: nothing goes out this time
    ticks: int  # since the connection's first frame, of the 90 kHz clock
    step: int  # ticks until the next frame is due, whatever the timestamps say


class Course:
    """One feed's. Thread: the peer's event loop."""

    def __init__(self, clip: AnyClip, *, ails: Ailment | None = None) -> None:
        self.clip = clip
        self.ails = ails
        self._jumps = 0
        self._chance = random.Random(7)

    def obey(self, order: str) -> None:
        """`well`, an ailment's name, or `clip PATH`: that clip instead, from its first frame."""
        word, _space, path = order.partition(" ")
        if word == "clip":
            self.clip = load_clip(Path(path))
        elif word == Ailment.BACK.value:
            self._jumps += 1
        else:
            self.ails = None if word == "well" else Ailment(word)

    def frames(self) -> Iterator[Sent]:
        """For one connection, without end until the feed is down."""
        clip, at, ticks, jumps = self.clip, 0, 0, self._jumps
        while self.ails is not Ailment.DOWN:
            if clip is not self.clip:
                clip, at = self.clip, 0
            ticks -= (self._jumps - jumps) * _HOUR
            jumps = self._jumps
            yield Sent(self._units(clip.frames[at % len(clip.frames)]), ticks, clip.ticks_a_frame)
            at += 1
            ticks += 0 if self.ails is Ailment.STILL else clip.ticks_a_frame

    def _units(self, units: tuple[bytes, ...]) -> tuple[bytes, ...]:
        if self.ails is Ailment.MUTE:
            return ()
        return tuple(map(self._flipped, units)) if self.ails is Ailment.BITS else units

    def _flipped(self, unit: bytes) -> bytes:
        flipped = bytearray(unit)
        for _bit in range(-(-len(unit) // _FLIPPED_EVERY)):
            flipped[self._chance.randrange(len(unit))] ^= 1 << self._chance.randrange(8)
        return bytes(flipped)
