from console.media.worker.interval import Interval

_MS = 1_000_000


def test_the_interval_follows_the_stream_and_not_the_announcement():
    interval = Interval(guess_ns=40 * _MS)
    for index in range(50):
        learnt_ns = interval.see(index * 200 * _MS)
    assert abs(learnt_ns - 200 * _MS) < _MS


def test_jumps_of_the_source_clock_teach_nothing():
    interval = Interval()
    for at in (0, 66, 132):
        interval.see(at * _MS)
    assert interval.see(10**9 * _MS) == 66 * _MS
    assert interval.see(0) == 66 * _MS
    interval.jump()
    assert interval.see(5_000 * _MS) == 66 * _MS


def test_nothing_is_known_before_the_second_packet():
    assert Interval().see(0) == 0


def test_a_clock_set_by_some_seconds_does_not_make_a_dead_camera_look_slow():
    interval = Interval()
    for index in range(20):
        interval.see(index * 66 * _MS)
    assert 3 * interval.see(19 * 66 * _MS + 29_000 * _MS) < 1_000 * _MS


def test_a_stream_that_becomes_slow_is_followed():
    interval, at_ms = Interval(), 0
    for gap_ms in [66] * 20 + [2_000] * 20:
        at_ms += gap_ms
        learnt_ns = interval.see(at_ms * _MS)
    assert learnt_ns > 1_500 * _MS
