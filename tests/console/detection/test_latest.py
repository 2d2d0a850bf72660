"""The newest detections win."""

from console.detection.detection import Detections
from console.detection.latest import LatestDetections
from console.media.frame import FrameStamp


def look(camera_id, captured_at_ns):
    return Detections(FrameStamp(camera_id, 1, captured_at_ns, 0, 640, 360), (), captured_at_ns + 5, 5)


def test_newest_wins_whatever_the_order():
    latest = LatestDetections()
    assert latest.get("a") is None
    latest.put(look("a", 10))
    latest.put(look("b", 5))
    latest.put(look("a", 30))
    latest.put(look("a", 20))
    assert latest.get("a").stamp.captured_at_ns == 30
    latest.forget("a")
    assert latest.get("a") is None
    assert latest.get("b") is not None
