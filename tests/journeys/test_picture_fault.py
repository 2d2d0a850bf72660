"""From a picture that goes wrong to the record of it: real decoder process, real server, real journal."""

from __future__ import annotations

import time
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from console.cameras.address import Address
from console.cameras.site_database import Site
from console.engine import Engine
from console.journal.entry import Kind
from console.journal.search import FoundEntry, Query, find
from console.journal.verify import verify
from console.media.picture_fault import PictureFault, PictureHealthChanged
from console.operators.operator import Operator
from console.operators.roles import Role
from console.paths import DataFolder
from console.settings import Settings
from tests.fakes.haste import hasten
from tests.fakes.made_up import make_camera
from tests.peers.clips import street_clips
from tests.peers.peer_process import Peer

_RATE = 15
_COVERED_S = 6  # played again and again until the test takes the cover off
# A picture is judged so often, not every three seconds; how many times in a row is as ever.
_SOON = {"console.media.worker.picture_health._JUDGE_NS": 800_000_000}


def _covered(path: Path) -> Path:
    """The noise of a covered sensor."""
    chance = np.random.default_rng(1)
    with av.open(str(path), "w") as out:
        stream = out.add_stream("libx264", rate=_RATE, options={"preset": "ultrafast", "g": "15", "bf": "0"})
        stream.width, stream.height, stream.pix_fmt = 640, 360, "yuv420p"
        for number in range(_COVERED_S * _RATE):
            black = np.clip(chance.normal(4, 4, (360, 640, 3)), 0, 255).astype(np.uint8)
            frame = av.VideoFrame.from_ndarray(black, format="bgr24")
            frame.pts, frame.time_base = number, Fraction(1, _RATE)
            out.mux(stream.encode(frame))
        out.mux(stream.encode(None))
    return path


@pytest.fixture(scope="module")
def clips(asset_folder, tmp_path_factory) -> tuple[Path, Path]:
    """A street, and the same camera covered."""
    folder = tmp_path_factory.mktemp("clips")
    (street,) = street_clips(asset_folder, folder, count=1, seconds=8)
    return street, _covered(folder / "covered.mp4")


@pytest.fixture
def lens(clips) -> Iterator[Peer]:
    """A camera that is covered at first."""
    with Peer("tests.peers.rtsp_server", "--feed", f"one={clips[1]}") as peer:
        yield peer


@pytest.fixture
def engine(clips, lens, tmp_path, tmp_path_factory, model_file, monkeypatch) -> Iterator[Engine]:
    hasten(monkeypatch, tmp_path_factory.mktemp("haste"), _SOON)
    street = clips[0]
    slow = ["--feed", f"one={street}", "--clock-offset", "-60"]
    with Peer("tests.peers.rtsp_server", *slow) as wrong:
        addresses = {
            "0001": f"rtsp://127.0.0.1:{lens.port}/one",
            "0002": f"rtsp://127.0.0.1:{wrong.port}/one",
            "0003": str(street),
        }
        cameras = []
        for number, address in addresses.items():
            made = make_camera(number)
            cameras.append(type(made)(made.id, number, made.name, made.place, Address.parse(address)))
        folder = DataFolder(tmp_path / "desk")
        folder.prepare()
        engine = Engine(
            folder,
            site=Site.of(cameras),
            settings=Settings(decoder_processes=1),
            operator=Operator("A. Dispatcher", Role.DISPATCHER),
            models=model_file.load,
        )
        engine.start()
        yield engine
        engine.stop()
        assert verify(folder).sound


def _entries(engine: Engine, kind: Kind) -> dict[tuple[str, str], FoundEntry]:
    rows, _total = find(engine.folder, Query(kinds=(kind,)))
    return {(row.body["camera_number"], row.body["fault"]): row for row in rows}


@pytest.mark.timeout(200)
def test_faults_and_their_end_are_entries(engine, lens, clips):
    told: list[PictureHealthChanged] = []

    def wait_for(condition, *, within_s):
        end = time.monotonic() + within_s
        while not condition():
            assert time.monotonic() < end, told
            told.extend(fact for fact in engine.outbox.drain() if isinstance(fact, PictureHealthChanged))
            time.sleep(0.1)

    wanted = {("0001", "black"), ("0002", "clock off")}
    wait_for(lambda: wanted <= _entries(engine, Kind.PICTURE_FAULT).keys(), within_s=60)
    feeds = engine.host.feeds
    assert feeds["cam-0001"].picture_fault() is PictureFault.BLACK
    assert feeds["cam-0002"].picture_fault() is PictureFault.CLOCK_OFF
    assert feeds["cam-0003"].picture_fault() is None
    assert -62_000 < feeds["cam-0002"].counters().clock_offset_ms < -59_000
    began = _entries(engine, Kind.PICTURE_FAULT)
    assert -62_000 < began["0002", "clock off"].body["clock_offset_ms"] < -59_000
    lens.tell(f"one clip {clips[0]}")
    wait_for(lambda: ("0001", "black") in _entries(engine, Kind.PICTURE_RESTORED), within_s=90)
    over = _entries(engine, Kind.PICTURE_RESTORED)["0001", "black"]
    assert over.body["since_utc"] == began["0001", "black"].body["since_utc"] < over.at_utc
    assert {fact.camera_id for fact in told} == {"cam-0001", "cam-0002"}
    assert _entries(engine, Kind.PICTURE_FAULT).keys() == wanted


def test_a_closed_camera_has_no_fault_left(engine):
    feed = engine.host.feeds["cam-0002"]
    end = time.monotonic() + 60
    while not _entries(engine, Kind.PICTURE_FAULT) and time.monotonic() < end:
        time.sleep(0.1)
    assert feed.picture_fault() is PictureFault.CLOCK_OFF
    engine.host.close("cam-0002")
    assert feed.picture_fault() is None
    while not _entries(engine, Kind.PICTURE_RESTORED) and time.monotonic() < end:
        time.sleep(0.1)
    assert ("0002", "clock off") in _entries(engine, Kind.PICTURE_RESTORED)
