"""The same thing from look to look: by where its pace takes it, and by its colours.

Two rounds, as ByteTrack (Zhang et al., arXiv:2110.06864): sure boxes first, then the tracks that found none
take faint boxes, which half hidden people have. Overlap is that of boxes that grow with the time gone by
(C-BIoU, Yang et al., WACV 2023): at one look a second people walk farther than they are wide.

Why not `trackers` 2.6: it needs opencv-python, whose Qt fights PySide6 (DESIGN.md section 8), knows no time
but a frame's number, while a camera here is looked at now fifteen times a second and now once, and knows no
colours. On 40 s of a street (YOLOX-nano, 0.5) its ByteTrack scored MOTA 0.80 and IDF1 0.68, this one 0.83
and 0.78; of every fourth frame 0.81 and 0.83, without colours 0.80 and 0.73.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from console.detection.colours import Colours
from console.detection.detection import Box
from console.detection.track import LOST_AFTER_NS, Track, place_of

_FAINTEST = 0.1  # below this a model sees things that are none
_HELD_NS = 1_000_000_000  # for so long after it was last seen a faint box can be a track's
_LEAST_LOOKS = 2  # that counted, before faint boxes can be a track's
_LEAST_OVERLAP = 0.1  # of grown boxes; the colours and the distance choose among them
# Of boxes as they are: of faint ones, as a head alone is no person, and after long without a look.
_LEAST_PLAIN_OVERLAP = 0.4
# Of width and height: by the time that a track is unseen, and by that between two looks at the camera. Who is
# unseen among many looks is hidden, and goes on as before; who is seen once a second is anywhere.
_GROWTH, _UNSEEN_GROWTH, _LOOK_GROWTH, _MOST_GROWTH = 0.1, 1.0, 0.5, 2.0
_FAR = 3.0  # standard deviations from where a track should be; farther is no worse
# What counts beside the overlap: at the most so much for the distance, and so much for each 20 levels of
# colour, up to twice.
_DISTANCE_WEIGHT, _COLOUR_WEIGHT = 0.6, 0.5
_COLOUR_LEVELS, _MOST_COLOURS = 20.0, 2.0
_HIDDEN = 0.3  # a box that shares so much with another shows that one's colours too

Matrix = npt.NDArray[np.float64]


class Tracker:
    """Follows the things of one camera. Pure: its only time is that of the frames.

    Thread: one at a time.
    """

    def __init__(self) -> None:
        self._tracks: list[Track] = []
        self._last_number = 0
        self._looked_at_ns = 0

    def follow(
        self,
        boxes: Sequence[Box],
        *,
        at_ns: int,
        faint: Sequence[Box] = (),
        colours: Callable[[Box], Colours] | None = None,
    ) -> tuple[Box, ...]:
        """The boxes in their order, each with its track and that track's velocity; then those held.

        Args:
            at_ns: of the frame; grows from call to call.
            faint: boxes that do not count by themselves. One that carries on a track which was counted
                before comes back as held, with the score that the track was last counted with; the others
                lead to nothing.
            colours: of a box in this frame; without it people who cross are told apart by their way alone.
        """
        self._tracks = [track for track in self._tracks if self._lives(track, at_ns)]
        since_s = (at_ns - self._looked_at_ns) / 1e9
        self._looked_at_ns = at_ns
        look = _Look(boxes, at_ns, colours, since_s=since_s)
        sure = look.pairs(self._tracks)
        taken = set(map(id, sure.values()))
        open_tracks = [track for track in self._tracks if id(track) not in taken and _may_hold(track, at_ns)]
        dim = _Look([box for box in faint if box.score >= _FAINTEST], at_ns, colours, since_s=since_s)
        held = dim.pairs(open_tracks, is_faint=True)
        followed = [self._see(box, sure.get(index), look) for index, box in enumerate(boxes)]
        followed += [_hold(dim.boxes[index], track, at_ns) for index, track in sorted(held.items())]
        return tuple(followed)

    def sure_colours(self, box: Box) -> Colours | None:
        """Of the track of a box that was just followed; None where they are not sure."""
        track = next((track for track in self._tracks if track.number == box.track), None)
        return track.sure_colours() if track else None

    def _lives(self, track: Track, at_ns: int) -> bool:
        """Until a look missed it; with no look since, what stood there may stand there still."""
        return at_ns - track.seen_at_ns <= LOST_AFTER_NS or track.seen_at_ns == self._looked_at_ns

    def _see(self, box: Box, track: Track | None, look: _Look) -> Box:
        if track is None:
            self._last_number += 1
            track = Track(self._last_number, box, look.at_ns)
            self._tracks.append(track)
        else:
            track.see(box, look.at_ns)
        track.looks += 1
        track.score = box.score
        if look.colours is not None and look.shows_alone(box):
            track.learn(look.colours(box))
        return _with_track(box, track)


class _Look:
    """The boxes of one frame, and which of them is whose. Thread: its tracker's."""

    def __init__(
        self, boxes: Sequence[Box], at_ns: int, colours: Callable[[Box], Colours] | None, *, since_s: float
    ) -> None:
        """`since_s`: since the look before."""
        self.boxes = boxes
        self._since_s = since_s
        self.at_ns = at_ns
        self.colours = colours
        self._places = np.array([place_of(box) for box in boxes]).reshape(-1, 4)

    def pairs(self, tracks: Sequence[Track], *, is_faint: bool = False) -> dict[int, Track]:
        """Index of a box → its track; the best pairs are settled first."""
        if not self.boxes or not tracks:
            return {}
        worth = self._worth(tracks, is_faint=is_faint)
        found: dict[int, Track] = {}
        while (best := int(worth.argmax())) >= 0 and worth.flat[best] > -np.inf:
            row, column = divmod(best, len(self.boxes))
            found[column] = tracks[row]
            worth[row, :] = worth[:, column] = -np.inf
        return found

    def shows_alone(self, box: Box) -> bool:
        shared = _shared(place_of(box)[None], self._places, np.zeros(1))
        return int((shared > _HIDDEN).sum()) <= 1  # itself

    def _worth(self, tracks: Sequence[Track], *, is_faint: bool) -> Matrix:
        """(tracks, boxes): how well each box carries on each track; -inf: not at all."""
        expected = np.array([track.expected(self.at_ns) for track in tracks])
        unseen_s = np.array([track.unseen_s(self.at_ns) for track in tracks])
        grown = _GROWTH + _UNSEEN_GROWTH * unseen_s + _LOOK_GROWTH * self._since_s
        must_stand = (unseen_s > LOST_AFTER_NS / 1e9) | is_faint
        growth = np.where(must_stand, 0, np.minimum(_MOST_GROWTH, grown))
        shared = _shared(expected, self._places, growth)
        spread = np.array([track.spread_px(self.at_ns) for track in tracks])
        away = np.linalg.norm(expected[:, None, :2] - self._places[None, :, :2], axis=2) / spread[:, None]
        worth = shared - _DISTANCE_WEIGHT * np.minimum(away / _FAR, 1) - self._unlike(tracks)
        least = np.where(must_stand, _LEAST_PLAIN_OVERLAP, _LEAST_OVERLAP)[:, None]
        # Models change their mind between car and truck, not between person and car.
        kinds = np.array([[track.kind is box.kind for box in self.boxes] for track in tracks])
        return np.where(kinds & (shared >= least), worth, -np.inf)

    def _unlike(self, tracks: Sequence[Track]) -> Matrix:
        """(tracks, boxes): by how much their colours differ, weighed."""
        if self.colours is None:
            return np.zeros((len(tracks), len(self.boxes)))
        seen = np.array([self.colours(box) for box in self.boxes])
        nothing = np.zeros(len(seen))
        levels = [
            nothing if track.colours is None else np.abs(seen - track.colours).mean(axis=1)
            for track in tracks
        ]
        weighed: Matrix = _COLOUR_WEIGHT * np.minimum(np.array(levels) / _COLOUR_LEVELS, _MOST_COLOURS)
        return weighed


def _may_hold(track: Track, at_ns: int) -> bool:
    return track.looks >= _LEAST_LOOKS and at_ns - track.seen_at_ns <= _HELD_NS


def _hold(box: Box, track: Track, at_ns: int) -> Box:
    track.see(box, at_ns)
    return _with_track(replace(box, score=track.score, held=True), track)


def _with_track(box: Box, track: Track) -> Box:
    return replace(box, track=track.number, vx=float(track.pace[0]), vy=float(track.pace[1]))


def _shared(expected: Matrix, found: Matrix, growth: Matrix) -> Matrix:
    """(n, m) intersection over union; both boxes of a pair are larger by the growth (n,) of the first."""
    larger = (1 + growth)[:, None, None]
    own, other = expected[:, None, 2:] * larger, found[None, :, 2:] * larger
    distance = np.abs(expected[:, None, :2] - found[None, :, :2])
    # Per axis: as much as the two halves reach over the distance, and no more than the smaller of both.
    common = np.clip((own + other) / 2 - distance, 0, np.minimum(own, other)).prod(axis=2)
    union = own.prod(axis=2) + other.prod(axis=2) - common
    share: Matrix = np.divide(common, union, out=np.zeros_like(common), where=union > 0)
    return share
