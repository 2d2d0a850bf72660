"""From stream to record, without a window: real footage, real detector, real journal."""

import time
from dataclasses import replace
from datetime import datetime

import av
import pytest

from console.cameras.address import Address
from console.cameras.site_database import Site
from console.demo.city import City
from console.demo.footage import clip_files
from console.engine import Engine
from console.journal.entry import Kind
from console.journal.search import Query, find
from console.journal.verify import verify
from console.journal.violation import ViolationForm
from console.media.host import Host
from console.operators.operator import Operator
from console.operators.roles import Role
from console.paths import DataFolder
from console.settings import Settings
from tests.fakes.made_up import make_camera

BOW_TIE = {"id": "z", "camera_id": "0402", "name": "gate", "corners": [[0, 0], [1, 1], [1, 0], [0, 1]]}


@pytest.fixture(scope="module")
def gone(tmp_path_factory):
    """A camera that is not there."""
    missing = tmp_path_factory.mktemp("gone") / "gone.mp4"
    return replace(make_camera("9999"), main=Address.parse(str(missing)), sub=None)


@pytest.fixture(scope="module")
def engine(tmp_path_factory, model_file, gone):
    """Two cameras of the demo's city, and one that is not there; a zone that is none."""
    city = City.load(cameras=2)
    site = city.site(clip_files(city.clips, on_progress=lambda _done, _all: None))
    folder = DataFolder(tmp_path_factory.mktemp("data") / "desk")
    folder.prepare()
    engine = Engine(
        folder,
        site=Site.of([*site.cameras.values(), gone], [*site.zones, BOW_TIE]),
        settings=Settings(decoder_processes=1),
        operator=Operator("A. Dispatcher", Role.DISPATCHER),
        models=model_file.load,
    )
    engine.start()
    yield engine
    engine.stop()


def drain_until(engine, done, *, seconds):
    end = time.monotonic() + seconds
    while not done() and time.monotonic() < end:
        for fact in engine.outbox.drain():
            engine.duty.handle(fact)
        time.sleep(0.05)
    return done()


def test_a_person_in_the_hall_becomes_a_record(engine):
    assert drain_until(engine, lambda: len(engine.inbox) >= 1, seconds=60), "no alert was raised"
    held = engine.inbox.ordered()[0]
    assert held.still_jpeg.startswith(b"\xff\xd8")
    assert held.alert.cause.label == "person"
    alert_id = held.alert.id
    cause_ns = held.alert.stamp.captured_at_ns
    pin = engine.pins._pins[alert_id]
    assert engine.host._rings._pins[pin.number] == pin
    assert (pin.from_ns, pin.to_ns) == (cause_ns - 20_000_000_000, cause_ns + 20_000_000_000)
    assert drain_until(engine, lambda: engine.inbox.get(alert_id).alert.entry_seq is not None, seconds=20)
    assert engine.duty.confirm(alert_id, ViolationForm("koap-434", persons=1))
    assert drain_until(engine, lambda: engine.inbox.get(alert_id) is None, seconds=20)
    (violation,) = about(engine, Kind.VIOLATION_RECORDED, alert_id)
    assert [item["role"] for item in violation.body["evidence"]][:3] == ["still", "boxed", "boxes"]
    assert violation.evidence[0].read_bytes() == held.still_jpeg

    # The clip of the twenty seconds before and after comes when they are over.
    assert drain_until(engine, lambda: about(engine, Kind.EVIDENCE_STORED, alert_id), seconds=60)
    (late,) = about(engine, Kind.EVIDENCE_STORED, alert_id)
    assert late.body["seq"] == violation.seq
    clip, path = next(
        (item, path)
        for item, path in zip(late.body["evidence"], late.evidence, strict=True)
        if item["role"] == "clip"
    )
    still = violation.body["evidence"][0]
    assert clip["started_at_utc"] < still["at_utc"] < clip["ended_at_utc"]
    assert (clip["stream"], clip["width"], clip["height"]) == ("main", still["width"], still["height"])
    after_s = moment(clip["ended_at_utc"]) - moment(still["at_utc"])
    assert after_s == pytest.approx(20, abs=1.5)
    with av.open(str(path)) as container:
        frames = sum(1 for _frame in container.decode(video=0))
        assert container.duration / 1e6 > after_s
    assert frames > 5 * after_s
    assert drain_until(engine, lambda: pin.number not in engine.host._rings._pins, seconds=5)
    assert drain_until(engine, lambda: not (engine.folder.pending / alert_id).exists(), seconds=5)
    assert verify(engine.folder).sound


def about(engine, kind, alert_id):
    rows, _total = find(engine.folder, Query(kinds=(kind,)))
    return [row for row in rows if row.body["alert_id"] == alert_id]


def moment(at_utc):
    return datetime.fromisoformat(at_utc).timestamp()


def test_a_camera_that_is_not_there_is_recorded_after_ten_seconds(engine, gone):
    lost = Query(kinds=(Kind.CAMERA_LOST,))
    assert drain_until(engine, lambda: find(engine.folder, lost)[1] == 1, seconds=40)
    (row,), _total = find(engine.folder, lost)
    assert (row.camera_number, row.body["failure"]) == (gone.number, "no file")


def test_a_shorter_last_minute_is_said_once_and_so_is_its_end(engine, monkeypatch):
    for span_ns in (24_000_000_000, 20_000_000_000, 60_000_000_000):
        monkeypatch.setattr(Host, "ring_span_ns", span_ns)
        engine._camera_log.tick()

    def said():
        rows, _total = find(engine.folder, Query(kinds=(Kind.LOAD_SHED,)))
        return sorted((row.body["what"], row.body["seconds"]) for row in rows)

    expected = [("replay reaches back a minute", 60), ("replay reaches back less than a minute", 24)]
    assert drain_until(engine, lambda: said() == expected, seconds=20), said()


def test_a_zone_that_is_none_is_told_of_and_the_others_are_in_force(engine):
    rows, _total = find(engine.folder, Query(kinds=(Kind.FAULT_NOTED,)))
    told = [row.body["failure"] for row in rows if row.body["what"] == "a zone is not in force"]
    assert len(told) == 1
    assert "gate" in told[0] and "0402" in told[0] and "; " in told[0]  # in whatever language the desk has
    assert engine.judge._watches["0402"]
