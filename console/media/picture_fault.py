"""What can be wrong with a camera's picture though it arrives, and the fact that tells of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from console.language import N_, _


class PictureFault(Enum):
    """The gravest first: a tile names one."""

    BLACK = "black"  # no light, no content: a covered lens, a dead sensor
    TURNED = "turned away"  # another scene than the learnt one
    BLURRED = "blurred"  # far less sharp than this camera is, or no detail at all in good light
    FROZEN = "not changing"
    ANALYTICS = "own analytics silent"  # the camera told what it sees, and has stopped: our detectors look
    CLOCK_OFF = "clock off"  # the camera's clock is more than 2 s from ours


_TEXTS = {
    PictureFault.BLACK: N_("picture black"),
    PictureFault.TURNED: N_("camera turned away"),
    PictureFault.BLURRED: N_("picture blurred"),
    PictureFault.FROZEN: N_("picture not changing"),
    PictureFault.CLOCK_OFF: N_("camera clock is wrong"),
    PictureFault.ANALYTICS: N_("the camera's own analytics are silent"),
}


@dataclass(frozen=True, slots=True)
class PictureHealthChanged:
    """Fact: a fault of a camera's picture began, or is over."""

    camera_id: str
    fault: PictureFault
    since_utc: datetime | None  # None: it is over


def fault_text(fault: PictureFault) -> str:
    """One short phrase for people, in the language in use."""
    return _(_TEXTS[fault])
