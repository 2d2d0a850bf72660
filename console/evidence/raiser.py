"""From detections to raised alerts: the rules speak, the span is pinned, the still is waited for."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass, replace
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
class Coming:
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
        self._coming: dict[tuple[str, int], Coming] = {}

    def on_detections(self, detections: Detections, _letterbox: Letterbox) -> Still:
        """Says whether the full frame is kept."""
        alerts = self.look(detections)
        if not alerts:
            return Still.DROP
        self._coming[_frame(detections)] = self.hold(alerts)
        return Still.KEEP

    def on_still(self, detections: Detections, still: Future[bytes]) -> None:
        self.expect(self._coming.pop(_frame(detections)), still)

    def look(self, detections: Detections) -> tuple[Alert, ...]:
        """Notes a look; the alerts that it gives cause for, which are still to be held and raised."""
        self._latest.put(detections)
        self._looks.note(detections)
        self.boxes_found += len(detections.boxes)
        alerts = (replace(alert, source=detections.source) for alert in self._judge.judge(detections))
        return self.calling(alerts)

    def calling(self, alerts: Iterable[Alert]) -> tuple[Alert, ...]:
        """Those whose rule is not put aside; the others are counted."""
        return tuple(alert for alert in alerts if not self._shelves.hides(alert))

    def hold(self, alerts: tuple[Alert, ...]) -> Coming:
        """Keeps the seconds round alerts of one camera, and has main shown; `expect` raises them."""
        feed = self._feeds.get(alerts[0].camera.id)
        stream = feed.kind.value if feed else ""  # now: the alert itself calls for main
        for alert in alerts:
            self._pins.hold(alert)
        return Coming(alerts, stream)

    def expect(self, coming: Coming, still: Future[bytes]) -> None:
        """Raises them as soon as their still is there, or it is known that there will be none."""
        still.add_done_callback(partial(self._raise, coming))

    def _raise(self, coming: Coming, still: Future[bytes]) -> None:
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
