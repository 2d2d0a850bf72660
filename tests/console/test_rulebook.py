"""Rules that are changed at the desk, over a real site, journal and judge."""

from __future__ import annotations

import json
import sqlite3
import time
from contextlib import closing
from dataclasses import replace

import pytest

from console.alerts.hours import Hours
from console.alerts.judge import Judge
from console.alerts.looks import Looks
from console.alerts.zone import Zone
from console.cameras.address import Address
from console.cameras.camera import Camera
from console.cameras.places import Place, PlaceKind
from console.cameras.polygon import Polygon
from console.cameras.site_database import Site, SiteDatabase, Unrecorded
from console.detection.detection import Box, Detections
from console.detection.detection import Kind as Thing
from console.journal.entry import Kind
from console.journal.journal import Journal
from console.journal.query import Query
from console.journal.search import each
from console.language import use_language
from console.media.frame import FrameStamp
from console.operators.operator import Operator
from console.operators.roles import Role
from console.outbox import Outbox
from console.paths import DataFolder
from console.permit import Permit
from console.rulebook import Rulebook, RulesRefused, RulesSaved
from tests.fakes.fake_clock import FakeClock

SECRET = "s3cret-9"
LEFT = Polygon(((0, 0), (0.5, 0), (0.5, 1), (0, 1)))
RIGHT = Polygon(((0.5, 0), (1, 0), (1, 1), (0.5, 1)))
SCHOOL = Place("s1", "School No. 1", PlaceKind.SCHOOL)


class FakePool:
    def __init__(self) -> None:
        self.watched: list[Camera] = []

    def watch(self, camera: Camera) -> None:
        self.watched.append(camera)


class Desk:
    def __init__(self, root, *, role=Role.ADMINISTRATOR):
        self.folder = DataFolder(root / "desk")
        self.folder.prepare()
        address = Address.parse(f"rtsp://admin:{SECRET}@10.0.0.5/main")
        cameras = [Camera(f"c{n}", f"040{n}", "yard", SCHOOL, address) for n in (1, 2)]
        self.database = SiteDatabase(self.folder)
        self.database.save(Site.of(cameras, [zone("z1", "c1").to_row(), zone("z2", "c2").to_row()]))
        self.clock, self.outbox, self.pool, self.looks = FakeClock(), Outbox(), FakePool(), Looks()
        self.journal = Journal(self.folder, clock=self.clock, outbox=Outbox(), desk="d")
        self.journal.start()
        self.site = self.database.load()
        zones = [Zone.from_row(row) for row in self.site.zones]
        self.judge = Judge(zones, self.clock, cameras=self.site.cameras)
        self.rulebook = Rulebook(
            self.folder,
            site=self.site,
            zones=zones,
            permit=Permit(self.journal, Operator("I. Keeper", role) if role else None),
            journal=self.journal,
            judge=self.judge,
            pool=self.pool,
            looks=self.looks,
            clock=self.clock,
            outbox=self.outbox,
        )
        self.rulebook.start()

    def facts(self, count=1):
        found, until_s = [], time.monotonic() + 10
        while len(found) < count and time.monotonic() < until_s:
            for fact in self.outbox.drain():
                self.rulebook.handle(fact)
                found.append(fact)
            time.sleep(0.005)
        return found

    def told(self):
        return list(each(self.folder, Query(kinds=(Kind.CAMERA_CHANGED,))))

    def alerts(self, x, *, camera_id="c1"):
        """What two looks at somebody who stands there raise."""
        raised = []
        for number in (1, 2):
            self.clock.advance(1)
            stamp = FrameStamp(camera_id, number, self.clock.monotonic_ns(), 0, 640, 360)
            box = Box("person", Thing.PERSON, 0.9, x * 640 - 9, 200, x * 640 + 9, 250)
            raised += self.judge.judge(Detections(stamp, (box,), stamp.captured_at_ns, 1))
        return [alert.zone.name for alert in raised]

    def close(self):
        self.journal.stop()
        self.rulebook.stop()


def zone(zone_id, camera_id, **values):
    return Zone(**{"id": zone_id, "camera_id": camera_id, "name": zone_id, "shape": LEFT, **values})


@pytest.fixture
def desk(tmp_path):
    use_language("en")
    desk = Desk(tmp_path)
    yield desk
    desk.close()
    use_language("ru")


def test_other_rules_are_saved_told_and_in_force(desk):
    watched = desk.rulebook.of("c1")
    assert [each.id for each in watched.zones] == ["z1"]
    fence = zone("z9", "c1", name="fence", shape=RIGHT, priority=1, hours=Hours(start="20:00", end="24:00"))
    camera = replace(watched.camera, confidence=0.61, ignore_zones=(LEFT,))
    assert desk.alerts(0.25) == ["z1"] and desk.alerts(0.75) == []
    assert desk.rulebook.save(replace(watched, camera=camera, zones=(fence,)), ref="r")
    (saved,) = desk.facts()
    assert isinstance(saved, RulesSaved) and saved.ref == "r"
    (entry,) = desk.told()
    assert entry.actor == "I. Keeper"
    assert entry.body["camera_number"] == "0401" and entry.body["confidence_pct"] == 61
    (row,) = entry.body["zones"]
    assert row["name"] == "fence" and row["corners"] == [[500, 0], [1000, 0], [1000, 1000], [500, 1000]]
    assert SECRET not in json.dumps(entry.body)
    assert desk.rulebook.of("c1").zones == (fence,)
    assert [each.confidence for each in desk.pool.watched] == [0.61]
    assert desk.site.cameras["c1"].ignore_zones == (LEFT,)
    assert desk.alerts(0.25) == [] and desk.alerts(0.75) == ["fence"]
    assert desk.alerts(0.25, camera_id="c2") == ["z2"]
    stored = desk.database.load()
    assert stored.cameras["c1"].main.password == SECRET
    assert sorted(each["id"] for each in stored.zones) == ["z2", "z9"]
    assert desk.database.unrecorded() == []


def test_masks_are_saved_and_their_entry_tells_old_and_new(desk):
    watched = desk.rulebook.of("c1")
    for masks in ((LEFT,), (RIGHT,), (RIGHT,)):
        desk.rulebook.save(replace(watched, camera=replace(watched.camera, masks=masks)))
        assert isinstance(desk.facts()[0], RulesSaved)
    first, second = desk.told()[-2:]
    assert len(desk.told()) == 2  # of the rules nothing changed
    assert first.body["what"] == second.body["what"] == "privacy masks"
    left, right = ([[round(x * 1000), round(y * 1000)] for x, y in each.corners] for each in (LEFT, RIGHT))
    assert (first.body["masks_before"], first.body["masks"]) == ([], [left])
    assert (second.body["masks_before"], second.body["masks"]) == ([left], [right])
    assert second.actor == "I. Keeper" and second.body["camera_number"] == "0401"
    assert desk.database.load().cameras["c1"].masks == desk.site.cameras["c1"].masks == (RIGHT,)


def test_what_does_not_change_is_no_entry(desk):
    desk.rulebook.save(desk.rulebook.of("c1"))
    assert isinstance(desk.facts()[0], RulesSaved)
    assert desk.told() == []


@pytest.mark.parametrize("role", [Role.DISPATCHER, Role.SHIFT_LEAD, Role.TRAINER, None])
def test_nobody_else_may(tmp_path, role):
    desk = Desk(tmp_path, role=role)
    assert not desk.rulebook.save(replace(desk.rulebook.of("c1"), zones=()))
    desk.close()
    assert len(desk.database.load().zones) == 2
    refused = [entry.body["what"] for entry in each(desk.folder, Query(kinds=(Kind.REFUSED,)))]
    assert refused == ["keep_cameras"]


def test_a_site_that_is_being_changed_elsewhere_is_left_alone(desk):
    with desk.database.alone():
        desk.rulebook.save(replace(desk.rulebook.of("c1"), zones=()), ref="r")
        (refused,) = desk.facts()
    assert isinstance(refused, RulesRefused) and "under way" in refused.why
    assert [each.id for each in desk.rulebook.of("c1").zones] == ["z1"]
    assert len(desk.database.load().zones) == 2 and desk.told() == []


def test_a_camera_that_an_import_took_away_is_said_to_be_gone(desk):
    with closing(sqlite3.connect(desk.folder.site_db)) as database, database:
        database.execute("delete from zone where camera_id = 'c1'")
        database.execute("delete from camera where id = 'c1'")
    desk.rulebook.save(replace(desk.rulebook.of("c1"), zones=()), ref="r")
    (refused,) = desk.facts()
    assert isinstance(refused, RulesRefused) and "0401" in refused.why


def test_what_a_killed_desk_did_not_tell_is_told_at_the_next_start_and_once(desk):
    body = {"camera_id": "c1", "what": "rules", "change": "x1"}
    desk.database.save(desk.database.load(), changes=[Unrecorded("I. Keeper", body)])
    for _start in range(2):
        desk.rulebook.stop()
        desk.rulebook.start()
    desk.rulebook.stop()
    assert [entry.body["change"] for entry in desk.told()] == ["x1"]
