"""What the engine hands to its parts."""

from dataclasses import replace
from types import SimpleNamespace

import pytest

from console import engine
from console.cameras.address import Address
from console.cameras.camera import Camera, camera_fields
from console.cameras.places import Place, PlaceKind
from console.cameras.polygon import Polygon
from console.cameras.search_grid import SearchGrid
from console.cameras.site_database import Site
from console.engine import Engine
from console.journal.entry import Kind
from console.journal.look_reason import LookReason
from console.journal.query import Query
from console.journal.search import find
from console.language import use_language
from console.media.hardware import Hardware
from console.media.stream_choice import StreamKind
from console.operators.operator import MACHINE, Operator
from console.operators.roles import Role
from console.paths import DataFolder
from console.settings import Settings
from tests.peers.moving_clip import encode, moving
from tests.peers.peer_process import wait_until

MEASURED = Hardware("cuda", "8.1.2", {}, 4)


class Built(Exception):
    """The host was asked for: what comes after it is of no interest."""


@pytest.mark.parametrize(("setting", "hardware"), [("measured", MEASURED), ("off", None)])
def test_the_hardware_decoder_is_used_as_measured_or_not_at_all(tmp_path, monkeypatch, setting, hardware):
    def build(**parts):
        raise Built(parts["hardware"])

    monkeypatch.setattr(engine, "Host", build)
    monkeypatch.setattr(engine, "measured_hardware", lambda: MEASURED)
    folder = DataFolder(tmp_path)
    folder.prepare()
    with pytest.raises(Built) as caught:
        Engine(
            folder,
            site=SimpleNamespace(zones=(), cameras={}),
            settings=Settings(hardware_decoding=setting),
            operator=Operator("test", Role.DISPATCHER),
            models=lambda: None,
        )
    assert caught.value.args == (hardware,)


class NothingSeen:
    name, input_px = "nothing", 416

    def detect(self, pixels, **_size):
        return ()


def test_a_misspelt_camera_whose_sound_is_to_be_kept_is_told_of_in_the_journal(tmp_path):
    use_language("en")
    folder = DataFolder(tmp_path / "desk")
    folder.prepare()
    desk = Engine(
        folder,
        site=Site.of(()),
        settings=Settings(sound_cameras="0402", decoder_processes=1),
        operator=Operator("test", Role.DISPATCHER),
        models=NothingSeen,
    )
    desk.start()
    desk.stop()
    (told,), _total = find(folder, Query(kinds=(Kind.FAULT_NOTED,)))
    assert (told.actor, told.body["what"]) == (MACHINE, "the sound of a camera is not kept")
    assert told.body["failure"].startswith("munara.toml, sound_cameras: there is no camera 0402 at this desk")


def test_a_camera_that_is_searched_in_tiles_is_decoded_from_its_main_stream(tmp_path):
    main = encode(tmp_path / "main.mp4", moving(320, 180, 30))
    sub = encode(tmp_path / "sub.mp4", moving(160, 90, 30))
    plain = Camera(
        "plain",
        "1",
        "",
        Place("p", "Park", PlaceKind.STREET),
        Address.parse(str(main)),
        Address.parse(str(sub)),
    )
    large = replace(plain, id="large", number="2", search_grid=SearchGrid(3, 2))
    folder = DataFolder(tmp_path / "desk")
    folder.prepare()
    desk = Engine(
        folder,
        site=Site.of((plain, large)),
        settings=Settings(),
        operator=Operator("test", Role.DISPATCHER),
        models=NothingSeen,
    )
    desk.start()
    try:
        wait_until(lambda: desk.host.feeds["large"].kind is StreamKind.MAIN, within_s=20, what="main")
        assert desk.host.feeds["plain"].kind is StreamKind.SUB
    finally:
        desk.stop()


def test_a_mask_that_is_lifted_ends_with_the_desk_or_at_its_next_start(tmp_path):
    camera = Camera("c", "1", "", Place("p", "Park", PlaceKind.STREET), Address.parse(str(tmp_path / "none")))
    camera = replace(camera, masks=(Polygon(((0, 0), (1, 0), (1, 1))),))
    folder = DataFolder(tmp_path / "desk")
    folder.prepare()

    def opened():
        desk = Engine(
            folder,
            site=Site.of([camera]),
            settings=Settings(decoder_processes=1),
            operator=Operator("Lead", Role.SHIFT_LEAD),
            models=NothingSeen,
        )
        desk.start()
        return desk

    def told():
        found, _total = find(folder, Query(kinds=(Kind.MASK_LIFTED, Kind.MASK_FILLED)))
        return [entry.body["why"] for entry in reversed(found)]

    desk = opened()
    desk.masking.lift(camera, reason=LookReason.VIOLATION)
    desk.stop()
    assert told() == [LookReason.VIOLATION.value, "desk closed"]
    body = {**camera_fields(camera), "why": "x", "minutes": 10}
    desk.journal.append_now(Kind.MASK_LIFTED, body, actor="Lead")  # and then it is killed
    again = opened()
    again.journal._reader.settle()
    again.stop()
    assert told()[2:] == ["x", "desk restarted"]
