"""All alerts whose evidence is on its way, from the raised alert to the last entry that names a file."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from console.alerts.alert import Alert
from console.alerts.looks import Looks
from console.alerts.pins import AlertPins
from console.cameras.camera import camera_fields
from console.clock import Clock
from console.duty import raised_ref
from console.evidence.drafts import raised_body
from console.evidence.gathering import ClipHost, Gathering, is_clip_lost
from console.evidence.moments import Moment, Moments
from console.evidence.round import Round
from console.journal.alert_course import hashes_of, read_courses
from console.journal.entry import Entry, Kind, utc_text
from console.journal.journal import Journal
from console.journal.pending import LEFT_OVER, Binding, PendingEvidence
from console.journal.pending_alert import Outcome, PendingAlert
from console.journal.pending_recovery import Recovered
from console.journal.put_aside import erased_of
from console.language import N_
from console.media.clip import utc_at, utc_minus_monotonic_ns
from console.media.feed_state import FeedStatus
from console.operators.operator import MACHINE
from console.paths import DataFolder

_log = logging.getLogger(__name__)
_JOINED = "joined:"  # what the ref of a late clip's entry begins with; the alert's id follows
_STILLS = frozenset({"still", "boxed"})
_OUTCOMES: Mapping[Kind | str, Outcome] = {
    Kind.ALERT_DISMISSED: Outcome.DISMISSED,
    Kind.ALERT_EXPIRED: Outcome.EXPIRED,
    Kind.VIOLATION_RECORDED: Outcome.CONFIRMED,
}
_CHANGED = N_("evidence that was put aside was changed; it lies in quarantine")
_STARTED_ANEW = N_("the desk was started anew before anybody decided")
_STARTED_ANEW_NO_CLIP = N_("the desk was started anew before anybody decided; the clip can no longer be made")


class Rounds:
    """Thread: the evidence keeper's."""

    def __init__(
        self,
        folder: DataFolder,
        pending: PendingEvidence,
        *,
        host: ClipHost,
        journal: Journal,
        pins: AlertPins,
        moments: Moments,
        looks: Looks,
        clock: Clock,
        post: Callable[[Callable[[], None]], None],
    ) -> None:
        """`post` has something done by the keeper's thread."""
        self._folder = folder
        self._pending = pending
        self._host = host
        self._journal = journal
        self._pins = pins
        self._moments = moments
        self._clock = clock
        self._gathering = Gathering(
            pending, host=host, journal=journal, looks=looks, post=post, on_cut=self._on_cut
        )
        self._rounds: dict[str, Round] = {}  # by alert id

    def under_way(self) -> bool:
        """Whether a clip is still to come, or its entry to be written."""
        return any(not each.cut or each.joining for each in self._rounds.values())

    # --- putting aside ---

    def put_aside(self, alert: Alert, jpeg: bytes, stream: str) -> None:
        after_seq = self._journal.state().head_seq
        aside = PendingAlert(alert.id, camera_fields(alert.camera), utc_text(alert.raised_at_utc), after_seq)
        offset_ns = utc_minus_monotonic_ns(self._clock)
        round_ = self._rounds[alert.id] = Round(aside, alert.stamp.captured_at_ns, offset_ns)
        try:
            self._gathering.put_aside(round_, alert, jpeg, stream=stream)
        finally:  # whatever went wrong, it was raised
            self._journal.record(
                Kind.ALERT_RAISED,
                raised_body(alert),
                actor=MACHINE,
                binding=Binding(alert.id, _STILLS),
                ref=raised_ref(alert),
            )

    # --- the clip, and the boxes of its span ---

    def cut_due(self, *, at_once: bool) -> None:
        """`at_once`: also those whose span is not over."""
        now_ns, now_utc = self._clock.monotonic_ns(), self._clock.now_utc()
        for round_ in [each for each in self._rounds.values() if not each.asked]:
            status = partial(self._status, round_.camera_id)
            if at_once or round_.is_due(now_ns, now_utc=now_utc, status=status):
                round_.asked = True
                self._gathering.cut(round_, to_ns=min(now_ns, round_.to_ns))

    def _status(self, camera_id: str) -> FeedStatus | None:
        feed = self._host.feeds.get(camera_id)
        return feed.status() if feed else None

    def _on_cut(self, round_: Round) -> None:
        round_.cut = True
        self._pins.unpin(round_.aside.alert_id)
        self._settle(round_)

    # --- what becomes of it ---

    def on_written(self, ref: str, entry: Entry) -> None:
        """An entry that may name an alert, or be the record of a moment."""
        if entry.kind is Kind.VIOLATION_RECORDED and (moment := self._moments.take(ref)):
            self._begin_record(ref, moment, entry)
        joined = ref.removeprefix(_JOINED) if ref.startswith(_JOINED) else ""
        alert_id = joined or str(entry.body.get("alert_id", ""))
        round_ = None if entry.kind is Kind.EVIDENCE_ERASED else self._round_of(alert_id)
        if round_ is None:
            return
        if entry.kind is Kind.ALERT_RAISED:
            round_.aside = replace(round_.aside, raised_seq=entry.seq)
        elif entry.kind is Kind.ALERT_REOPENED:
            self._open_again(round_)
        elif outcome := _OUTCOMES.get(entry.kind):
            self._end(round_, outcome, at_utc=entry.at_utc)
        if entry.kind is Kind.VIOLATION_RECORDED:
            round_.seq = entry.seq
        if entry.kind in (Kind.VIOLATION_RECORDED, Kind.EVIDENCE_STORED):
            round_.named |= hashes_of(entry.body)
        if joined:
            round_.joining = False
        self._keep(round_)
        self._settle(round_)

    def _begin_record(self, ref: str, moment: Moment, entry: Entry) -> None:
        """The clip of its seconds joins the record when they are over."""
        offset_ns = utc_minus_monotonic_ns(self._clock)
        aside = PendingAlert.of_record(
            entry.seq,
            camera=camera_fields(moment.camera),
            at_utc=utc_text(utc_at(moment.at_ns, utc_minus_monotonic_ns=offset_ns)),
            written_at_utc=entry.at_utc,
        )
        self._rounds[aside.alert_id] = Round(aside, moment.at_ns, offset_ns, seq=entry.seq)
        self._pins.hold_moment(aside.alert_id, moment.camera.id, at_ns=moment.at_ns)
        self._pins.unpin(ref)
        try:
            self._pending.begin(aside)
        except OSError as error:  # it is tried again with the clip, and told then
            _log.error("%s: its list was not written: %s", aside.alert_id, error)

    def on_left(self, alert_id: str) -> None:
        """What was decided was heard before; what nobody decided on was folded in."""
        round_ = self._rounds.get(alert_id)
        if round_ is not None and round_.aside.outcome is Outcome.OPEN:
            self._end(round_, Outcome.FOLDED, at_utc=utc_text(self._clock.now_utc()))
            self._keep(round_)
            self._settle(round_)

    def _round_of(self, alert_id: str) -> Round | None:
        """The one under way, or one that had come to rest."""
        if alert_id not in self._rounds and (aside := self._pending.read(alert_id)):
            self._rounds[alert_id] = Round(aside, asked=True, cut=True)
        return self._rounds.get(alert_id)

    def _open_again(self, round_: Round) -> None:
        """A dismissed one. What was erased meanwhile does not come back, though it may still lie here."""
        round_.aside = aside = replace(round_.aside, outcome=Outcome.OPEN, outcome_at_utc="")
        self._keep(round_)
        if round_.cut:  # it had come to rest: of an earlier run, perhaps, that could not say what it lost
            courses = read_courses(self._folder, {aside.alert_id}, after_seq=aside.after_seq)
            round_.clip_lost = is_clip_lost(aside, courses[aside.alert_id])
        if round_.aside.raised_seq is not None:
            erased = erased_of(self._folder, round_.aside.raised_seq)
            round_.aside = self._pending.drop(round_.aside, erased)

    def _end(self, round_: Round, outcome: Outcome, *, at_utc: str) -> None:
        round_.aside = replace(round_.aside, outcome=outcome, outcome_at_utc=at_utc)

    def _keep(self, round_: Round) -> None:
        try:
            self._pending.keep(round_.aside)
        except OSError as error:  # at the next start the journal tells it
            _log.error("alert %s: its list was not written: %s", round_.aside.alert_id, error)

    def _settle(self, round_: Round) -> None:
        """Once all is there: what no entry names joins the violation; then nothing is pending any more."""
        aside = round_.aside
        if not round_.cut or aside.raised_seq is None:  # the entry that says it was raised needs the stills
            return
        if aside.outcome.ends:
            del self._rounds[aside.alert_id]
        elif round_.seq is not None and not round_.joining:
            if round_.clip_lost:
                self._gathering.tell_lost(round_)
            late = frozenset(file.role for file in round_.unnamed())
            if late:
                round_.joining = True
                self._join(aside, round_.seq, late)
            else:
                self._tell_left_over(self._pending.set_unlisted_apart(aside))
                self._pending.remove(aside.alert_id)
                del self._rounds[aside.alert_id]

    def _join(self, aside: PendingAlert, seq: int, roles: frozenset[str]) -> None:
        self._journal.record(
            Kind.EVIDENCE_STORED,
            {**aside.body(), "seq": seq},
            actor=MACHINE,
            binding=Binding(aside.alert_id, roles),
            ref=_JOINED + aside.alert_id,
        )

    def on_refused(self, ref: str, why: str) -> None:
        round_ = self._rounds.get(ref.removeprefix(_JOINED)) if ref.startswith(_JOINED) else None
        if round_ is None:
            self._moments.let_go(ref)
            return
        round_.joining = False
        if self._pending.is_changed(round_.aside):  # else the journal was closing: it joins at the next start
            del self._rounds[round_.aside.alert_id]
            self._pending.set_apart(round_.aside.alert_id)
            body = {"what": _CHANGED, **round_.aside.body(), "failure": why}
            self._journal.record(Kind.FAULT_NOTED, body, actor=MACHINE)

    # --- after a crash ---

    def recover(self, found: Recovered) -> None:
        """Goes on with what an earlier run left; what was undecided has expired: nobody sees it any more."""
        self._tell_left_over(found.quarantined)
        for aside, course in found.alerts:
            round_ = Round(aside, asked=True, cut=True, seq=course.violation_seq, named=course.named)
            round_.clip_lost = is_clip_lost(aside, course)
            self._rounds[aside.alert_id] = round_
            if course.outcome is not Outcome.OPEN:
                self._end(round_, course.outcome, at_utc=course.outcome_at_utc)
            elif aside.outcome is Outcome.OPEN:
                self._expire(aside)
                continue
            self._keep(round_)
            self._settle(round_)

    def _expire(self, aside: PendingAlert) -> None:
        body = {**aside.body(), "what": _STARTED_ANEW if aside.has_clip else _STARTED_ANEW_NO_CLIP}
        self._journal.record(Kind.ALERT_EXPIRED, body, actor=MACHINE)

    def _tell_left_over(self, names: Sequence[str]) -> None:
        if names:
            body = {"what": LEFT_OVER, "files": list(names)}
            self._journal.record(Kind.FAULT_NOTED, body, actor=MACHINE)
