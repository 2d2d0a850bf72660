"""What the journal says of an alert of each rule, and what an alert that is brought back still knows."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from console.alerts.alert import Alert, alert_title
from console.alerts.rule_kind import RuleKind
from console.alerts.zone import Zone
from console.cameras.line import Line
from console.cameras.polygon import Polygon
from console.evidence.drafts import clip_details, raised_body
from console.journal.entry import Kind
from console.journal.journal import Journal
from console.journal.reopening import brought_back
from console.journal.search import Query, each
from console.journal.shift_log.said import said
from console.media.clip import ClipMade
from console.media.frame import FrameStamp
from console.media.stream_choice import StreamKind
from console.operators.operator import MACHINE
from console.outbox import Outbox
from console.paths import DataFolder
from tests.console.evidence.conftest import PERSON
from tests.console.review_desk import CAMERAS, SCHOOL
from tests.fakes.fake_clock import FakeClock

RULES = [
    (RuleKind.PERSON_IN_ZONE, 0, {}, "person in zone"),
    (RuleKind.LOITERING, 125, {"seconds": 125}, "loitering · 2 min"),
    (RuleKind.LINE_CROSSED, 1, {"direction": "left to right"}, "line crossed · left to right"),
    (RuleKind.LINE_CROSSED, -1, {"direction": "right to left"}, "line crossed · right to left"),
    (RuleKind.CROWD, 12, {"persons": 12}, "crowd · persons: 12"),
    (RuleKind.VEHICLE_IN_ZONE, 0, {}, "vehicle in zone"),
    (RuleKind.VEHICLE_STANDING, 300, {"seconds": 300}, "vehicle standing · 5 min"),
]


@pytest.fixture
def clock():
    return FakeClock()


@pytest.fixture
def alert_of(clock):
    def make(rule, amount):
        shape = Line(((0, 0), (1, 1))) if rule.on_line else Polygon(((0, 0), (1, 0), (1, 1)))
        return Alert(
            id="a1",
            camera=SCHOOL,
            zone=Zone("z1", SCHOOL.id, "fence", shape, rule=rule, priority=1),
            priority=1,
            raised_at_utc=clock.now_utc(),
            utc_offset_min=300,
            stamp=FrameStamp(SCHOOL.id, 7, 0, 0, 640, 360),
            boxes=(PERSON,),
            cause=PERSON,
            amount=amount,
        )

    return make


@pytest.fixture
def journal(tmp_path, clock):
    folder = DataFolder(tmp_path)
    journal = Journal(folder, clock=clock, outbox=Outbox())
    journal.start()
    yield folder, journal
    journal.stop()


@pytest.mark.parametrize(("rule", "amount", "measured", "told"), RULES)
def test_the_journal_holds_and_tells_what_was_measured(journal, alert_of, rule, amount, measured, told):
    folder, writer = journal
    alert = alert_of(rule, amount)
    body = raised_body(alert)
    assert body["rule"] == rule.value
    assert {key: body[key] for key in ("seconds", "persons", "direction") if key in body} == measured
    writer.record(Kind.ALERT_RAISED, body, actor=MACHINE)
    writer.stop()
    (entry,) = each(folder, Query(kinds=(Kind.ALERT_RAISED,)))
    assert said(entry) == f"priority 1 · {told} · fence"
    again = brought_back(folder, "a1", cameras=CAMERAS, now_ns=0).alert
    assert alert_title(again) == alert_title(alert)
    assert (again.zone.rule, again.amount) == (rule, amount)


def test_a_rule_of_a_later_version_is_told_as_it_stands(journal, alert_of):
    folder, writer = journal
    body = {**raised_body(replace(alert_of(RuleKind.CROWD, 3))), "rule": "drone overhead"}
    writer.record(Kind.ALERT_RAISED, body, actor=MACHINE)
    writer.stop()
    (entry,) = each(folder, Query(kinds=(Kind.ALERT_RAISED,)))
    assert "drone overhead" in said(entry)
    assert brought_back(folder, "a1", cameras=CAMERAS, now_ns=0).alert.zone.name == "fence"


def test_a_clip_with_sound_says_so_and_one_without_says_nothing_of_it():
    at = datetime(2026, 11, 23, 18, tzinfo=UTC)
    made = ClipMade("c1", Path("clip.mp4"), at, 0, 0, 15, "h264", StreamKind.MAIN, 640, 360)
    assert "sound" not in clip_details(made)
    assert clip_details(replace(made, has_sound=True))["sound"] is True
