"""Rules drawn on a camera's picture, by mouse and by keys alone, tried and saved."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from console.alerts.hours import Hours
from console.alerts.rule_kind import Direction, RuleKind
from console.alerts.trial import Trial
from console.alerts.zone import Zone
from console.cameras.address import Address
from console.cameras.camera import Camera
from console.cameras.line import Line
from console.cameras.places import Place, PlaceKind
from console.cameras.polygon import Polygon
from console.language import use_language
from console.rulebook import RulesRefused, RulesSaved, Watched
from ui.rules.rules_window import RulePicture, RulesWindow

CAMERA = Camera("c1", "0401", "yard", Place("s1", "School No. 1", PlaceKind.SCHOOL), Address.parse("/y.mp4"))
YARD = Polygon(((0.1, 0.1), (0.4, 0.1), (0.4, 0.6)))
POST = Polygon(((0.9, 0.1), (0.95, 0.1), (0.95, 0.3)))
NIGHT = Zone(
    "z1",
    "c1",
    "yard at night",
    YARD,
    hours=Hours(0b0011111, "22:00", "06:00"),
    priority=1,
    after_s=90.5,
    least_density=0.3,
)
FRAME = QRect(10, 20, 400, 300)


class FakeRulebook:
    def __init__(self) -> None:
        self.watched = Watched(replace(CAMERA, ignore_zones=(POST,)), (NIGHT,))
        self.saved: list[tuple[Watched, str]] = []
        self.permits = True

    def of(self, camera_id):
        return self.watched if camera_id == "c1" else None

    def save(self, watched, *, ref=""):
        self.saved.append((watched, ref))
        return self.permits


@pytest.fixture
def rulebook():
    return FakeRulebook()


@pytest.fixture
def window(qapp, rulebook):
    use_language("en")
    tile = QWidget()
    shown = []
    trials = []

    def trial(zone, camera):
        trials.append((zone, camera))
        return Trial((object(),) * 3, 120, 59.0, False)

    window = RulesWindow(
        rulebook,
        picture=RulePicture(tile, lambda: FRAME, shown.append),
        may=lambda _intent: rulebook.permits,
        trial=trial,
    )
    window.shown, window.trials = shown, trials
    assert window.open(CAMERA) == ""
    yield window
    window.close()
    use_language("ru")


def click(window, x, y, button=Qt.MouseButton.LeftButton):
    """At a place of the camera's frame, in hundredths."""
    QTest.mouseClick(window.canvas, button, pos=at(x, y))


def at(x, y):
    return QPoint(FRAME.x() + x * FRAME.width() // 100, FRAME.y() + y * FRAME.height() // 100)


def said(window):
    return window.form._complaint.text()


def fence(window):
    """A new zone of three clicks with a name."""
    window.list.new_zone.click()
    for x, y in ((50, 50), (80, 50), (80, 90)):
        click(window, x, y)
    QTest.keyClicks(window.form._name, "fence")


def test_what_is_in_force_is_listed_and_saved_as_it_was(window, rulebook):
    assert [window.list.view.item(row).text() for row in range(2)] == [
        "▲ yard at night · person in zone",
        "nothing counts here",
    ]
    assert window.shown == [CAMERA]
    window.form._do.click()
    assert rulebook.saved == [(rulebook.watched, "rules window")]


def test_a_zone_is_drawn_by_mouse(window, rulebook):
    fence(window)
    window.form._do.click()
    ((watched, ref),) = rulebook.saved
    assert watched.zones[0] == NIGHT
    drawn = watched.zones[1]
    assert (drawn.name, drawn.rule, drawn.camera_id) == ("fence", RuleKind.PERSON_IN_ZONE, "c1")
    assert drawn.shape == Polygon(((0.5, 0.5), (0.8, 0.5), (0.8, 0.9)))
    window.hear(RulesSaved(ref, watched))
    assert said(window) == "Saved, and in force."


def test_a_corner_is_dragged_and_taken_away(window):
    fence(window)
    click(window, 30, 30)
    QTest.mousePress(window.canvas, Qt.MouseButton.LeftButton, pos=at(80, 50))
    QTest.mouseMove(window.canvas, at(90, 40))
    QTest.mouseRelease(window.canvas, Qt.MouseButton.LeftButton, pos=at(90, 40))
    assert window.drafts[-1].corners == ((0.5, 0.5), (0.9, 0.4), (0.8, 0.9), (0.3, 0.3))
    click(window, 30, 30, Qt.MouseButton.RightButton)
    assert window.drafts[-1].corners == ((0.5, 0.5), (0.9, 0.4), (0.8, 0.9))


def test_a_press_beside_the_frame_sets_a_corner_on_its_edge(window):
    window.list.new_zone.click()
    QTest.mouseClick(window.canvas, Qt.MouseButton.LeftButton, pos=QPoint(0, FRAME.y() + 150))
    assert window.drafts[-1].corners == ((0, 0.5),)


def test_a_line_is_drawn_by_keys_alone(window, rulebook):
    window.list.new_line.setFocus()
    QTest.keyClick(window.list.new_line, Qt.Key.Key_Space)
    canvas = window.canvas
    QTest.keyClick(canvas, Qt.Key.Key_Space)
    for _step in range(4):
        QTest.keyClick(canvas, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(canvas, Qt.Key.Key_Down)
    QTest.keyClick(canvas, Qt.Key.Key_Space)
    QTest.keyClick(canvas, Qt.Key.Key_Space)
    QTest.keyClick(canvas, Qt.Key.Key_Backspace)
    QTest.keyClicks(window.form._name, "gate")
    window.form._direction.setCurrentIndex([*Direction].index(Direction.LEFT_TO_RIGHT))
    QTest.keyClick(window.form._name, Qt.Key.Key_Return)
    zone = rulebook.saved[-1][0].zones[-1]
    assert (zone.rule, zone.direction) == (RuleKind.LINE_CROSSED, Direction.LEFT_TO_RIGHT)
    assert zone.shape == Line(((0.5, 0.5), (0.7, 0.505)))


@pytest.mark.parametrize(
    ("corners", "name", "why"),
    [
        (((50, 50), (80, 50), (80, 90)), "", "name"),
        (((50, 50), (80, 50)), "fence", "three corners"),
        (((50, 50), (80, 80), (80, 50), (50, 80)), "fence", "crosses itself"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_saved(window, rulebook, corners, name, why):
    window.list.new_zone.click()
    for x, y in corners:
        click(window, x, y)
    QTest.keyClicks(window.form._name, name)
    window.list.choose(0)
    window.form._do.click()
    assert why in said(window) and window.list.row == 2
    assert rulebook.saved == []


def test_a_blind_spot_and_a_removal(window, rulebook):
    window.list.choose(0)
    window.list.remove.click()
    window.list.new_ignored.click()
    for x, y in ((0, 0), (10, 0), (10, 10)):
        click(window, x, y)
    window.form._do.click()
    watched = rulebook.saved[-1][0]
    assert watched.zones == ()
    assert watched.camera.ignore_zones == (POST, Polygon(((0, 0), (0.1, 0), (0.1, 0.1))))


def test_masks_are_drawn_moved_and_taken_away_beside_the_rules(window, rulebook):
    door = Polygon(((0.1, 0.1), (0.2, 0.1), (0.2, 0.3)))
    rulebook.watched = replace(rulebook.watched, camera=replace(rulebook.watched.camera, masks=(door,)))
    window.open(CAMERA)
    assert window.list.view.item(2).text() == "privacy mask"
    window.form._do.click()
    assert rulebook.saved == [(rulebook.watched, "rules window")]
    window.list.choose(2)
    QTest.mousePress(window.canvas, Qt.MouseButton.LeftButton, pos=at(20, 30))
    QTest.mouseMove(window.canvas, at(30, 40))
    QTest.mouseRelease(window.canvas, Qt.MouseButton.LeftButton, pos=at(30, 40))
    window.list.new_mask.click()
    assert said(window) == "Draw it on the picture."
    assert window.form._rule.isVisible() and not window.form._name.isVisible()
    for x, y in ((50, 50), (80, 50), (80, 90)):
        click(window, x, y)
    window.list.attempt.click()
    assert "watched all the same" in said(window) and window.trials == []
    window.form._do.click()
    watched = rulebook.saved[-1][0]
    moved = Polygon((*door.corners[:2], (0.3, 0.4)))
    drawn = Polygon(((0.5, 0.5), (0.8, 0.5), (0.8, 0.9)))
    assert watched.camera.masks == (moved, drawn)
    assert watched.camera.ignore_zones == (POST,) and watched.zones == (NIGHT,)
    window.list.choose(2)
    window.list.remove.click()
    window.form._do.click()
    assert rulebook.saved[-1][0].camera.masks == (drawn,)


def test_a_mask_of_two_corners_is_not_saved(window, rulebook):
    window.list.new_mask.click()
    for x in (50, 80):
        click(window, x, 50)
    window.form._do.click()
    assert "three corners" in said(window) and rulebook.saved == []


def test_what_is_usual_at_a_school_is_offered_to_be_drawn(window, rulebook):
    menu = window.list.usual_rules()
    assert "over the fence" in [entry.text() for entry in menu.actions()]
    next(entry for entry in menu.actions() if entry.text() == "over the fence").trigger()
    for x in (50, 80):
        click(window, x, 50)
    window.form._do.click()
    zone = rulebook.saved[-1][0].zones[-1]
    assert (zone.name, zone.priority, zone.shape) == ("over the fence", 1, Line(((0.5, 0.5), (0.8, 0.5))))
    menu.deleteLater()


def test_only_fields_that_mean_something_are_shown(window):
    form = window.form
    assert form._week.isVisible() and not form._after.isVisible() and not form._count.isVisible()
    form._rule.setCurrentIndex([*RuleKind].index(RuleKind.LOITERING))
    assert form._after.isVisible() and form._after.value() == 90
    form._rule.setCurrentIndex([*RuleKind].index(RuleKind.CROWD))
    assert form._count.isVisible() and not form._after.isVisible()
    window.list.choose(1)
    assert form._rule.isVisible() and not form._week.isVisible() and not form._name.isVisible()


def test_hours_are_read_and_set(window, rulebook):
    form = window.form
    assert form._span.text() == "into the next day"
    form._week.buttons[6].click()
    QTest.keyClick(form._end, Qt.Key.Key_Up)
    form._do.click()
    assert rulebook.saved[-1][0].zones[0].hours == Hours(0b1011111, "22:00", "07:00")


def test_a_rule_is_tried_as_it_is_drawn(window):
    fence(window)
    window.list.attempt.click()
    ((zone, camera),) = window.trials
    assert zone.name == "fence" and camera.ignore_zones == (POST,)
    assert said(window) == "In the last 59 s it would have raised 3 alerts, whatever the hour."


def test_a_refusal_is_said_and_the_drawing_stays(window, rulebook):
    fence(window)
    rulebook.permits = False
    window.form._do.click()
    assert said(window).startswith("Not for your role")
    window.hear(RulesRefused("rules window", "the disk is full"))
    assert said(window) == "Not saved: the disk is full."
    assert len(window.drafts) == 3


def test_who_may_not_change_rules_is_not_shown_them(window, rulebook):
    window.close()
    rulebook.permits = False
    assert window.open(CAMERA).startswith("Not for your role")
    assert not window.isVisible() and window.shown == [CAMERA, None]
