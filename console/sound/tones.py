"""The desk's sounds, made from a few notes: one a priority and one for an escalation."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

import numpy as np
import numpy.typing as npt

RATE_HZ = 44_100
LONGEST_S = 0.6
_ATTACK_S = 0.012  # a softer start than a click
_RELEASE_S = 0.03
_FADE_S = 0.16  # a note falls to 1/e in this time, as a struck bar does
_PARTIALS = ((1, 1.0), (2, 0.25), (3, 0.08))  # (multiple of the note, its part): few of them keep it round
_PEAK = 0.5  # of full scale: the loudspeaker's knob is the operator's


class Sound(Enum):
    """What is heard; the more urgent, the smaller `rank`. The value is its stored name."""

    ESCALATED = "escalated"
    PRIORITY_1 = "priority 1"
    PRIORITY_2 = "priority 2"
    PRIORITY_3 = "priority 3"

    @property
    def rank(self) -> int:
        return list(Sound).index(self)

    @classmethod
    def of(cls, priority: int) -> Sound:
        """That of an alert of priority 1 to 3."""
        return (cls.PRIORITY_1, cls.PRIORITY_2, cls.PRIORITY_3)[priority - 1]


@dataclass(frozen=True, slots=True)
class _Note:
    hz: float
    at_s: float
    for_s: float


# Between A4 and A5, clear to old ears and never shrill: three rise, two fall, one stays, four alternate.
_A4, _C5, _E5, _G5, _A5 = 440.0, 523.25, 659.26, 783.99, 880.0
_NOTES: dict[Sound, tuple[_Note, ...]] = {
    Sound.PRIORITY_1: (_Note(_C5, 0, 0.16), _Note(_E5, 0.14, 0.16), _Note(_A5, 0.28, 0.26)),
    Sound.PRIORITY_2: (_Note(_E5, 0, 0.2), _Note(_C5, 0.18, 0.28)),
    Sound.PRIORITY_3: (_Note(_A4, 0, 0.32),),
    Sound.ESCALATED: (
        _Note(_G5, 0, 0.14),
        _Note(_C5, 0.14, 0.14),
        _Note(_G5, 0.28, 0.14),
        _Note(_C5, 0.42, 0.16),
    ),
}


@lru_cache(maxsize=len(Sound))
def samples(sound: Sound) -> npt.NDArray[np.int16]:
    """The sound, one channel, RATE_HZ samples a second.

    A note of f Hz is e(t) · Σ p · sin(2π·n·f·t) over the partials (n, p), where e rises as half a cosine,
    falls as exp(−t/_FADE_S) and ends as half a cosine. Notes are added up, the whole is brought to _PEAK.
    """
    notes = _NOTES[sound]
    whole = np.zeros(round(max(note.at_s + note.for_s for note in notes) * RATE_HZ))
    for note in notes:
        wave = _wave(note)
        first = round(note.at_s * RATE_HZ)
        whole[first : first + len(wave)] += wave[: len(whole) - first]
    return np.asarray(whole * (_PEAK * 32_767 / np.abs(whole).max()), dtype=np.int16)


def _wave(note: _Note) -> npt.NDArray[np.float64]:
    seconds = np.arange(round(note.for_s * RATE_HZ)) / RATE_HZ
    wave = sum(part * np.sin(2 * np.pi * multiple * note.hz * seconds) for multiple, part in _PARTIALS)
    rise = _half_cosine(seconds / _ATTACK_S)
    end = _half_cosine((note.for_s - seconds) / _RELEASE_S)
    return np.asarray(wave * rise * np.exp(-seconds / _FADE_S) * end)


def _half_cosine(part: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """From 0 to 1 while `part` goes from 0 to 1."""
    return np.asarray((1 - np.cos(np.pi * np.clip(part, 0, 1))) / 2)
