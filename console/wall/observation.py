"""What can be made out in a picture at the size it is shown: the classes of EN 62676-4:2015."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from console.language import N_, _


class ObservationClass(Enum):
    """The value is the least density, px a metre; what lies below the first is SMALL."""

    SMALL = 0.0
    MONITOR = 12.5
    DETECT = 25.0
    OBSERVE = 62.5
    RECOGNISE = 125.0
    IDENTIFY = 250.0
    INSPECT = 1000.0

    @property
    def word(self) -> str:
        """The standard's, in the language in use."""
        return _(_WORDS[self][0])

    @property
    def sign(self) -> str:
        """The word cut short, for a small tile; that a small one is too small needs no room on it."""
        return _(_WORDS[self][1])

    @property
    def meaning(self) -> str:
        """What somebody at the desk can expect of such a picture."""
        return _(_WORDS[self][2])


_WORDS = {
    ObservationClass.SMALL: (N_("too small"), N_("too small"), N_("hardly anything: enlarge the picture")),
    ObservationClass.MONITOR: (N_("monitor"), N_("mon"), N_("how many there are, and where they go")),
    ObservationClass.DETECT: (N_("detect"), N_("det"), N_("whether there is a person at all")),
    ObservationClass.OBSERVE: (N_("observe"), N_("obs"), N_("clothes, and what somebody does")),
    ObservationClass.RECOGNISE: (N_("recognise"), N_("rec"), N_("somebody whom one knows")),
    ObservationClass.IDENTIFY: (N_("identify"), N_("ident"), N_("who it is, beyond doubt")),
    ObservationClass.INSPECT: (N_("inspect"), N_("insp"), N_("the smallest details of a face")),
}


@dataclass(frozen=True, slots=True)
class Observation:
    """Of one picture at one size."""

    px_per_m: float

    @property
    def kind(self) -> ObservationClass:
        return max((each for each in ObservationClass if self.px_per_m >= each.value), key=lambda c: c.value)


def observation(scene_width_m: float | None, *, shown_px: float, source_px: int) -> Observation | None:
    """None where it is not known.

    Args:
        scene_width_m: what the whole picture's width spans where it matters.
        shown_px: device pixels that the whole picture's width takes now, or would take were all of an
            enlarged one on the screen.
        source_px: the picture's own width: what is enlarged beyond it shows nothing more.
    """
    if not scene_width_m or shown_px <= 0 or source_px <= 0:
        return None
    return Observation(min(shown_px, source_px) / scene_width_m)
