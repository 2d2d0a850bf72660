"""`munara bench detect`: what its figures are made of."""

import json

import av
import pytest

from console.bench import detect
from console.bench.bare_looks import bare_looks, decoded
from console.bench.cameras import bench_cameras
from console.bench.detect import DetectFigures
from console.bench.streams import StreamShape, make_streams
from console.commands import parse
from console.media.worker.luma import Luma
from console.media.worker.motion import Motion


@pytest.fixture(scope="module")
def still(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        yield make_streams(StreamShape(320, 180, 7.5, is_still=True), count=1)


def test_a_still_stream_is_still_and_has_another_name(still):
    motion, seen = Motion(), []
    with av.open(str(still[0])) as container:
        for frame in container.decode(video=0):
            seen.append(motion.look(Luma(frame).points, at_ns=len(seen) * 300_000_000))
    assert "still" in still[0].name
    assert len(seen) == 90
    assert sum(seen[25:]) <= 6


def test_the_longest_wait_counts_both_ends():
    assert detect._longest_s([2_000_000_000, 3_000_000_000], 0, 10_000_000_000) == 7
    assert detect._longest_s([], 0, 10_000_000_000) == 10
    assert detect._longest_s([6_000_000_000], 0, 10_000_000_000) == 6


def test_the_keys_are_those_that_others_script_against():
    row = json.loads(DetectFigures(1, 1, 1, 1, 1, 1, 1, "m", 1, 1).as_json())
    assert {"pool_fps", "bare_fps", "ratio", "cameras", "slowest_moving_s", "slowest_still_s"} <= set(row)
    assert "fairness" in row


def test_its_words(monkeypatch):
    monkeypatch.setenv("MUNARA_LANGUAGE", "en")
    words = parse(["bench", "detect", "--city", "--cameras", "40", "--json"])
    assert (words.bench, words.city, words.cameras, words.json) == ("detect", True, 40, True)


def test_the_pool_looks_at_every_camera_beside_a_bare_loop(model_file, still):
    with bench_cameras(still, tiles=3, source="file") as cameras, detect._opened(cameras) as host:
        camera = next(iter(cameras.values()))
        bare = bare_looks(model_file.load, decoded(still), camera=camera, threads=1, seconds=0.3)
        with detect._looking(model_file.load, host, cameras, threads=1) as looks:
            assert looks.cameras() == 3
    assert bare > 0
