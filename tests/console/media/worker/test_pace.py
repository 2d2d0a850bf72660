"""How often a stream is due to show a picture, in each decode mode."""

from console.media.decode_mode import DecodeMode
from console.media.worker.pace import Pace

_STEP_NS = 66_666_667
EVERY, HALF, KEYFRAMES, PACKETS = DecodeMode


def _pace(frames: int, *, gop: int, step_ns: int = _STEP_NS) -> Pace:
    pace = Pace()
    for number in range(frames):
        pace.see(number * step_ns, is_keyframe=number % gop == 0)
    return pace


def test_the_interval_is_the_modes():
    pace = _pace(61, gop=30)
    assert abs(pace.interval_ns(EVERY) - _STEP_NS) < 10
    assert abs(pace.interval_ns(HALF) - 2 * _STEP_NS) < 20
    assert abs(pace.interval_ns(KEYFRAMES) - 30 * _STEP_NS) < 100


def test_a_stream_with_few_keyframes_is_never_cut_down_to_them():
    assert _pace(61, gop=30).possible(KEYFRAMES) is KEYFRAMES
    assert _pace(200, gop=90).possible(KEYFRAMES) is HALF  # every six seconds
    assert _pace(20, gop=30).possible(KEYFRAMES) is HALF  # not known yet
    assert _pace(200, gop=90).possible(PACKETS) is PACKETS


def test_what_is_wanted_of_a_stream():
    pace, wanted = Pace(), dict.fromkeys(DecodeMode, 0)
    for number in range(60):
        pace.see(number * _STEP_NS, is_keyframe=number % 30 == 0)
        for mode in DecodeMode:
            wanted[mode] += pace.wants(mode)
    assert wanted == {EVERY: 60, HALF: 30, KEYFRAMES: 2, PACKETS: 0}
