"""Cameras that are asked for their own alarms: one subscription each, kept up whatever happens."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from urllib.parse import urlsplit

from console.cameras.address import AddressKind
from console.cameras.camera import Camera
from console.cameras.onvif_events import TIMEOUT_S, PullPoint
from console.cameras.onvif_scene import Scene
from console.cameras.onvif_soap import Soap, SoapError, SoapFault
from console.clock import Clock
from console.media.feed import Feed
from console.media.picture_fault import PictureFault, PictureHealthChanged
from console.outbox import Outbox

_log = logging.getLogger(__name__)
_FIRST_WAIT_S, _LONGEST_WAIT_S = 1.0, 60.0
_RENEW_NS = 30_000_000_000  # half of what a subscription lasts
_REST_S = 0.1  # between two questions; a camera that does not wait before it says "nothing" gets a second
_EMPTY_REST_S = 1.0
_QUICK_NS = 1_000_000_000
_TOLD_AFTER_NS = 10_000_000_000  # as with pictures: a camera that starts anew is no fault
_GOODBYE_S = 2.0
_LOOK_S = 1.0  # while a camera is silent: whether its tile says so


class CameraAlarms:
    """All of them. Thread: whoever made it; each subscription has its own, "alarms-<camera>"."""

    def __init__(
        self,
        asked: Iterable[tuple[str, int]],
        *,
        cameras: Mapping[str, Camera],
        feeds: Mapping[str, Feed],
        hear: Callable[[str, Scene, int], None],
        clock: Clock,
        outbox: Outbox,
    ) -> None:
        """How they are found.

        Args:
            asked: the cameras' numbers, each with the port of its web server.
            cameras: by id; their main streams tell host, user and password.
            feeds: the open ones by camera: a tile names what ails its camera.
            hear: gets what a camera says, and when, monotonic ns; called on the subscriptions' threads.
            clock: for waits and times.
            outbox: gets PictureHealthChanged where a camera's alarms cannot be had, and when they can again.
        """
        numbers = {camera.number: camera for camera in cameras.values()}
        self._subscriptions: list[_Subscription] = []
        for number, port in asked:
            camera = numbers.get(number)
            if camera is None or camera.main.kind not in (AddressKind.RTSP, AddressKind.HTTP):
                _log.warning("camera %s cannot be asked for alarms: it is none with an address here", number)
                continue
            self._subscriptions.append(
                _Subscription(camera, port, feeds=feeds, hear=hear, clock=clock, outbox=outbox)
            )

    def start(self) -> None:
        for subscription in self._subscriptions:
            subscription.thread.start()

    def stop(self) -> None:
        """Ends every subscription, with a word to its camera where that answers soon."""
        for subscription in self._subscriptions:
            subscription.end()
        until_s = time.monotonic() + _GOODBYE_S
        for subscription in self._subscriptions:
            if subscription.thread.is_alive():
                subscription.thread.join(max(0.0, until_s - time.monotonic()))


class _Subscription:
    """One camera's. Thread: its own; `end` from any."""

    def __init__(
        self,
        camera: Camera,
        port: int,
        *,
        feeds: Mapping[str, Feed],
        hear: Callable[[str, Scene, int], None],
        clock: Clock,
        outbox: Outbox,
    ) -> None:
        self._camera = camera
        self._feeds = feeds
        self._hear = hear
        self._clock = clock
        self._outbox = outbox
        host = urlsplit(camera.main.location).hostname or ""
        user, password = camera.main.user, camera.main.password
        self._soap = Soap(host, port, user=user, password=password, timeout_s=TIMEOUT_S)
        self._point = PullPoint(self._soap)
        self._ending = threading.Event()
        self._wait_s = _FIRST_WAIT_S
        self._failing_since: tuple[int, datetime] | None = None
        self._said: SoapFault | None = None
        self._told = False  # the fault is
        self.thread = threading.Thread(target=self._run, name=f"alarms-{camera.id}", daemon=True)

    def end(self) -> None:
        self._ending.set()
        self._soap.cut()

    def _run(self) -> None:
        while not self._ending.is_set():
            try:
                self._listen()
            except SoapError as error:
                self._fail(error.fault)
            except Exception:  # nothing that a camera sends may end its thread for good
                _log.exception("camera %s: asking for its alarms failed", self._camera.number)
                self._fail(SoapFault.UNREADABLE)
        self._point.leave()
        self._soap.close()

    def _listen(self) -> None:
        self._point.subscribe()
        renew_ns = self._clock.monotonic_ns() + _RENEW_NS
        while not self._ending.is_set():
            asked_ns = self._clock.monotonic_ns()
            events = self._point.pull()
            now_ns = self._clock.monotonic_ns()
            self._go_well()
            if events:
                self._hear(self._camera.id, Scene(None, events), now_ns)
            if now_ns >= renew_ns:
                self._point.renew()
                renew_ns = now_ns + _RENEW_NS
            self._ending.wait(_REST_S if events or now_ns - asked_ns > _QUICK_NS else _EMPTY_REST_S)

    def _go_well(self) -> None:
        self._wait_s, self._failing_since, self._said = _FIRST_WAIT_S, None, None
        if self._told:
            self._told = False
            self._tell(None)

    def _fail(self, fault: SoapFault) -> None:
        if self._ending.is_set():
            return
        now_ns = self._clock.monotonic_ns()
        self._failing_since = self._failing_since or (now_ns, self._clock.now_utc())
        since_ns, since_utc = self._failing_since
        if self._said is not fault:
            self._said = fault
            _log.warning("camera %s: its own alarms cannot be had: %s", self._camera.number, fault.value)
        if not self._told and now_ns - since_ns >= _TOLD_AFTER_NS:
            self._told = True
            self._tell(since_utc)
        # Each wrong password brings the camera nearer to locking us out, the picture's connection too.
        self._rest(_LONGEST_WAIT_S if fault is SoapFault.UNAUTHORISED else self._wait_s)
        self._wait_s = min(_LONGEST_WAIT_S, 2 * self._wait_s)

    def _rest(self, seconds: float) -> None:
        """A camera that is opened meanwhile has a feed that knows of nothing: it is marked as well."""
        until_s = time.monotonic() + seconds
        while (left_s := until_s - time.monotonic()) > 0 and not self._ending.wait(min(left_s, _LOOK_S)):
            self._mark()

    def _tell(self, since_utc: datetime | None) -> None:
        """Since when its alarms cannot be had; None: they can again."""
        self._mark()
        self._outbox.put(PictureHealthChanged(self._camera.id, PictureFault.ANALYTICS, since_utc))

    def _mark(self) -> None:
        if feed := self._feeds.get(self._camera.id):
            (feed.faults.note if self._told else feed.faults.unnote)(PictureFault.ANALYTICS)
