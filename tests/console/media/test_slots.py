import os
import subprocess
import sys
import time

import numpy as np

from console.media.slots import Picture, SlotWriter, make_slots

_WRITER = """
import itertools, sys, numpy as np
from console.media.slots import SlotWriter
writer = SlotWriter(int(sys.argv[1]), width_px=64, height_px=48)
for number in itertools.count(1):
    rows = np.full((48, 256), number % 251, np.uint8)
    writer.write(rows, captured_at_ns=number, sequence=number)
"""
LOOKS = 2000


def _pair() -> tuple[SlotWriter, Picture]:
    descriptor = make_slots(width_px=4, height_px=2)
    writer = SlotWriter(descriptor, width_px=4, height_px=2)
    picture = Picture(descriptor, width_px=4, height_px=2)
    os.close(descriptor)
    return writer, picture


def _write(writer: SlotWriter, value: int) -> int:
    return writer.write(np.full((2, 16), value, np.uint8), captured_at_ns=value * 10, sequence=value)


def test_nothing_is_shown_before_the_first_picture():
    _writer, picture = _pair()
    assert picture.newest() == 0
    assert picture.claim() is None


def test_the_newest_picture_wins_and_the_claimed_one_is_left_alone():
    writer, picture = _pair()
    _write(writer, 1)
    shown = picture.claim()
    for value in range(2, 12):
        assert _write(writer, value) == value
        assert bytes(shown.pixels) == bytes([1]) * 32
    newest = picture.claim()
    assert (newest.number, newest.captured_at_ns, newest.sequence) == (11, 110, 11)
    assert bytes(newest.pixels) == bytes([11]) * 32


def test_a_second_writer_goes_on_counting_where_the_first_one_died():
    descriptor = make_slots(width_px=4, height_px=2)
    picture = Picture(descriptor, width_px=4, height_px=2)
    _write(SlotWriter(descriptor, width_px=4, height_px=2), 7)
    assert _write(SlotWriter(descriptor, width_px=4, height_px=2), 8) == 2
    os.close(descriptor)
    assert picture.claim().sequence == 8


def test_no_picture_is_ever_torn_while_another_process_writes_as_fast_as_it_can():
    descriptor = make_slots(width_px=64, height_px=48)
    picture = Picture(descriptor, width_px=64, height_px=48)
    command = [sys.executable, "-c", _WRITER, str(descriptor)]
    child = subprocess.Popen(command, pass_fds=(descriptor,))
    looked, last = 0, 0
    while looked < LOOKS:
        assert child.poll() is None, "the writer ended by itself"
        if picture.newest() == last or (shown := picture.claim()) is None:
            continue
        looked += 1
        assert shown.number > last
        last = shown.number
        wanted = bytes([last % 251]) * (64 * 48 * 4)
        assert bytes(shown.pixels) == wanted
        if looked % 50 == 0:
            time.sleep(0.001)  # the writer goes round its slots meanwhile
        assert bytes(shown.pixels) == wanted
    child.kill()
    child.wait()
    os.close(descriptor)
    assert last > 2 * LOOKS, "the writer was hardly faster than the looks: nothing was put to the test"
