"""From a letterbox to what is told of it: one look, whoever's turn it is."""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import Future

from console.clock import Clock
from console.detection.detection import Detections
from console.detection.letterboxes import Letterboxes
from console.detection.look import look
from console.detection.model import Model
from console.detection.turns import Turn
from console.media.frame import Letterbox, Still

_log = logging.getLogger(__name__)


class Looking:
    """Thread: any; one look is one worker's."""

    def __init__(
        self,
        host: Letterboxes,
        *,
        clock: Clock,
        on_detections: Callable[[Detections, Letterbox], Still],
        on_still: Callable[[Detections, Future[bytes]], None] | None,
    ) -> None:
        """`on_detections` and `on_still` as `Pool` names them."""
        self._host = host
        self._clock = clock
        self._on_detections = on_detections
        self._on_still = on_still

    def detect(self, model: Model, letterbox: Letterbox, turn: Turn) -> Detections | None:
        """What is seen; None where the look failed."""
        try:
            return self._detect(model, letterbox, turn)
        except Exception:
            _log.exception("looking at camera %s failed", turn.camera.number)
            return None

    def tell(
        self, detections: Detections | None, letterbox: Letterbox, turn: Turn, *, is_watched: bool
    ) -> bool:
        """Hands on what was found and gives the letterbox back; whether all went well."""
        still, told = Still.DROP, detections is not None
        try:
            if detections is not None and is_watched:
                still = self._on_detections(detections, letterbox)
        except Exception:
            _log.exception("looking at camera %s failed", turn.camera.number)
            told = False
        kept = self.finish(letterbox, still)
        if kept is not None and detections is not None and self._on_still:
            self._on_still(detections, kept)
        return told

    def finish(self, letterbox: Letterbox, still: Still) -> Future[bytes] | None:
        """A still that was asked for always has a future, if a failed one: an alert waits for it."""
        try:
            return self._host.finish_letterbox(letterbox, still=still)
        except Exception as error:
            _log.exception("a letterbox of camera %s could not be given back", letterbox.stamp.camera_id)
            failed: Future[bytes] = Future()
            failed.set_exception(error)
            return failed if still is Still.KEEP else None

    def _detect(self, model: Model, letterbox: Letterbox, turn: Turn) -> Detections:
        stamp, camera = letterbox.stamp, turn.camera
        began_ns = self._clock.monotonic_ns()
        followed = look(
            model,
            turn.tracker,
            camera,
            pixels=letterbox.pixels,
            scale=letterbox.scale,
            size=(stamp.width, stamp.height),
            at_ns=stamp.captured_at_ns,
            tiles=letterbox.tiles,
        )
        ended_ns = self._clock.monotonic_ns()
        return Detections(stamp, followed, ended_ns, (ended_ns - began_ns) // 1000)
