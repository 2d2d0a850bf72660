"""Writes an alert's files: stills and boxes at once, the clip when its span is over; tells what fails."""

from __future__ import annotations

import errno
import logging
import os
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from functools import partial
from pathlib import Path
from typing import Protocol

from console.alerts.alert import Alert
from console.alerts.looks import Looks
from console.evidence.drafts import boxed_draft, boxes_draft, clip_details, still_details, still_draft
from console.evidence.round import Round
from console.journal.alert_course import AlertCourse
from console.journal.entry import Kind
from console.journal.evidence import EvidenceDraft
from console.journal.journal import Journal
from console.journal.pending import PendingEvidence
from console.journal.pending_alert import PendingAlert
from console.language import N_
from console.media.clip import ClipMade
from console.media.feed import Feed
from console.media.media_error import MediaError
from console.operators.operator import MACHINE

_log = logging.getLogger(__name__)
_CLIP = "clip.mp4"
_NOT_ASIDE = N_("evidence of an alert could not be put aside")
_NO_CLIP = N_("the clip of an alert could not be made")
_NOT_ASIDE_OF_RECORD = N_("evidence of a record could not be put aside")
_NO_CLIP_OF_RECORD = N_("the clip of a record could not be made")
_LOST = N_("the desk was started anew before the clip of an alert was cut; it is lost")
_LOST_OF_RECORD = N_("the desk was started anew before the clip of a record was cut; it is lost")
_NO_CLIP_TOLD = frozenset({_NO_CLIP, _NO_CLIP_OF_RECORD, _LOST, _LOST_OF_RECORD})


class ClipHost(Protocol):
    """What of the media host is needed here."""

    @property
    def feeds(self) -> Mapping[str, Feed]: ...

    def save_clip(self, camera_id: str, *, from_ns: int, to_ns: int, file: Path) -> Future[ClipMade]: ...


def is_clip_lost(aside: PendingAlert, course: AlertCourse) -> bool:
    """Whether an earlier run came to no clip of it and could not say so.

    Its packets were in memory alone, and are gone.
    """
    return not aside.has_clip and not course.faults & _NO_CLIP_TOLD


class Gathering:
    """Thread: the evidence keeper's."""

    def __init__(
        self,
        pending: PendingEvidence,
        *,
        host: ClipHost,
        journal: Journal,
        looks: Looks,
        post: Callable[[Callable[[], None]], None],
        on_cut: Callable[[Round], None],
    ) -> None:
        """`post` has something done by the keeper's thread; `on_cut` hears that nothing more will come."""
        self._pending = pending
        self._host = host
        self._journal = journal
        self._looks = looks
        self._post = post
        self._on_cut = on_cut
        self._in_trouble = False

    def put_aside(self, round_: Round, alert: Alert, jpeg: bytes, *, stream: str) -> None:
        """What there is at once. A disk that does not take it is told."""
        try:
            self._write_stills(round_, alert, jpeg, stream)
        except OSError as error:
            self._tell_trouble(round_.aside, error)

    def cut(self, round_: Round, *, to_ns: int) -> None:
        """Asks for the clip, and writes the boxes of its span; `on_cut` comes later."""
        try:
            self._spare_reserve(round_)
            self._pending.begin(round_.aside)  # once more: there may have been no room for it
            self._add(round_, boxes_draft(round_, self._looks))
        except OSError as error:
            self._tell_trouble(round_.aside, error)
            self._on_cut(round_)
            return
        file = self._pending.folder_of(round_.aside.alert_id) / _CLIP
        clip = self._host.save_clip(round_.camera_id, from_ns=round_.from_ns, to_ns=to_ns, file=file)
        clip.add_done_callback(lambda done: self._post(partial(self._on_clip, round_, done)))

    def tell_lost(self, round_: Round) -> None:
        """A violation has no clip, for the desk ended before it was cut: told once."""
        round_.clip_lost = False
        what = _LOST_OF_RECORD if round_.aside.is_record else _LOST
        self._journal.record(Kind.FAULT_NOTED, {"what": what, **round_.aside.body()}, actor=MACHINE)

    def _on_clip(self, round_: Round, clip: Future[ClipMade]) -> None:
        try:
            details = clip_details(clip.result())
            round_.aside = self._pending.adopt(round_.aside, _CLIP, role="clip", details=details)
        except MediaError as error:
            what = _NO_CLIP_OF_RECORD if round_.aside.is_record else _NO_CLIP
            self._note(what, round_.aside, failure=str(error))
        except OSError as error:
            self._tell_trouble(round_.aside, error)
        self._on_cut(round_)

    def _write_stills(self, round_: Round, alert: Alert, jpeg: bytes, stream: str) -> None:
        self._spare_reserve(round_)
        self._pending.begin(round_.aside)
        if jpeg:
            details = still_details(
                alert, stream=stream, utc_minus_monotonic_ns=round_.utc_minus_monotonic_ns
            )
            self._add(round_, still_draft(jpeg, details))
            try:
                self._add(round_, boxed_draft(alert, jpeg, details))
            except ValueError:
                _log.exception("no boxes could be drawn on a still of camera %s", alert.camera.number)
        self._add(round_, boxes_draft(round_, self._looks))
        self._in_trouble = False

    def _spare_reserve(self, round_: Round) -> None:
        """The room that the journal held back is for records: raises OSError where nothing else is left."""
        if self._journal.state().on_reserve and round_.seq is None:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    def _add(self, round_: Round, draft: EvidenceDraft) -> None:
        round_.aside = self._pending.add(round_.aside, draft)

    def _tell_trouble(self, aside: PendingAlert, error: OSError) -> None:
        """Once, until it goes well again: a full disk does so at every alert."""
        _log.error("alert %s: its evidence could not be put aside: %s", aside.alert_id, error)
        if not self._in_trouble:
            self._in_trouble = True
            what = _NOT_ASIDE_OF_RECORD if aside.is_record else _NOT_ASIDE
            self._note(what, aside, failure=error.strerror or str(error))

    def _note(self, what: str, aside: PendingAlert, *, failure: str) -> None:
        self._journal.record(
            Kind.FAULT_NOTED, {"what": what, **aside.body(), "failure": failure}, actor=MACHINE
        )
