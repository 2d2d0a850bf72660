"""A picture saved by hand: the camera's next frame, stored with the entry that says who, what and why."""

from __future__ import annotations

from concurrent.futures import Future

import pytest

from console.detection.detection import Detections
from console.evidence.snapshots import SnapshotFailed, Snapshots
from console.journal.entry import EntryWritten, Kind
from console.journal.look_reason import LookReason
from console.journal.verify import verify
from console.media.frame import FrameStamp, Still
from console.media.media_error import MediaError
from console.operators.roles import Role
from console.privacy import Answer
from tests.console.review_desk import JPEG, SCHOOL, STREET, ReviewDesk


class FakeRaiser:
    """Raises an alert on the looks that it is told to, and notes the stills that it gets."""

    def __init__(self) -> None:
        self.keeps: set[int] = set()
        self.stills: list[int] = []

    def on_detections(self, detections, letterbox):
        return Still.KEEP if detections.stamp.sequence in self.keeps else Still.DROP

    def on_still(self, detections, still):
        self.stills.append(detections.stamp.sequence)


class Desk(ReviewDesk):
    def __init__(self, root, role=Role.DISPATCHER):
        super().__init__(root, name="A. Dispatcher", role=role)
        self.raiser = FakeRaiser()
        self.snapshots = Snapshots(
            self.raiser, privacy=self.privacy, journal=self.journal, clock=self.clock, outbox=self.outbox
        )

    def look(self, camera, sequence, *, jpeg=JPEG):
        """A detector's turn; its answer."""
        stamp = FrameStamp(camera.id, sequence, self.clock.monotonic_ns(), 0, 640, 360)
        detections = Detections(stamp, (), self.clock.monotonic_ns(), 1)
        answer = self.snapshots.on_detections(detections, None)
        if answer is Still.KEEP:
            still = Future()
            self.snapshots.on_still(detections, still)
            still.set_result(jpeg) if jpeg else still.set_exception(MediaError("it died"))
        return answer

    def looks(self):
        self.pump()
        return self.entries(Kind.LOOKED_AT)


@pytest.fixture
def desk(tmp_path):
    desk = Desk(tmp_path)
    yield desk
    desk.journal.stop()


def test_the_next_frame_of_that_camera_is_stored_with_who_and_when(desk):
    assert desk.snapshots.take(STREET, ref="s1") is Answer.YES
    assert desk.look(SCHOOL, 1) is Still.DROP
    assert desk.look(STREET, 2) is Still.KEEP
    assert desk.look(STREET, 3) is Still.DROP  # one, and no more
    (entry,) = desk.looks()
    assert (entry.actor, entry.body["what"], entry.camera_number) == ("A. Dispatcher", "snapshot", "0117")
    assert entry.body["at_utc"] == "2026-11-23T18:00:00.000000Z"
    assert [path.read_bytes() for path in entry.evidence] == [JPEG]
    assert "s1" in [fact.ref for fact in desk.facts if isinstance(fact, EntryWritten)]
    assert verify(desk.folder).sound
    assert desk.raiser.stills == []


def test_a_school_asks_why_and_nothing_is_kept_without(desk):
    assert desk.snapshots.take(SCHOOL) is Answer.NEEDS_REASON
    assert desk.look(SCHOOL, 1) is Still.DROP
    assert desk.looks() == []
    assert desk.snapshots.take(SCHOOL, reason=LookReason.MISSING_CHILD) is Answer.YES
    desk.look(SCHOOL, 2)
    (entry,) = desk.looks()
    assert entry.body["reason"] == "search for a missing child"


@pytest.mark.parametrize("role", [Role.TRAINER, Role.ADMINISTRATOR, None])
def test_other_roles_save_nothing(tmp_path, role):
    desk = Desk(tmp_path, role)
    assert desk.snapshots.take(STREET, reason=LookReason.TRAINING) is Answer.NO
    assert desk.look(STREET, 1) is Still.DROP
    assert desk.looks() == [] and len(desk.entries(Kind.REFUSED)) == 1
    desk.journal.stop()


def test_an_alert_of_the_same_frame_gets_its_still_too(desk):
    desk.raiser.keeps = {5, 6}
    desk.snapshots.take(STREET)
    desk.look(STREET, 5)
    desk.look(STREET, 6)
    assert desk.raiser.stills == [5, 6]
    assert len(desk.looks()) == 1


def test_who_asked_signs_it_whoever_sits_here_then(desk):
    desk.snapshots.take(STREET)
    desk.sit("B. Dispatcher", Role.DISPATCHER)
    desk.look(STREET, 1)
    (entry,) = desk.looks()
    assert entry.actor == "A. Dispatcher"


def test_a_camera_that_shows_nothing_is_given_up_and_told(desk):
    desk.snapshots.take(STREET, ref="s1")
    desk.clock.advance(9)
    desk.snapshots.tick()
    assert not [fact for fact in desk.pump() if isinstance(fact, SnapshotFailed)]
    desk.clock.advance(2)
    desk.snapshots.tick()
    (failed,) = [fact for fact in desk.pump() if isinstance(fact, SnapshotFailed)]
    assert (failed.ref, failed.camera) == ("s1", STREET)
    assert desk.look(STREET, 1) is Still.DROP
    assert desk.looks() == []


def test_a_decoder_that_dies_on_it_is_told(desk):
    desk.snapshots.take(STREET, ref="s1")
    desk.look(STREET, 1, jpeg=b"")
    (failed,) = [fact for fact in desk.pump() if isinstance(fact, SnapshotFailed)]
    assert failed.ref == "s1" and desk.looks() == []
