import sqlite3
import stat
from contextlib import closing

import pytest

from console.alerts.zone import zones_of
from console.cameras.address import Address
from console.cameras.camera import Camera
from console.cameras.neighbour import Neighbour, Side
from console.cameras.places import Place, PlaceKind
from console.cameras.polygon import Polygon
from console.cameras.search_grid import WHOLE, SearchGrid
from console.cameras.site_database import Site, SiteDatabase, Unrecorded
from console.cameras.site_file import VERSION
from console.paths import DataFolder
from console.problem import Problem

# The schema before versions were counted, as its files stand on desks.
V1 = """
create table if not exists place (
    id text primary key,
    name text not null,
    kind text not null check (kind in ('school', 'kindergarten', 'crowded', 'street'))
) strict;
create table if not exists camera (
    id text primary key,
    number text not null unique,
    name text not null,
    place_id text not null references place (id),
    main text not null,
    sub text,
    confidence_pct integer not null check (confidence_pct between 1 and 99),
    ignore_zones text not null
) strict;
create table if not exists zone (
    id text primary key,
    camera_id text not null references camera (id),
    body text not null
) strict;
insert into place values ('s1', 'Школа №1', 'school');
insert into camera values ('c2', '0402', 'двор', 's1', '/dev/video0', null, 50, '[]');
insert into camera values ('c1', '0401', 'вход', 's1', 'rtsp://10.0.0.5/main', null, 35, '[]');
insert into zone values ('z1', 'c1', '{"id": "z1", "camera_id": "c1", "name": "двор"}');
"""

# What the second version added to it.
V2 = """
alter table camera add column neighbours text not null default '[]';
create table if not exists unrecorded (
    id integer primary key,
    actor text not null,
    body text not null
) strict;
update camera set neighbours = '["0402"]' where id = 'c1';
insert into unrecorded (actor, body) values ('Алия', '{"what": "added"}');
pragma user_version = 2;
"""


# What the third version added to it, the fourth, which had operators, too, and the fifth.
V3 = """
alter table camera add column masks text not null default '[]';
update camera set masks = '[[[0, 0], [1, 0], [1, 0.1]]]' where id = 'c2';
pragma user_version = 3;
"""
V4 = """
create table if not exists operator (
    folded text primary key,
    name text not null,
    role text not null check (role in ('dispatcher', 'shift lead', 'trainer', 'administrator')),
    secret_hash text not null,
    pin integer not null check (pin in (0, 1)),
    retired_utc text not null default ''
) strict;
insert into operator values ('алия', 'Алия', 'dispatcher', '$argon2id$', 1, '');
pragma user_version = 4;
"""
V5 = """
alter table camera add column search_grid text not null default '1x1' check (search_grid glob '[1-4]x[1-4]');
alter table camera add column scene_width_cm integer check (scene_width_cm > 0);
update camera set search_grid = '3x2', scene_width_cm = 750 where id = 'c1';
pragma user_version = 5;
"""


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
    camera = Camera(
        "c1",
        "0401",
        "вход",
        school,
        main,
        sub,
        confidence=0.35,
        ignore_zones=(outline,),
        neighbours=(Neighbour("0402", Side.LEFT), Neighbour("0403")),
        masks=(outline, Polygon(((0, 0), (1, 0), (1, 0.1)))),
        search_grid=SearchGrid(3, 2),
        scene_width_m=12.35,
    )
    plain = Camera("c2", "0402", "двор", school, Address.parse("/dev/video0"))
    return Site.of((camera, plain), ({"id": "z1", "camera_id": "c1", "name": "двор"},))


def test_a_site_comes_back_as_it_was_saved(folder):
    SiteDatabase(folder).save(a_site())
    assert SiteDatabase(folder).load() == a_site()


@pytest.mark.parametrize("damaged", ["{", "[]", '{"id": "z1"}', ""])
def test_a_damaged_zone_keeps_nobody_from_the_cameras_and_stays_as_it_was(folder, damaged):
    database = SiteDatabase(folder)
    database.save(a_site())
    with closing(sqlite3.connect(folder.site_db)) as file, file:
        file.execute("update zone set body = ?", [damaged])
    site = database.load()
    assert site.cameras == a_site().cameras
    ((zone,), (problem,)) = site.zones, zones_of(site.zones)[1]
    assert "c1" in str(problem)
    database.save(site)
    assert database.load().zones == ({"id": "z1", "camera_id": "c1", "unreadable": damaged},) == (zone,)


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


def an_old_file(folder):
    with closing(sqlite3.connect(folder.site_db)) as database:
        database.executescript(V1)


def version_of(folder):
    with closing(sqlite3.connect(folder.site_db)) as database:
        return database.execute("pragma user_version").fetchone()[0]


def test_a_file_of_the_first_version_is_brought_up_to_date(folder):
    an_old_file(folder)
    site = SiteDatabase(folder).load()
    assert [(c.id, c.number, c.neighbours, c.masks) for c in site.cameras.values()] == [
        ("c1", "0401", (), ()),
        ("c2", "0402", (), ()),
    ]
    assert site.zones == ({"id": "z1", "camera_id": "c1", "name": "двор"},)
    assert version_of(folder) == VERSION
    SiteDatabase(folder).save(a_site())
    assert SiteDatabase(folder).load() == a_site()


def test_a_file_of_the_second_version_keeps_what_it_has(folder):
    an_old_file(folder)
    with closing(sqlite3.connect(folder.site_db)) as database, database:
        database.executescript(V2)
    assert SiteDatabase(folder).load().cameras["c1"].neighbours == (Neighbour("0402"),)
    (waiting,) = SiteDatabase(folder).unrecorded()
    assert (waiting.actor, waiting.body) == ("Алия", {"what": "added"})
    assert version_of(folder) == VERSION
    SiteDatabase(folder).save(a_site())
    assert SiteDatabase(folder).load() == a_site()


@pytest.mark.parametrize("steps", [(V2, V3), (V2, V3, V4), (V2, V3, V4, V5)])
def test_a_file_of_a_later_version_keeps_its_masks_and_operators(folder, steps):
    an_old_file(folder)
    with closing(sqlite3.connect(folder.site_db)) as database, database:
        for step in steps:
            database.executescript(step)
    first, second = SiteDatabase(folder).load().cameras.values()
    assert second.masks == (Polygon(((0, 0), (1, 0), (1, 0.1))),)
    assert first.neighbours == (Neighbour("0402"),)
    assert (first.search_grid, first.scene_width_m) == (
        (SearchGrid(3, 2), 7.5) if V5 in steps else (WHOLE, None)
    )
    assert (second.search_grid, second.scene_width_m) == (WHOLE, None)
    assert version_of(folder) == VERSION
    SiteDatabase(folder).save(a_site())
    assert SiteDatabase(folder).load() == a_site()
    with closing(sqlite3.connect(folder.site_db)) as database:
        names = [name for (name,) in database.execute("select name from operator")]
        with pytest.raises(sqlite3.IntegrityError):
            database.execute("update camera set search_grid = '5x1'")
        with pytest.raises(sqlite3.IntegrityError):
            database.execute("update camera set scene_width_cm = 0")
    assert names == (["Алия"] if V4 in steps else [])


def test_an_upgrade_that_fails_leaves_the_old_file(folder):
    an_old_file(folder)
    with closing(sqlite3.connect(folder.site_db)) as database:
        database.execute("alter table camera rename to other")
        database.execute("create view camera as select * from other")  # takes no further column
        before = list(database.iterdump())
    with pytest.raises(Problem, match="cannot be opened"):
        SiteDatabase(folder).load()
    with closing(sqlite3.connect(folder.site_db)) as database:
        assert list(database.iterdump()) == before
    assert version_of(folder) == 0


def test_a_file_of_a_newer_munara_is_left_alone(folder):
    with closing(sqlite3.connect(folder.site_db)) as database:
        database.execute(f"pragma user_version = {VERSION + 1}")
    with pytest.raises(Problem, match="newer Munara"):
        SiteDatabase(folder).load()
    assert version_of(folder) == VERSION + 1


def test_a_change_waits_for_its_entry(folder):
    database = SiteDatabase(folder)
    change = Unrecorded("Алия", {"camera_id": "c1", "what": "added"})
    database.save(a_site(), changes=[change, change])
    waiting = SiteDatabase(folder).unrecorded()
    assert [(one.actor, one.body) for one in waiting] == [(change.actor, change.body)] * 2
    database.recorded(waiting[:1])
    assert database.unrecorded() == waiting[1:]


def test_a_folder_that_cannot_be_written_is_one_clear_line(folder):
    folder.secrets.rename(folder.root / "away")
    with pytest.raises(Problem, match="cannot be saved"):
        SiteDatabase(folder).save(a_site())
