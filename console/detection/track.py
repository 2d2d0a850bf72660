"""One thing's way through the picture: where it should be by now, and how sure that is."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from console.detection.colours import Colours
from console.detection.detection import Box

Place = npt.NDArray[np.float64]  # centre and size: x, y, width, height, px

# Two slow looks, with many cameras a detector. Nobody is where his pace took him so long ago.
LOST_AFTER_NS = 2_000_000_000
# A Kalman filter of constant velocity (Kalman 1960), the same for both axes; all lengths in heights of the
# box, so that near and far people are alike. A walker's box of 1.7 m: 0.5 is 0.85 m/s² from look to look.
_ACCELERATION = 0.5  # heights/s², what a pace changes by
_FIRST_PACE = 0.5  # heights/s, what a thing first seen may move with
_JITTER = 0.07  # heights, of a sure box from frame to frame
_DOUBT = 6.0  # the jitter's square grows by so much at score 0: NSA Kalman (Du et al., arXiv:2107.07719)
_SIZE_SHARE = 0.3  # of a new size that is taken on: half hidden people's boxes jump
_COLOUR_SHARE = 0.1
_SURE_LOOKS = 3  # of its colours, before they are told
_MOST_UNSTEADY = 20.0  # levels


class Track:
    """Thread: its tracker's."""

    def __init__(self, number: int, box: Box, at_ns: int) -> None:
        self.number = number
        self.kind = box.kind
        self.seen_at_ns = at_ns
        self.looks = 0  # in which it was seen and counted
        self.score = box.score  # in the last of them
        self.colours: Colours | None = None
        self._learnt = 0  # looks that its colours come from
        self._unsteady: Colours = np.zeros(6, np.float32)  # by how much they were off lately, each of the six
        self.pace = np.zeros(2)  # px/s
        self._place = place_of(box)
        self._spread = np.diag([_JITTER**2, _FIRST_PACE**2])

    def expected(self, at_ns: int) -> Place:
        """Where it is if it goes on as it went; after long without a look, where it stood."""
        place = self._place.copy()
        if at_ns - self.seen_at_ns <= LOST_AFTER_NS:
            place[:2] += self.pace * self.unseen_s(at_ns)
        return place

    def unseen_s(self, at_ns: int) -> float:
        return (at_ns - self.seen_at_ns) / 1e9

    def spread_px(self, at_ns: int) -> float:
        """The standard deviation of a box's distance from `expected`, along one axis."""
        return float(np.sqrt(self._spread_at(at_ns)[0, 0] + _JITTER**2) * max(1.0, self._place[3]))

    def see(self, box: Box, at_ns: int) -> None:
        """Takes a look's box on."""
        spread, place = self._spread_at(at_ns), self.expected(at_ns)
        gain = spread[:, 0] / (spread[0, 0] + _JITTER**2 * (1 + _DOUBT * (1 - box.score)))
        off = place_of(box) - place
        place += off * (gain[0], gain[0], _SIZE_SHARE, _SIZE_SHARE)
        self._place = place
        self.pace = self.pace + gain[1] * off[:2]
        self._spread = spread - np.outer(gain, spread[0])
        self.seen_at_ns = at_ns

    def learn(self, colours: Colours) -> None:
        """From a look in which nobody stood before it."""
        known = colours if self.colours is None else self.colours
        self.colours = known + np.float32(max(_COLOUR_SHARE, 1 / (self.looks + 1))) * (colours - known)
        self._unsteady += np.float32(_COLOUR_SHARE) * (np.abs(colours - known) - self._unsteady)
        self._learnt += 1

    def sure_colours(self) -> Colours | None:
        """None while few looks showed them, or where they changed from look to look."""
        is_sure = self._learnt >= _SURE_LOOKS and float(self._unsteady.max()) <= _MOST_UNSTEADY
        return self.colours if is_sure else None

    def _spread_at(self, at_ns: int) -> npt.NDArray[np.float64]:
        """Variances and covariance of place and pace, heights² and s."""
        s = self.unseen_s(at_ns)
        step = np.array([[1, s], [0, 1]])
        shaken = _ACCELERATION**2 * np.array([[s**3 / 3, s**2 / 2], [s**2 / 2, s]])
        spread: npt.NDArray[np.float64] = step @ self._spread @ step.T + shaken
        return spread


def place_of(box: Box) -> Place:
    return np.array([(box.x1 + box.x2) / 2, (box.y1 + box.y2) / 2, box.x2 - box.x1, box.y2 - box.y1])
