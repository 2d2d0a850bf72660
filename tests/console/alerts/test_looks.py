"""What was seen round a cause: by span, for a while, as lines that hold whole numbers alone."""

import json
from dataclasses import replace

from console.alerts.looks import Looks, look_lines
from console.detection.detection import Box, Kind
from console.media.pin import LONGEST_PIN_NS

S = 1_000_000_000


def test_the_looks_of_a_span_come_by_camera_and_in_order(look, clock, person):
    looks = Looks()
    for _second in range(10):
        looks.note(look(person(), camera_id="a"))
        looks.note(look(camera_id="b"))
        clock.advance(1)
    began_ns = clock.monotonic_ns() - 10 * S
    found = looks.between("a", from_ns=began_ns + 2 * S, to_ns=began_ns + 5 * S)
    assert [each.stamp.captured_at_ns - began_ns for each in found] == [2 * S, 3 * S, 4 * S, 5 * S]
    assert {each.stamp.camera_id for each in found} == {"a"}
    assert looks.between("unknown", from_ns=0, to_ns=2**62) == []


def test_they_are_kept_as_long_as_a_pinned_ring_reaches_back_and_no_longer(look, clock):
    looks = Looks()
    for _second in range(200):
        newest = look()
        looks.note(newest)
        clock.advance(1)
    kept = looks.between("0402", from_ns=0, to_ns=2**62)
    assert newest.stamp.captured_at_ns - kept[0].stamp.captured_at_ns == LONGEST_PIN_NS
    assert len(kept) == 121


def test_each_look_is_a_line_of_whole_numbers(look):
    box = Box("person", Kind.PERSON, 0.876, 10.4, 20.6, 30.5, 99.9, track=3)
    seen = look(box, replace(box, label="car", track=None))
    lines = look_lines([seen, look()], utc_minus_monotonic_ns=1_700_000_000 * S)
    first, second = map(json.loads, lines.decode().splitlines())
    assert first == {
        "at_utc": "2023-11-14T22:30:00.000000Z",
        "width": 640,
        "height": 360,
        "boxes": [
            {"label": "person", "score": 88, "box": [10, 21, 30, 100], "track": 3},
            {"label": "car", "score": 88, "box": [10, 21, 30, 100]},
        ],
    }
    assert second["boxes"] == []
    assert look_lines([], utc_minus_monotonic_ns=0) == b""
