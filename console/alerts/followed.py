"""What became of the thing that an alert is about: where it was seen last, whether it left the picture."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from console.alerts.heading import Heading, heading_of
from console.detection.colour import Colour, Worn
from console.detection.detection import Box, Detections
from console.detection.track import LOST_AFTER_NS

_SURE_LOOKS = 3  # in which a colour had its word
# Nobody can tell what somebody did in a longer time between the last look that saw him and the next.
_MOST_BETWEEN_NS = 1_000_000_000
_RIM = 0.02  # of the picture's side, that a box at its edge may be away from it


@dataclass(frozen=True, slots=True)
class Followed:
    """The thing as its track tells of it."""

    box: Box  # as it was seen last, with the colours that it had in every look that was sure of them
    at_ns: int  # then, monotonic
    newest_ns: int  # the newest look at its camera
    left: Heading | None = None  # through which side of the picture; None: not, or not surely

    @property
    def is_gone(self) -> bool:
        """Whether the tracker has given it up."""
        return self.newest_ns - self.at_ns > LOST_AFTER_NS


def followed(cause: Box, looks: Sequence[Detections], *, at_ns: int) -> Followed | None:
    """None where nobody followed it, or its looks are forgotten.

    Args:
        looks: at its camera, the oldest first.
        at_ns: of the frame with the cause in it, monotonic.
    """
    if cause.track is None:
        return None
    seen, missed = _course(cause, looks, at_ns=at_ns)
    if not seen:
        return None
    last, box = seen[-1]
    box = replace(box, worn=_worn(each.worn for _look, each in seen))
    found = Followed(box, last.stamp.captured_at_ns, looks[-1].stamp.captured_at_ns)
    return replace(found, left=_side(last, box, missed)) if found.is_gone and missed else found


def _course(
    cause: Box, looks: Sequence[Detections], *, at_ns: int
) -> tuple[list[tuple[Detections, Box]], Detections | None]:
    """The looks that saw it, up to the last before it was lost, and the first one after that.

    A tracker that begins anew counts from 1 again: what has its number after it was lost is another thing.
    """
    seen: list[tuple[Detections, Box]] = []
    missed: Detections | None = None
    last_ns = 0
    for look in looks:
        if missed is not None and look.stamp.captured_at_ns - last_ns > LOST_AFTER_NS:
            if last_ns >= at_ns:
                break
            seen, missed = [], None  # another's, before the cause
        box = next((each for each in look.boxes if each.track == cause.track), None)
        if box is not None and box.kind is cause.kind:
            seen.append((look, box))
            missed, last_ns = None, look.stamp.captured_at_ns
        elif seen and missed is None:
            missed = look
    return (seen, missed) if last_ns >= at_ns else ([], None)


def _side(last: Detections, box: Box, missed: Detections) -> Heading | None:
    """Where its pace took it over the picture's edge by the first look that missed it; else None."""
    between_ns = missed.stamp.captured_at_ns - last.stamp.captured_at_ns
    heading = heading_of(box)
    if heading is None or between_ns > _MOST_BETWEEN_NS:
        return None
    there, width, height = box.after(between_ns / 1e9), last.stamp.width, last.stamp.height
    is_out = {
        Heading.LEFT: there.x1 <= _RIM * width,
        Heading.RIGHT: there.x2 >= (1 - _RIM) * width,
        Heading.AWAY: there.y1 <= _RIM * height,
        Heading.TOWARDS: there.y2 >= (1 - _RIM) * height,
    }
    return heading if is_out[heading] else None


def _worn(looks: Iterable[Worn]) -> Worn:
    above, below = zip(*looks, strict=True)
    return _only(above), _only(below)


def _only(words: Sequence[Colour | None]) -> Colour | None:
    """The one word that was ever said, if it was said in a few looks."""
    said = [word for word in words if word is not None]
    return said[0] if len(said) >= _SURE_LOOKS and len(set(said)) == 1 else None
