"""The pool over a host without decoders, and over the real one."""

import itertools
import logging
import threading
import time
from collections import Counter
from dataclasses import replace

import pytest

from console.cameras.address import Address
from console.cameras.camera import Camera
from console.cameras.places import Place, PlaceKind
from console.cameras.search_grid import WHOLE, SearchGrid
from console.clock import SystemClock
from console.detection.detection import Box, Kind
from console.detection.onnx_runtime import OnnxModel
from console.detection.pool import Pool
from console.media.area import areas
from console.media.frame import Still, Tile
from console.media.host import Host
from console.outbox import Outbox
from console.problem import Problem
from tests.fakes.fake_letterboxes import FakeLetterboxes, letterbox

GIVE_UP_S = 20


def camera(camera_id, **values):
    place = Place("p", "Street", PlaceKind.STREET)
    return replace(Camera(camera_id, camera_id, "", place, Address.parse("rtsp://10.0.0.2/1")), **values)


def until(true, *, give_up_s=GIVE_UP_S):
    end = time.monotonic() + give_up_s
    while not true():
        assert time.monotonic() < end, "it never came"
        time.sleep(0.005)


class FakeModel:
    """Sees one person at 0.7; `gate` holds every look up while it is clear."""

    name, input_px = "fake", 416

    def __init__(self):
        self.gate = threading.Event()
        self.gate.set()
        self.looking = threading.Semaphore(0)

    def detect(self, pixels, *, scale, width, height):
        self.looking.release()
        assert self.gate.wait(GIVE_UP_S)
        return (Box("person", Kind.PERSON, 0.7, 10, 10, 50, 100),)


class Desk:
    """A pool over fakes and what it told."""

    def __init__(self, *, workers=2, on_detections=None):
        self.host, self.model = FakeLetterboxes(), FakeModel()
        self.told, self.stills = [], []
        self.answer = on_detections or (lambda detections: Still.DROP)
        self.pool = Pool(
            host=self.host,
            clock=SystemClock(),
            models=lambda: self.model,
            workers=workers,
            on_detections=self._on_detections,
            on_still=lambda detections, jpeg: self.stills.append((detections, jpeg.result(0))),
        )

    def _on_detections(self, detections, letterbox):
        assert detections.stamp is letterbox.stamp
        self.told.append(detections)
        return self.answer(detections)

    def counts(self):
        return Counter(detections.stamp.camera_id for detections in list(self.told))


@pytest.fixture
def desk():
    desk = Desk()
    yield desk
    desk.model.gate.set()
    desk.pool.stop()
    assert not [thread.name for thread in threading.enumerate() if thread.name.startswith("detector:")]
    assert desk.host.breaches == []


def test_every_camera_gets_its_turn(desk):
    ids = [f"c{number}" for number in range(20)]
    for camera_id in ids:
        desk.pool.watch(camera(camera_id))
    desk.pool.start()
    until(lambda: len(desk.told) >= 400)
    counts = desk.counts()
    assert set(counts) == set(ids)
    # By turns each has 20; a busy machine may hold up a worker, and with it that one camera, for some rounds.
    assert min(counts.values()) >= 10


def test_each_letterbox_wakes_a_worker_and_not_who_watches_over_them(monkeypatch):
    monkeypatch.setattr("console.detection.pool._WAIT_S", 2 * GIVE_UP_S)
    monkeypatch.setattr("console.detection.pool._WATCH_S", 2 * GIVE_UP_S)
    desk = Desk(workers=1)
    ids = [f"c{number}" for number in range(8)]
    desk.host.silent = set(ids)  # the test answers for them
    for camera_id in ids:
        desk.pool.watch(camera(camera_id))
    desk.pool.start()
    for number, camera_id in enumerate(ids, 1):
        until(lambda asked=camera_id: asked in desk.host.out)
        desk.host.on_letterbox(letterbox(camera_id, sequence=number))
        until(lambda count=number: len(desk.told) == count)
    desk.pool.stop()


def test_cameras_that_never_answer_or_cannot_be_asked_block_nothing(desk):
    for number in range(30):
        desk.pool.watch(camera(f"silent{number}"))
        desk.pool.watch(camera(f"away{number}"))
    for number in range(3):
        desk.pool.watch(camera(f"good{number}"))
    desk.host.silent = {f"silent{number}" for number in range(30)}
    desk.host.away = {f"away{number}" for number in range(30)}
    desk.pool.start()
    good = {"good0", "good1", "good2"}
    # Whose first turn comes when is chance; that each of them goes on being looked at is not.
    until(lambda: all(desk.counts().get(each, 0) > 50 for each in good))
    assert set(desk.counts()) == good


def test_a_dropped_job_is_asked_for_again(desk):
    desk.pool.watch(camera("a"))
    desk.host.silent = {"a"}
    desk.pool.start()
    until(lambda: desk.host.asked == ["a"])
    desk.host.silent = set()
    desk.host.out.clear()
    desk.host.on_dropped("a")
    until(lambda: len(desk.told) > 3)


def test_a_callback_that_fails_kills_no_worker(caplog):
    def fail(detections):
        raise RuntimeError("rtsp://admin:secret@10.0.0.2/1")

    desk = Desk(workers=1, on_detections=fail)
    desk.pool.watch(camera("a"))
    with caplog.at_level(logging.ERROR):
        desk.pool.start()
        until(lambda: len(desk.told) >= 5)
        desk.pool.stop()
    assert desk.host.finished[:5] == [("a", Still.DROP)] * 5
    assert "looking at camera a failed" in caplog.text


def test_a_model_that_fails_on_one_camera_does_not_stop_the_others(desk):
    detect = desk.model.detect

    def fail_on_b(pixels, **size):
        if size["width"] == 1:
            raise ValueError
        return detect(pixels, **size)

    desk.model.detect = fail_on_b
    ask = desk.host.ask_letterbox

    def raise_for_b(camera_id, **how):
        if camera_id == "b":
            raise RuntimeError
        return ask(camera_id, **how)

    desk.host.ask_letterbox = raise_for_b
    desk.pool.watch(camera("b"))
    desk.pool.watch(camera("a"))
    desk.pool.start()
    until(lambda: desk.counts()["a"] >= 20)


def test_the_frame_of_an_alert_becomes_its_still():
    desk = Desk(workers=1, on_detections=lambda detections: Still.KEEP)
    desk.pool.watch(camera("a"))
    desk.pool.start()
    until(lambda: len(desk.stills) >= 2)
    desk.pool.stop()
    detections, jpeg = desk.stills[0]
    assert detections is desk.told[0]
    assert jpeg == b"jpeg of a"
    assert desk.host.finished[0] == ("a", Still.KEEP)


def test_a_still_that_fails_is_told_as_failed():
    desk = Desk(workers=1, on_detections=lambda detections: Still.KEEP)
    failed = []
    desk.pool._looking._on_still = lambda detections, jpeg: failed.append(jpeg.exception(0))

    def break_down(letterbox, *, still=Still.DROP):
        raise OSError("gone")

    desk.host.finish_letterbox = break_down
    desk.pool.watch(camera("a"))
    desk.pool.start()
    until(lambda: failed)
    desk.pool.stop()
    assert isinstance(failed[0], OSError)


def test_confidence_and_tracks_are_the_cameras(desk):
    desk.pool.watch(camera("strict", confidence=0.8))
    desk.pool.watch(camera("plain"))
    desk.pool.start()
    until(lambda: min(desk.counts()["strict"], desk.counts()["plain"]) >= 3)
    for detections in list(desk.told):
        if detections.stamp.camera_id == "strict":
            assert detections.boxes == ()
        else:
            assert [box.track for box in detections.boxes] == [1]


def test_a_camera_unwatched_during_its_look_is_not_told(desk):
    desk.model.gate.clear()
    desk.pool.watch(camera("a"))
    desk.pool.start()
    assert desk.model.looking.acquire(timeout=GIVE_UP_S)
    desk.pool.unwatch("a")
    desk.model.gate.set()
    until(lambda: desk.host.finished == [("a", Still.DROP)])
    assert desk.told == []
    assert desk.pool.rate().cameras == 0


def test_readers_never_wait_for_a_model(desk):
    """While every worker is held up, the next letterboxes are taken at once, and told as backlog."""
    desk.model.gate.clear()
    for number in range(6):
        desk.pool.watch(camera(f"c{number}"))
    desk.pool.start()
    for _ in range(2):
        assert desk.model.looking.acquire(timeout=GIVE_UP_S)
    until(lambda: desk.pool.rate().backlog >= 2)  # two a worker are asked ahead
    assert desk.told == []
    desk.model.gate.set()
    until(lambda: len(desk.told) >= 12)
    assert desk.pool.rate().per_second > 0


def test_stopping_gives_back_what_waits(desk):
    desk.model.gate.clear()
    for number in range(6):
        desk.pool.watch(camera(f"c{number}"))
    desk.pool.start()
    until(lambda: desk.pool.rate().backlog >= 2)
    stopping = threading.Thread(target=desk.pool.stop)
    stopping.start()
    until(lambda: len(desk.host.finished) >= 2)
    desk.model.gate.set()
    stopping.join(GIVE_UP_S)
    assert not desk.host.out


def test_a_broken_model_is_told_at_the_start(tmp_path):
    file = tmp_path / "cut.onnx"
    file.write_bytes(b"cut")
    pool = Pool(
        host=FakeLetterboxes(),
        clock=SystemClock(),
        models=lambda: OnnxModel.load(file),
        workers=2,
        on_detections=lambda detections, letterbox: Still.DROP,
    )
    with pytest.raises(Problem, match=r"cut\.onnx"):
        pool.start()
    pool.stop()


def test_over_the_real_host(model, asset_folder):
    """Two feeds of real footage; persons are found in one, stills are whole frames."""
    told, stills, clock = [], [], SystemClock()
    host = Host(clock=clock, outbox=Outbox(), processes=1)
    keep = itertools.chain([Still.KEEP], itertools.repeat(Still.DROP))
    pool = Pool(
        host=host,
        clock=clock,
        models=lambda: model,
        workers=1,
        on_detections=lambda detections, _: (told.append(detections), next(keep))[1],
        on_still=lambda detections, jpeg: stills.append(jpeg),
    )
    host.start()
    began_ns = clock.monotonic_ns()
    try:
        for name in ("vtest.avi", "motorway.avi"):
            host.open(name, Address.parse(str(asset_folder / "footage" / name)))
            pool.watch(camera(name))
        host.open("none", Address.parse(str(asset_folder / "none.mp4")))
        pool.watch(camera("none"))
        pool.start()
        until(
            lambda: (
                min(Counter(d.stamp.camera_id for d in told)[n] for n in ("vtest.avi", "motorway.avi")) > 8
            )
        )
        assert stills[0].result(GIVE_UP_S)[:3] == b"\xff\xd8\xff"
        assert host.moved_at_ns("vtest.avi") > began_ns
        assert host.moved_at_ns("none") == 0
    finally:
        pool.stop()
        host.stop()
    kinds = {(d.stamp.camera_id, box.kind) for d in told for box in d.boxes}
    assert ("vtest.avi", Kind.PERSON) in kinds
    assert ("motorway.avi", Kind.VEHICLE) in kinds
    assert {d.stamp.width for d in told if d.stamp.camera_id == "vtest.avi"} == {768}


def test_a_faint_box_carries_a_track_on_and_raises_nothing_by_itself(desk):
    scores = itertools.chain([0.3, 0.3, 0.7, 0.7], itertools.repeat(0.3))
    desk.model.detect = lambda pixels, **size: (Box("person", Kind.PERSON, next(scores), 10, 10, 50, 100),)
    desk.pool.watch(camera("a"))
    desk.pool.start()
    until(lambda: len(desk.told) >= 6)
    looks = [[(box.track, box.held) for box in detections.boxes] for detections in desk.told[:6]]
    assert looks == [[], [], [(1, False)], [(1, False)], [(1, True)], [(1, True)]]


def test_a_worker_that_hangs_is_replaced_and_its_camera_marked(monkeypatch, caplog):
    monkeypatch.setattr("console.detection.worker.HUNG_NS", 200_000_000)
    monkeypatch.setattr("console.detection.pool._WATCH_S", 0.05)
    desk = Desk(workers=1)
    hung, detect = threading.Event(), desk.model.detect
    release = threading.Event()

    def hang_once(pixels, **size):
        if not hung.is_set():
            hung.set()
            assert release.wait(GIVE_UP_S)
        return detect(pixels, **size)

    desk.model.detect = hang_once
    desk.pool.watch(camera("a"))
    desk.pool.start()
    assert hung.wait(GIVE_UP_S)
    desk.pool.watch(camera("b"))
    until(lambda: desk.counts()["b"] >= 3)
    until(lambda: desk.counts()["a"] >= 3)  # its turn came again
    assert desk.pool.rate().replaced == 1
    assert desk.pool.rate().failing == ()  # and went well
    assert "hung on camera a" in caplog.text
    told = desk.counts()["a"]
    desk.pool.stop()
    release.set()
    until(lambda: not [each for each in threading.enumerate() if each.name.startswith("detector")])
    assert desk.host.breaches == []  # the one that came back gave nothing back twice
    assert desk.counts()["a"] >= told


def test_a_camera_whose_looks_fail_is_marked_until_one_goes_well(desk):
    broken, detect = [True], desk.model.detect
    loaded = []
    desk.pool._models = lambda: loaded.append(1) or desk.model

    def fail(pixels, **size):
        if broken[0]:
            raise ValueError("no picture")
        return detect(pixels, **size)

    desk.model.detect = fail
    desk.pool.watch(camera("a"))
    desk.pool.start()
    until(lambda: desk.pool.rate().replaced >= 1)  # five in a row: another model
    assert desk.pool.rate().failing == ("a",)
    broken[0] = False
    until(lambda: desk.pool.rate().failing == ())
    assert desk.counts()["a"] >= 1


def test_one_look_is_the_whole_and_all_tiles_of_one_frame(desk):
    """The fake sees its person at the same place of whatever it looks at."""
    grid = SearchGrid(2, 1)
    cut = areas(grid, width=832, height=416)
    desk.host.silent = {"a"}
    desk.pool.watch(camera("a", search_grid=grid))
    desk.pool.start()
    until(lambda: desk.host.asked)
    assert desk.host.grids[0] is grid
    one = letterbox("a", sequence=7)
    tiles = tuple(Tile(area, one.pixels, 416 / area.width) for area in cut)
    desk.host.on_letterbox(replace(one, tiles=tiles))
    until(lambda: desk.told)
    (told,) = desk.told
    assert told.stamp.sequence == 7
    # The whole's and the first tile's are one; the second tile's stands where that tile lies.
    assert [(box.x1, box.y1) for box in told.boxes] == [(10, 10), (cut[1].x + 10, 10)]
    until(lambda: desk.pool.rate().per_second == pytest.approx(3 / 5))


def test_small_persons_of_a_large_picture_are_found_in_its_tiles(model, street_of_four, monkeypatch):
    """A real decoder and a real detector; the same clip as two cameras, one of them searched in tiles."""
    told, clock = [], SystemClock()
    host = Host(clock=clock, outbox=Outbox(), processes=1)
    pool = Pool(
        host=host,
        clock=clock,
        models=lambda: model,
        workers=1,
        on_detections=lambda detections, _: (told.append(detections), Still.DROP)[1],
    )
    host.start()
    try:
        for camera_id, grid in (("whole", WHOLE), ("tiles", SearchGrid(3, 2))):
            host.open(camera_id, Address.parse(str(street_of_four)))
            pool.watch(camera(camera_id, search_grid=grid))
        pool.start()
        until(lambda: min(Counter(d.stamp.camera_id for d in told)[n] for n in ("whole", "tiles")) >= 3)
    finally:
        pool.stop()
        host.stop()
    persons = {name: [] for name in ("whole", "tiles")}
    for detections in told:
        assert (detections.stamp.width, detections.stamp.height) == (1536, 1152)
        persons[detections.stamp.camera_id].append(sum(box.kind is Kind.PERSON for box in detections.boxes))
    assert max(persons["tiles"]) >= 1.4 * max(persons["whole"]) > 0
    assert max(persons["tiles"]) >= 4 * 6
