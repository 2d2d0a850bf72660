"""Which frame of a film a look belongs to, where film and detector had different streams of a camera."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import replace

from console.detection.detection import Detections, Source

# A camera's two streams are filmed at moments of their own and come over two connections. What both are told
# by is one clock, the monotonic one at their packets' arrival; the camera's own clock is known to no better
# than the least delay on the way. The nearest frame is half the film's interval away at the most (20 ms at
# 25 fps, 100 ms at 5 fps); what is left of the bound is for one stream's packets that come later than the
# other's. In 100 ms a walker goes 15 cm, a third of a person's width. Beyond it no box is drawn.
MOST_OFF_NS = 100_000_000


def own_frame(at_ns: int, frames_ns: Sequence[int]) -> int | None:
    """The index of the frame nearest to that moment; None where none is within MOST_OFF_NS.

    Args:
        frames_ns: ascending, by the same clock as `at_ns`.
    """
    best = bisect_left(frames_ns, at_ns)
    if best == len(frames_ns) or (best and at_ns - frames_ns[best - 1] <= frames_ns[best] - at_ns):
        best -= 1
    return best if best >= 0 and abs(frames_ns[best] - at_ns) <= MOST_OFF_NS else None


def laid(looks: Iterable[Detections], frames_ns: Sequence[int]) -> dict[int, Detections]:
    """By the moment of each frame that has boxes of its own: the nearest look, as it was; see `on_frame`.

    What a camera told itself stands on no frame, as nobody knows how long it thought.

    Args:
        frames_ns: of the film, ascending, monotonic; a look of the film's own stream finds its very frame.
    """
    nearest: dict[int, Detections] = {}
    for look in looks:
        at_ns = look.stamp.captured_at_ns
        index = own_frame(at_ns, frames_ns) if look.source is Source.MODEL else None
        if index is None:
            continue
        frame_ns = frames_ns[index]
        known = nearest.get(frame_ns)
        if known is None or abs(at_ns - frame_ns) < abs(known.stamp.captured_at_ns - frame_ns):
            nearest[frame_ns] = look
    return nearest


def on_frame(look: Detections, frame_ns: int) -> Detections:
    """The look with the moment of its own frame in its stamp, so that no track moves its boxes.

    The stamp keeps the size of the frame that was looked at: boxes are in its pixels.
    """
    if look.stamp.captured_at_ns == frame_ns:
        return look
    return replace(look, stamp=replace(look.stamp, captured_at_ns=frame_ns))
