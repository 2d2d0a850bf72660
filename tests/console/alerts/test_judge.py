"""The judge: two looks of three, hours, cool-down."""

import threading

import pytest

from console.alerts.alert import AlertState
from console.alerts.hours import Hours
from console.alerts.judge import Judge


@pytest.fixture
def judge_of(clock, make_camera):
    def make(*zones):
        return Judge(zones, clock, cameras={"0402": make_camera("0402"), "0403": make_camera("0403")})

    return make


@pytest.fixture
def feed(clock, look, person):
    """Shows the judge a look every 0.5 s: "x" a person in the zone, "." nobody; tells where alerts came."""

    def run(judge, looks, camera_id="0402"):
        came = ""
        for shown in looks:
            clock.advance(0.5)
            boxes = [person()] if shown == "x" else [person(foot=(0.5, 0.2))]
            came += "!" if judge.judge(look(*boxes, camera_id=camera_id)) else "."
        return came

    return run


@pytest.mark.parametrize(
    ("looks", "came"),
    [
        ("x", "."),
        ("xx", ".!"),
        ("x.x", "..!"),
        ("x..x..x", "......."),
        ("xx.", ".!."),
        ("x..xx", "....!"),
        (".x.", "..."),
    ],
)
def test_two_looks_of_three(judge_of, make_zone, feed, looks, came):
    assert feed(judge_of(make_zone()), looks) == came


def test_who_is_still_there_is_no_news(judge_of, make_zone, feed):
    judge = judge_of(make_zone(cool_down_s=3))
    assert feed(judge, "x" * 60) == ".!" + "." * 58


def test_who_is_missed_for_shorter_than_the_cool_down_is_the_same(judge_of, make_zone, feed, clock):
    judge = judge_of(make_zone(cool_down_s=60))
    assert feed(judge, "xx") == ".!"
    for _ in range(5):
        clock.advance(55)
        assert feed(judge, "xx") == ".."
    clock.advance(61)
    assert feed(judge, "xx") == ".!"


def test_somebody_else_is_news_when_the_cool_down_is_over(judge_of, make_zone, clock, look, person):
    judge = judge_of(make_zone(cool_down_s=10))
    one, other = person(foot=(0.2, 0.9)), person(foot=(0.8, 0.9))
    came = []
    for number in range(40):  # a look every 0.5 s; the first alert at the second one
        clock.advance(0.5)
        came += [number] * len(judge.judge(look(one, *[other] * (number >= 6))))
    assert came == [1, 21]


def test_looks_far_apart_say_nothing_together(judge_of, make_zone, clock, look, person):
    judge = judge_of(make_zone())
    judge.judge(look(person()))
    clock.advance(21)
    assert judge.judge(look(person())) == []
    clock.advance(19)
    assert len(judge.judge(look(person()))) == 1


def test_outside_its_hours_a_zone_sees_nothing(judge_of, make_zone, feed, clock):
    judge = judge_of(make_zone(hours=Hours(start="23:05", end="06:00")))  # it is 23:00 local time
    assert feed(judge, "xxxx") == "...."
    clock.advance(300)
    assert feed(judge, "xx") == ".!"  # looks out of hours did not count
    clock.advance(7 * 3600)
    assert feed(judge, "xxxx") == "...."


def test_zones_and_cameras_are_told_apart(judge_of, make_zone, feed, clock, look, person):
    judge = judge_of(make_zone("a"), make_zone("b", priority=1), make_zone("c", "0403"))
    assert feed(judge, "x", "0403") == "."
    judge.judge(look(person()))
    assert [alert.zone.id for alert in judge.judge(look(person()))] == ["a", "b"]
    assert feed(judge, "x", "0403") == "!"
    assert judge.judge(look(person(), camera_id="unknown")) == []


def test_the_alert_says_all(judge_of, make_zone, clock, look, person):
    zone = make_zone(priority=1)
    judge = judge_of(zone)
    judge.judge(look(person()))
    sure, other = person(score=0.95), person(foot=(0.2, 0.2))
    seen = look(other, sure)
    (alert,) = judge.judge(seen)
    assert (alert.cause, alert.boxes, alert.stamp) == (sure, (other, sure), seen.stamp)
    assert (alert.camera.id, alert.zone, alert.priority) == ("0402", zone, 1)
    assert (alert.state, alert.count, alert.taken_by) == (AlertState.RAISED, 1, "")
    assert (alert.raised_at_utc, alert.utc_offset_min) == (clock.now_utc(), 300)
    assert len(alert.id) == 32
    assert "s3cret" not in repr(alert)


def test_changed_zones_are_in_force_at_once(judge_of, make_zone, make_camera, feed):
    judge = judge_of(make_zone())
    assert feed(judge, "xx") == ".!"
    judge.change([make_zone("new")], cameras={"0402": make_camera()})
    assert feed(judge, "xx") == ".!"
    judge.change([], cameras={})
    assert feed(judge, "xx") == ".."


def test_what_is_known_of_a_zone_that_did_not_change_stays(judge_of, make_zone, make_camera, feed, clock):
    judge = judge_of(make_zone("a"), make_zone("b", cool_down_s=0))
    assert feed(judge, "xx") == ".!"
    clock.advance(0.5)
    judge.change([make_zone("a"), make_zone("b", cool_down_s=1)], cameras={"0402": make_camera()})
    assert feed(judge, "xxxx") == ".!.."  # b's alone
    judge.change([make_zone("a")], cameras={"0402": make_camera()})
    assert feed(judge, "xxxx") == "...."


def test_many_threads(judge_of, make_zone, look, person, clock):
    """Each camera's looks come in order, those of two cameras at once: each gets its one alert."""
    judge = judge_of(make_zone("a"), make_zone("c", "0403"))
    raised = []

    def work(camera_id):
        for _ in range(200):
            raised.extend(judge.judge(look(person(), camera_id=camera_id)))

    threads = [threading.Thread(target=work, args=(camera_id,)) for camera_id in ("0402", "0403")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert sorted(alert.zone.id for alert in raised) == ["a", "c"]
