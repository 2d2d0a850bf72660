"""From detections to raised alerts: the rules speak, the span is pinned, the still is waited for."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from console.alerts.alert import Alert, AlertRaised
from console.alerts.boxed_still import mark
from console.alerts.judge import Judge
from console.alerts.looks import Looks
from console.alerts.pins import AlertPins
from console.alerts.shelf import Shelves
from console.detection.detection import Detections
from console.detection.latest import LatestDetections
from console.media.feed import Feed
from console.media.frame import Letterbox, Still
from console.outbox import Outbox

_log = logging.getLogger(__name__)


class Keeper(Protocol):
    """What of the evidence keeper is needed here."""

    def put_aside(self, alert: Alert, jpeg: bytes, *, stream: str) -> None: ...


@dataclass(frozen=True, slots=True)
class _Coming:
    """Alerts that wait for their still."""

    alerts: tuple[Alert, ...]
    stream: str


class AlertRaiser:
    """Thread: the detectors'; looks at one camera come one after another."""

    def __init__(
        self,
        *,
        judge: Judge,
        pins: AlertPins,
        looks: Looks,
        latest: LatestDetections,
        keeper: Keeper,
        outbox: Outbox,
        feeds: Mapping[str, Feed],
        shelves: Shelves,
    ) -> None:
        self._judge = judge
        self._pins = pins
        self._looks = looks
        self._latest = latest
        self._keeper = keeper
        self._outbox = outbox
        self._feeds = feeds
        self._shelves = shelves
        self.boxes_found = 0
        # By camera and frame; each camera's worker at its time alone
        self._coming: dict[tuple[str, int], _Coming] = {}

    def on_detections(self, detections: Detections, _letterbox: Letterbox) -> Still:
        """Says whether the full frame is kept."""
        self._latest.put(detections)
        self._looks.note(detections)
        self.boxes_found += len(detections.boxes)
        judged = self._judge.judge(detections)
        alerts = tuple(alert for alert in judged if not self._shelves.hides(alert))
        if not alerts:
            return Still.DROP
        feed = self._feeds.get(detections.stamp.camera_id)
        stream = feed.kind.value if feed else ""  # now: the alert itself calls for main
        for alert in alerts:
            self._pins.hold(alert)
        self._coming[_frame(detections)] = _Coming(alerts, stream)
        return Still.KEEP

    def on_still(self, detections: Detections, still: Future[bytes]) -> None:
        still.add_done_callback(partial(self._raise, self._coming.pop(_frame(detections))))

    def _raise(self, coming: _Coming, still: Future[bytes]) -> None:
        """An alert without a picture is still an alert."""
        jpeg = b"" if still.cancelled() or still.exception() else still.result()
        for alert in coming.alerts:
            if not jpeg:
                _log.warning("no still for an alert of camera %s", alert.camera.number)
            marked = mark(jpeg, alert.id)
            self._keeper.put_aside(alert, marked, stream=coming.stream)  # before anybody can confirm it
            self._outbox.put(AlertRaised(alert, marked))


def _frame(detections: Detections) -> tuple[str, int]:
    return detections.stamp.camera_id, detections.stamp.sequence
