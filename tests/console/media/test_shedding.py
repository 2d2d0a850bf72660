"""What is given up first, how soon, and how much later it is taken back."""

import itertools

from console.media.decode_mode import DecodeMode
from console.media.shedding import Rank, Shed, Shedding, Stage, steps

_S = 1_000_000_000
GOOD = {"wanted": 100, "painted": 100, "lag_ns": 30_000_000}
BAD = {"wanted": 100, "painted": 60, "lag_ns": 400_000_000}
BURST = {"wanted": 100, "painted": 60, "lag_ns": 20_000_000}
EVERY, HALF, KEYFRAMES, _PACKETS = DecodeMode


class Desk:
    """One look a second."""

    def __init__(self):
        self.shedding, self.now_s = Shedding(), 0

    def look(self, look, *, seconds, most=20):
        for _second in range(seconds):
            self.shedding.look(**look, now_ns=self.now_s * _S, most=most)
            self.now_s += 1
        return self.shedding.step


def test_a_step_after_two_bad_seconds_and_one_more_after_two_more():
    desk = Desk()
    assert desk.look(GOOD, seconds=30) == 0
    assert desk.look(BAD, seconds=2) == 0
    assert desk.look(BAD, seconds=1) == 1
    assert desk.look(BAD, seconds=4) == 3


def test_a_single_bad_second_costs_nothing():
    desk = Desk()
    for _time in range(10):
        assert desk.look(BAD, seconds=1) == 0
        assert desk.look(GOOD, seconds=1) == 0


def test_frames_that_came_in_a_burst_are_no_lack_of_power():
    assert Desk().look(BURST, seconds=30) == 0


def test_nothing_wanted_is_nothing_missed():
    assert Desk().look({"wanted": 0, "painted": 0, "lag_ns": 0}, seconds=30) == 0


def test_recovery_is_slower_than_giving_up_and_slower_still_after_a_relapse():
    desk = Desk()
    desk.look(BAD, seconds=3)
    assert desk.look(GOOD, seconds=10) == 1
    assert desk.look(GOOD, seconds=1) == 0
    assert desk.look(BAD, seconds=3) == 1
    assert desk.look(GOOD, seconds=20) == 1
    assert desk.look(GOOD, seconds=1) == 0
    desk.look(GOOD, seconds=400)  # long forgotten
    desk.look(BAD, seconds=3)
    assert desk.look(GOOD, seconds=11) == 0


def test_no_more_steps_than_there_are():
    desk = Desk()
    assert desk.look(BAD, seconds=60, most=4) == 4
    assert desk.look(GOOD, seconds=1, most=2) == 2


def test_the_order_of_giving_up():
    ranks = {
        **{f"street-{number}": Rank.ORDINARY for number in range(8)},
        "school": Rank.CHILDREN,
        "alert": Rank.LAST,
    }
    plan = steps(ranks)
    assert plan[0] == Shed()
    stages = [shed.stage for shed in plan]
    assert list(dict.fromkeys(stages)) == list(Stage), "each stage in its turn, never back"
    for before, after in itertools.pairwise(plan):
        assert all(after.modes[camera] >= mode for camera, mode in before.modes.items())
        assert after != before, "every step gives something up"
    first_keyframes = stages.index(Stage.KEYFRAMES)
    assert plan[first_keyframes - 1].modes == {f"street-{number}": HALF for number in range(8)}
    detection = plan[stages.index(Stage.DETECTION)]
    assert detection.modes == {f"street-{number}": KEYFRAMES for number in range(8)}
    assert detection.detection_divisor == 2
    assert "school" not in detection.modes
    assert plan[-1].modes["school"] is KEYFRAMES
    assert plan[-1].modes["alert"] is HALF, "an alert's camera keeps moving whatever happens"


def test_a_wall_of_schools_has_no_empty_steps():
    plan = steps({"school": Rank.CHILDREN})
    assert [shed.stage for shed in plan] == [
        Stage.NOTHING,
        Stage.DETECTION,
        Stage.CHILDREN,
        Stage.CHILDREN,
        Stage.EVERYTHING,
    ]
