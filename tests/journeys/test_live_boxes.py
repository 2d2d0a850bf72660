"""The detector never sees a tile: live boxes at 64 tiles are those of the same frames in the file."""

from __future__ import annotations

import time
from dataclasses import dataclass

import numpy as np
import pytest

from console.cameras.address import Address
from console.cameras.camera import Camera
from console.cameras.places import Place, PlaceKind
from console.clock import SystemClock
from console.detection.overlap import overlaps
from console.detection.pool import Pool
from console.media.frame import Still
from console.media.host import Host
from console.media.worker.frame_file import read_frames
from console.media.worker.letterbox import letterbox
from console.media.worker.transcode import make_clip
from console.outbox import Outbox

TILES = 64
TILE_PX = (240, 135)
CLIP_S = 8
LOOKS = 300
SURE = 0.5  # as a camera's own confidence
GIVE_UP_S = 90
ALIKE = 0.98  # of the boxes; YOLOX-nano finds 0.87 of them on tiles, YOLOv3-tiny 0.96


@dataclass(slots=True)
class Tally:
    """Boxes of two detectors on the same frames, paired by label at IoU 0.5."""

    matched: int = 0
    found: int = 0

    def add(self, one, other):
        shared = overlaps(corners(one), corners(other))
        for row, box in enumerate(one):
            shared[row, [box.label != rival.label for rival in other]] = 0
        while shared.size and shared.max() >= 0.5:
            row, column = np.unravel_index(shared.argmax(), shared.shape)
            shared[row, :] = shared[:, column] = 0
            self.matched += 2
        self.found += len(one) + len(other)

    @property
    def ratio(self):
        return self.matched / self.found


def corners(boxes):
    return np.array([(box.x1, box.y1, box.x2, box.y2) for box in boxes], np.float32).reshape(-1, 4)


def sure(boxes):
    return [box for box in boxes if box.score >= SURE]


@pytest.fixture(scope="module")
def clip(tmp_path_factory, asset_folder):
    clip = tmp_path_factory.mktemp("clip") / "street.mp4"
    make_clip(asset_folder / "footage" / "vtest.avi", clip, start_s=0, seconds=CLIP_S)
    return clip


@pytest.fixture(scope="module")
def load_model(model_file):
    return model_file.load


@pytest.fixture(scope="module")
def in_file(clip, load_model):
    """Media time in µs → (boxes in the full frame, boxes in the frame scaled to a tile first)."""
    model, found = load_model(), {}
    for frame in read_frames(clip):
        size = {"width": frame.width, "height": frame.height}
        full = model.detect(frame.pixels, scale=frame.scale, **size)
        small = np.empty_like(frame.pixels)
        tile = frame._full.reformat(width=TILE_PX[0], height=TILE_PX[1])
        scale = letterbox(tile, small) * TILE_PX[0] / frame.width
        found[frame.media_time_us] = (sure(full), sure(model.detect(small, scale=scale, **size)))
    return found


@pytest.fixture(scope="module")
def live(clip, load_model):
    """Detections of 64 feeds, all shown as tiles, until each has been looked at and LOOKS were made."""
    told, clock = [], SystemClock()
    host = Host(clock=clock, outbox=Outbox())

    def on_detections(detections, _):
        told.append(detections)
        return Still.DROP

    pool = Pool(host=host, clock=clock, models=load_model, workers=2, on_detections=on_detections)
    place = Place("p", "Street", PlaceKind.STREET)
    address = Address.parse(str(clip))
    host.start()
    try:
        for number in range(TILES):
            camera_id = f"c{number}"
            host.open(camera_id, address).show("tile", width_px=TILE_PX[0], height_px=TILE_PX[1])
            pool.watch(Camera(camera_id, camera_id, "", place, address, confidence=SURE))
        pool.start()
        end = time.monotonic() + GIVE_UP_S
        while len(told) < LOOKS or len({look.stamp.camera_id for look in list(told)}) < TILES:
            assert time.monotonic() < end, f"{len(told)} looks in {GIVE_UP_S} s"
            time.sleep(0.05)
        painted = sum(feed.counters().decoded for feed in host.feeds.values())
    finally:
        pool.stop()
        host.stop()
    assert painted > TILES  # the tiles' own decoding went on beside it
    return told


def test_live_boxes_are_the_files(live, in_file):
    tally = Tally()
    for look in live:
        assert (look.stamp.width, look.stamp.height) == (640, 360)
        tally.add(look.boxes, in_file[look.stamp.media_time_us][0])
    assert tally.found > 2 * LOOKS
    assert len({look.stamp.media_time_us for look in live}) > 30
    assert tally.ratio >= ALIKE


def test_a_detector_that_saw_tiles_would_be_found_out(live, in_file):
    tally = Tally()
    for look in live:
        tally.add(in_file[look.stamp.media_time_us][1], in_file[look.stamp.media_time_us][0])
    assert tally.ratio < ALIKE


def test_a_frame_taken_for_its_neighbour_would_be_found_out(live, in_file):
    """The comparison is one of frames, not of places: boxes of half a second later do not match."""
    times = sorted(in_file)
    later = dict(zip(times, times[8:] + times[:8], strict=True))
    tally = Tally()
    for look in live:
        tally.add(look.boxes, in_file[later[look.stamp.media_time_us]][0])
    assert tally.ratio < ALIKE
