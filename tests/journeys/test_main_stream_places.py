"""Where an administrator says so, a place's cameras keep their last minute in the main stream."""

from dataclasses import replace

from console.cameras.address import Address
from console.cameras.places import Place, PlaceKind
from console.demo.city import City
from console.demo.footage import clip_files
from console.engine import Engine
from console.media.feed_state import Connection
from console.media.stream_choice import StreamKind
from console.operators.operator import Operator
from console.operators.roles import Role
from console.paths import DataFolder
from console.settings import Settings
from tests.peers.peer_process import wait_until


def test_a_schools_camera_keeps_main_and_a_streets_does_not(tmp_path, model_file):
    city = City.load(cameras=2)
    files = clip_files(city.clips, on_progress=lambda _done, _all: None)
    site = city.site(files)
    kinds = (PlaceKind.SCHOOL, PlaceKind.STREET)
    cameras = {
        camera.id: replace(
            camera, sub=Address.parse(str(files[0])), place=Place(kind.value, kind.value, kind)
        )
        for camera, kind in zip(site.cameras.values(), kinds, strict=True)
    }
    folder = DataFolder(tmp_path / "desk")
    folder.prepare()
    engine = Engine(
        folder,
        site=replace(site, cameras=cameras, zones=[]),
        settings=Settings(decoder_processes=1, main_stream_places="kindergarten school"),
        operator=Operator("A. Dispatcher", Role.DISPATCHER),
        models=model_file.load,
    )
    engine.start()
    try:
        school, street = (engine.host.feeds[camera_id] for camera_id in cameras)
        for feed in (school, street):
            feed.show("tile", width_px=160, height_px=90)
            wait_until(
                lambda feed=feed: (
                    feed.status().connection is Connection.CONNECTED
                    and feed.ring_intake().counters().ring_bytes
                ),
                within_s=30,
                what="it is there and kept",
            )
        assert (school.kind, school.ring_intake().kind) == (StreamKind.MAIN, StreamKind.MAIN)
        assert (street.kind, street.ring_intake().kind) == (StreamKind.SUB, StreamKind.SUB)
    finally:
        engine.stop()
