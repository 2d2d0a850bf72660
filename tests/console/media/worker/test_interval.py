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
