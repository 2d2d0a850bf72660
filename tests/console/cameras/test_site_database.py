import stat

import pytest

from console.cameras.address import Address
from console.cameras.camera import Camera
from console.cameras.places import Place, PlaceKind
from console.cameras.polygon import Polygon
from console.cameras.site_database import Site, SiteDatabase
from console.paths import DataFolder
from console.problem import Problem


@pytest.fixture
def folder(tmp_path):
    folder = DataFolder(tmp_path / "desk")
    folder.prepare()
    return folder


def a_site():
    school = Place("s1", "Школа №1", PlaceKind.SCHOOL)
    outline = Polygon(((0.1, 0.2), (0.5, 0.2), (0.5, 0.9)))
    main = Address.parse("rtsp://admin:p@ss%@10.0.0.5/main")
    sub = Address.parse("rtsp://admin:other@10.0.0.5/sub")
    camera = Camera("c1", "0401", "вход", school, main, sub, confidence=0.35, ignore_zones=(outline,))
    plain = Camera("c2", "0402", "двор", school, Address.parse("/dev/video0"))
    return Site.of((camera, plain), ({"id": "z1", "camera_id": "c1", "name": "двор"},))


def test_a_site_comes_back_as_it_was_saved(folder):
    SiteDatabase(folder).save(a_site())
    assert SiteDatabase(folder).load() == a_site()


def test_saving_again_replaces(folder):
    database = SiteDatabase(folder)
    database.save(a_site())
    rest = Site.of([a_site().cameras["c2"]])
    database.save(rest)
    assert database.load() == rest


def test_passwords_stand_in_the_closed_file_alone(folder):
    SiteDatabase(folder).save(a_site())
    secret = folder.secrets / "cameras.json"
    assert stat.S_IMODE(secret.stat().st_mode) == 0o600
    for file in folder.root.rglob("*"):
        if file.is_file() and file != secret:
            assert b"p@ss%" not in file.read_bytes(), file


def test_a_file_that_is_no_database_is_one_clear_line(folder):
    folder.site_db.write_bytes(b"not a database at all, " * 100)
    with pytest.raises(Problem, match="cameras' database cannot be opened"):
        SiteDatabase(folder).load()
