import pytest

from console.media.worker.pacing import Pacing

_MS = 1_000_000
_FRAMES = [index * 40 * _MS for index in range(5)]


def test_frames_are_due_by_their_own_timestamps():
    pacing = Pacing(now_ns=1000)
    assert [pacing.due_at_ns(at, now_ns=1000) for at in _FRAMES] == [1000 + at for at in _FRAMES]


def test_loops_follow_each_other_a_frame_apart_however_late_the_reader_is():
    pacing = Pacing(now_ns=0)
    due, now_ns = [], 0
    for _loop in range(100):
        for at in _FRAMES:
            due.append(pacing.due_at_ns(at, now_ns=now_ns))
            now_ns = due[-1] + 7 * _MS  # waking up takes its time, each time
        pacing.loop()
    assert due == [index * 40 * _MS for index in range(500)]


def test_after_a_long_sleep_the_clip_goes_on_instead_of_rushing():
    pacing = Pacing(now_ns=0)
    pacing.due_at_ns(0, now_ns=0)
    awake_ns = 60_000 * _MS
    assert pacing.due_at_ns(40 * _MS, now_ns=awake_ns) == awake_ns
    assert pacing.due_at_ns(80 * _MS, now_ns=awake_ns) == awake_ns + 40 * _MS


def test_a_time_that_steps_back_comes_at_once_and_moves_nothing():
    pacing = Pacing(now_ns=0)
    for at, due in ((0, 0), (80, 80), (40, 80), (120, 120)):
        assert pacing.due_at_ns(at * _MS, now_ns=0) == due * _MS


@pytest.mark.parametrize("jump_s", [-3600, 3600])
def test_a_clock_that_is_set_costs_one_frame_and_changes_no_pace(jump_s):
    pacing = Pacing(now_ns=0)
    times = [*_FRAMES, *(at + jump_s * 1000 * _MS for at in _FRAMES)]
    assert [pacing.due_at_ns(at, now_ns=0) for at in times] == [index * 40 * _MS for index in range(10)]
