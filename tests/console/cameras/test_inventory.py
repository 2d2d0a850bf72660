"""The inventory's table: three languages in, every bad line named, exports that come home."""

import csv
import io
import random
from dataclasses import replace

import pytest

from console.cameras.address import Address
from console.cameras.camera import Camera
from console.cameras.inventory import Change, inventory_row, plan_import
from console.cameras.inventory_table import KINDS, TITLES, Column, read_table, write_table
from console.cameras.neighbour import Neighbour, Side
from console.cameras.places import Place, PlaceKind
from console.cameras.polygon import Polygon
from console.cameras.search_grid import WHOLE, SearchGrid
from console.cameras.site_database import Site

SECRET = "p@ss%w"
HEAD = "number,name,place,kind of place,main,sub,neighbours,search tiles,scene width m"
CELLS = ("name", "place", "kind", "main", "sub", "neighbours", "tiles", "width")
COLUMNS = [column for column in Column if column is not Column.DEMO]
EMPTY = Site.of([])
BAD_TILES = ("3", "0x2", "5x1", "3x", "3x2x1", "-1x2", "three", "3,2")
BAD_WIDTHS = ("-3", "1e3", "12 m", "0.05", "2000.5", "1.234", "nan", "12,5,1")


def plan(text, site=EMPTY):
    return plan_import(read_table(text if isinstance(text, bytes) else text.encode()), site)


def line(number="0401", **cells):
    cells = {"name": "вход", "place": "Школа №1", "kind": "school", "main": "rtsp://10.0.0.5/a"} | cells
    row = [number, *(cells.get(key, "") for key in CELLS)]
    text = io.StringIO()
    csv.writer(text).writerow(row)
    return text.getvalue().strip()


def table(*lines):
    return "\n".join([HEAD, *lines, ""])


def exported(site):
    return write_table(map(inventory_row, site.cameras.values()), columns=COLUMNS)


def the_site():
    return plan(
        table(
            line("0401", main=f"rtsp://admin:{SECRET}@10.0.0.5/a", sub=f"rtsp://admin:{SECRET}@10.0.0.5/b"),
            line("0402", name="двор", main="http://10.0.0.6/live?token=abc", neighbours="0401"),
        )
    ).site


@pytest.mark.parametrize("separator", [",", ";"])
@pytest.mark.parametrize("language", [0, 1, 2])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_three_languages_and_both_separators(language, separator, mark, end):
    lines = [separator.join(TITLES[column][language].upper() for column in COLUMNS)]
    for index, words in enumerate(KINDS.values()):
        lines.append(
            separator.join(
                [f"{index:04}", "a", f"p{index}", words[language], "/dev/video0", "", "", "3X2", "7.5"]
            )
        )
    done = plan(mark + (end.join(lines) + end).encode())
    assert not done.refused
    cameras = tuple(done.site.cameras.values())
    assert [camera.place.kind for camera in cameras] == list(KINDS)
    assert {(camera.search_grid, camera.scene_width_m) for camera in cameras} == {(SearchGrid(3, 2), 7.5)}


def test_a_line_becomes_a_camera():
    site = the_site()
    first, second = site.cameras.values()
    assert (first.id, first.number, first.title) == ("0401", "0401", "Школа №1, вход")
    assert (first.main.user, first.main.password, str(first.sub)) == ("admin", SECRET, "rtsp://10.0.0.5/b")
    assert second.sub is None
    assert second.neighbours == (Neighbour("0401"),)
    assert first.place == second.place == Place("Школа №1", "Школа №1", PlaceKind.SCHOOL)


def test_quotes_blank_lines_and_other_orders_of_columns():
    done = plan(
        "\n;;;;\nmain;kind_of_place;place;number;name\n;;;;\n".replace("_", " ")
        + '/dev/video0;street;"ул. ""Абая""; дом 1";0401;"a\n  b"\n\n/dev/video1;crowded;Рынок;0402;c'
    )
    assert not done.refused
    assert [c.title for c in done.site.cameras.values()] == ['ул. "Абая"; дом 1, a b', "Рынок, c"]


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"number": ""}, "number is missing"),
        ({"name": " "}, "name is missing"),
        ({"place": ""}, "place is missing"),
        ({"kind": ""}, "kind of place is missing"),
        ({"main": ""}, "main is missing"),
        ({"number": "4O2"}, "not one to nine digits"),
        ({"number": "٤٠٢"}, "not one to nine digits"),
        ({"number": "1" * 10}, "not one to nine digits"),
        ({"number": "402"}, "402 is not known, but 0402 is"),
        ({"kind": "shcool"}, "school/школа/мектеп"),
        ({"kind": "street"}, "camera 0402, which stays as it is, gives another kind"),
        ({"main": f"rstp://u:{SECRET}@h/a"}, "main: an address cannot begin so. Did you mean rtsp://"),
        ({"sub": f"rtsp://u:{SECRET}@h:port/a"}, "sub: the address names no host"),
        ({"main": f"rtsp://u:{SECRET}"}, "main: the address names no host"),
        ({"main": "10.0.0.5/stream"}, "main: neither an address nor a full path"),
        ({"main": f"u:{SECRET}@10.0.0.5/a"}, "main: the address does not say"),
        ({"main": "http://10.0.0.9/live?token=…"}, "main: its hidden part is not known here"),
        ({"neighbours": "0402 0999"}, "the neighbour 0999 is no camera"),
        ({"neighbours": "0402 двор"}, "a neighbour is not a camera's number"),
        ({"neighbours": "0409"}, "its own neighbour"),
        ({"neighbours": "0402:lfet"}, "the side of the neighbour 0402 is not known. Use one of: left/слева"),
        ({"neighbours": "0402:"}, "the side of the neighbour 0402 is not known"),
        ({"neighbours": f"u:{SECRET}@h"}, "a neighbour is not a camera's number"),
        ({"neighbours": f"0402:{SECRET}"}, "the side of the neighbour 0402 is not known"),
        ({"neighbours": "0402:left 0402:right"}, "0402 is there twice, with different sides"),
        *(({"tiles": words}, "search tiles: write columns and rows like 3x2") for words in BAD_TILES),
        *(
            ({"width": words}, "scene width m: write metres like 12.5, from 0.1 to 2000")
            for words in BAD_WIDTHS
        ),
    ],
)
def test_a_bad_line_is_refused_and_nothing_is_applied(cells, words):
    site = the_site()
    done = plan(table(line("0408", name="новая"), "", line(**{"number": "0409", **cells})), site)
    assert [refusal.line for refusal in done.refused] == [4], done.refused
    assert words in done.refused[0].why
    assert SECRET not in repr(done.refused)
    assert done.site is site
    assert not done.changes


@pytest.mark.parametrize(
    ("text", "where", "words"),
    [
        ("", 1, "empty"),
        ("\n \n", 1, "empty"),
        ("\ufeff", 1, "empty"),
        (f"1,a,b,school,rtsp://u:{SECRET}@h/a", 1, "the first line names no columns"),
        (HEAD.replace("neighbours", "neihgbours"), 1, "column 7 has a name that is not known. Did you mean"),
        (HEAD + f",rtsp://u:{SECRET}@h/a", 1, "column 10 has a name that is not known. Known columns"),
        (HEAD.replace("sub", "имя"), 1, "column 6 has a name that is not known"),
        (HEAD.replace("sub", ""), 1, "column 6 has no name"),
        (HEAD.replace("sub", "Номер"), 1, "two columns Номер"),
        ("number,name,place,main", 1, "columns are missing: kind of place/вид места/орын түрі"),
        (
            table(line(), f"2,a,b,school,rtsp://u:{SECRET},x@h/a,,0401,,7"),
            3,
            "10 cells, but the first line names 9",
        ),
        (table(f"2,a,b,school,rtsp://u:{SECRET}@h/a"), 2, "5 cells"),
        (table(line(), f'2,"a,b,school,rtsp://u:{SECRET}@h/a,,'), 3, "quotation marks"),
        (table(line(), '2,"a"b,c,school,/dev/video0,,'), 3, "quotation marks"),
        (table(line(), line(name="b")), 3, "line 2 has the same number 0401"),
        (table(line(), line("0402", kind="улица")), 3, "line 2 gives another kind"),
        (table(line(name="a\nb"), line(name="b")), 4, "line 2 has the same number 0401"),
        (table(line(), line("0402", name="й")).encode("cp1251"), 2, "not UTF-8"),
        (b"\xff\xfen\x00u\x00", 1, "not UTF-8"),
        (table(line("0402", name="a")).encode() + b"\xc3", 3, "not UTF-8"),
    ],
)
def test_a_file_that_is_off_says_where(text, where, words):
    done = plan(text)
    assert [refusal.line for refusal in done.refused] == [where], done.refused
    assert words in done.refused[0].why
    assert SECRET not in repr(done)
    assert "x@h" not in repr(done.refused)


def test_every_fault_is_told_by_its_line():
    done = plan(table(line(kind="x"), line("0402"), line("40b", name=""), "1,2"))
    assert [refusal.line for refusal in done.refused] == [2, 4, 4, 5]


def test_a_password_without_an_at_sign_is_not_repeated():
    """Split at a separator in it, an address looks like a host and a port that is no number."""
    done = plan(table("1,a,b,school,rtsp://admin:qwe,rty@h/a,,,"))
    assert [refusal.why.partition(":")[0] for refusal in done.refused] == ["main", "sub"]
    assert "qwe" not in repr(done.refused)
    assert "rty" not in repr(done.refused)


def test_empty_columns_of_a_spreadsheet_do_no_harm():
    done = plan(f"{HEAD},,\n{line()},,\n,,,,,,,,\n")
    assert (done.refused, done.count(Change.ADDED)) == ((), 1)


def test_importing_again_changes_nothing():
    text = table(line("0402", sub="rtsp://u:p@h/b"), line("0401", neighbours="0402"))
    first = plan(text)
    again = plan(text, first.site)
    assert (first.count(Change.ADDED), first.unchanged) == (2, 0)
    assert (again.changes, again.unchanged, again.absent) == ((), 2, 0)
    assert again.site == first.site


def test_what_becomes_other_is_named_and_the_rest_stays():
    outline = Polygon(((0.1, 0.2), (0.5, 0.2), (0.5, 0.9)))
    old = replace(
        the_site().cameras["0401"], id="gate", confidence=0.3, ignore_zones=(outline,), masks=(outline,)
    )
    site = Site.of([old, the_site().cameras["0402"]], [{"id": "z1", "camera_id": "gate"}])
    done = plan(f"number,name,place,kind,main\n0401,ворота,Школа №1,school,{old.main}\n", site)
    (change,) = done.changes
    assert (change.change, change.fields, done.absent) == (Change.CHANGED, ("name",), 1)
    assert done.site.cameras["gate"] == replace(
        old, name="ворота"
    )  # columns that are not there change nothing
    assert done.site.cameras["0402"] == site.cameras["0402"]
    assert done.site.zones == site.zones


def test_an_empty_cell_takes_away_what_a_missing_column_leaves():
    done = plan(table(line("0401", main="rtsp://10.0.0.5/a"), line("0402", name="двор")), the_site())
    assert done.site.cameras["0401"].sub is None
    assert done.site.cameras["0402"].neighbours == ()


@pytest.mark.parametrize(
    ("tiles", "grid"), [("3x2", (3, 2)), ("3×2", (3, 2)), ("2 х 1", (2, 1)), ("1x1", (1, 1)), ("", (1, 1))]
)
@pytest.mark.parametrize(("width", "metres"), [("12,5", 12.5), ("7.25", 7.25), ("0", None), ("", None)])
def test_how_a_picture_is_searched_and_what_it_spans(tiles, grid, width, metres):
    site = plan(table(line(tiles=tiles, width=width))).site
    camera = site.cameras["0401"]
    assert (camera.search_grid, camera.scene_width_m) == (SearchGrid(*grid), metres)
    (back,) = read_table(exported(site).encode()).rows
    assert back.cells[Column.SEARCH_GRID] == ("" if grid == (1, 1) else "{}x{}".format(*grid))
    assert back.cells[Column.SCENE_WIDTH] == ("" if metres is None else str(metres))


@pytest.mark.parametrize(
    ("cell", "sides", "exported_as"),
    [
        ("0401:left 0402:right 0403", (Side.LEFT, Side.RIGHT, None), "0401:left 0402:right 0403"),
        ("0401:слева; 0402:Справа, 0403:вверх", (Side.LEFT, Side.RIGHT, Side.UP), None),
        ("0401 : сол 0402: оң 0403 :төмен", (Side.LEFT, Side.RIGHT, Side.DOWN), None),
        ("0401:away 0402:towards 0403:влево", (Side.UP, Side.DOWN, Side.LEFT), None),
        ("0401:left 0401:слева 0402", (Side.LEFT, None), "0401:left 0402"),
    ],
)
def test_where_a_neighbour_lies_is_said_in_each_language_and_comes_home(cell, sides, exported_as):
    lines = [line(number) for number in ("0401", "0402", "0403")]
    site = plan(table(*lines, line("0404", neighbours=cell))).site
    neighbours = site.cameras["0404"].neighbours
    assert [each.number for each in neighbours] == ["0401", "0402", "0403"][: len(sides)]
    assert tuple(each.side for each in neighbours) == sides
    written = read_table(exported(site).encode()).rows[-1].cells[Column.NEIGHBOURS]
    assert exported_as in (None, written)
    assert plan(exported(site), site).changes == ()


def test_a_side_that_is_new_is_a_change_of_the_neighbours():
    site = plan(table(line("0401"), line("0402", neighbours="0401"))).site
    (change,) = plan(table(line("0402", neighbours="0401:up")), site).changes
    assert change.fields == ("neighbours",)


def test_columns_for_the_picture_that_are_missing_leave_it_and_empty_cells_take_it_away():
    site = plan(table(line(tiles="3x2", width="9"))).site
    old = site.cameras["0401"]
    without = f"number,name,place,kind,main\n0401,вход,Школа №1,school,{old.main}\n"
    assert plan(without, site).site.cameras["0401"] == old
    (change,) = plan(table(line()), site).changes
    assert change.fields == ("search_grid", "scene_width_m")
    assert (change.camera.search_grid, change.camera.scene_width_m) == (WHOLE, None)


def test_a_place_that_changes_its_kind_changes_for_all_its_cameras():
    site = the_site()
    done = plan(exported(site).replace(",school,", ",kindergarten,"), site)
    assert not done.refused
    assert {one.fields for one in done.changes} == {("place",)}
    assert {camera.place.id for camera in done.site.cameras.values()} == {"Школа №1"}


def test_ids_are_never_taken_twice():
    camera = Camera(
        "0402", "0900", "a", Place("Парк", "Сквер", PlaceKind.CROWDED), Address.parse("/dev/video0")
    )
    done = plan(table(line("0402", place="Парк")), Site.of([camera]))
    assert done.site.cameras["0402"] == camera
    assert done.site.cameras["0402-2"].place.id == "Парк-2"


@pytest.mark.parametrize(
    "address",
    ["rtsp://10.0.0.7/a", "rtsp://10.0.0.5/other", "rtsp://10.0.0.5:8554/a", "http://10.0.0.5/a"],
)
def test_a_password_does_not_go_to_another_address(address):
    done = plan(table(line("0401", main=address)), the_site())
    assert (done.site.cameras["0401"].main.user, done.site.cameras["0401"].main.password) == ("", "")


def test_a_new_password_for_the_same_address_counts():
    done = plan(table(line("0401", main="rtsp://admin:new@10.0.0.5/a")), the_site())
    assert done.site.cameras["0401"].main.password == "new"


def test_an_export_holds_no_password_and_comes_home_whole():
    site = the_site()
    text = exported(site)
    for trace in (SECRET, "admin", "abc"):
        assert trace not in text
    home = plan(text, site)
    assert (home.refused, home.changes, home.unchanged) == ((), (), 2)
    assert home.site == site


@pytest.mark.parametrize(
    "address",
    [
        "rtsp://10.0.0.5:554/user=admin_password=tlJw_channel=1_stream=0.sdp?real_stream",
        "rtsp://10.0.0.5:554/user=admin&password=tlJw&channel=1",
        "http://10.0.0.5/mjpeg;user=admin;pwd=tlJw",
        "http://10.0.0.5/live?auth=tlJw&channel=1",
    ],
)
def test_a_password_within_an_address_is_not_exported_either(address):
    site = plan(table(line(main=address))).site
    assert site.cameras["0401"].main.location == address
    assert "tlJw" not in exported(site)
    assert "10.0.0.5" in exported(site)
    assert plan(exported(site), site).unchanged == 1
    assert "hidden part" in plan(exported(site)).refused[0].why


def test_a_path_is_exported_as_it_is():
    site = plan(table(line(main="/srv/user=x/clip.mp4"))).site
    assert "/srv/user=x/clip.mp4" in exported(site)


def test_a_spreadsheet_meets_no_formula():
    names = ["=1+1", "+7", "-x", "@me", "'=2", "''=3", "'plain"]
    cameras = [
        replace(camera, name=name)
        for camera, name in zip(
            plan(table(*(line(f"{n:04}") for n in range(len(names))))).site.cameras.values(),
            names,
            strict=True,
        )
    ]
    text = exported(Site.of(cameras))
    cells = [row[1] for row in csv.reader(io.StringIO(text, newline=""))][1:]
    assert cells == ["'=1+1", "'+7", "'-x", "'@me", "''=2", "'''=3", "'plain"]
    assert [camera.name for camera in plan(text).site.cameras.values()] == names


def random_site(seed):
    dice = random.Random(seed)
    letters = ["Ж", "қ", "ё", "a", "=", "+", "-", "@", "'", '"', ",", ";", "№", "1", "…", "%", " "]

    def word(least=1):
        text = "".join(dice.choices(letters, k=dice.randint(least, 8)))
        return " ".join(text.split()) or "x"

    def address(n):
        secret = dice.choice(["", f"{dice.choice('abc')}:{''.join(dice.choices('p@/%:#', k=5))}@"])
        place = Address.parse(f"rtsp://10.0.0.{n % 250}/{n}?token=t{n}" if n % 3 else f"/dev/video{n}")
        if secret and n % 3:
            user, _colon, password = secret[:-1].partition(":")
            return replace(place, user=user, password=password)
        return place

    kinds = {word(): dice.choice(list(PlaceKind)) for _ in range(4)}
    numbers = [f"{n:04}" for n in sorted(dice.sample(range(9999), 12))]
    cameras = []
    for n, number in enumerate(numbers):
        name = dice.choice(list(kinds))
        others = tuple(
            Neighbour(other, dice.choice([None, *Side]))
            for other in dice.sample([other for other in numbers if other != number], dice.randint(0, 3))
        )
        sub = address(100 + n) if dice.random() < 0.5 else None
        place = Place(name, name, kinds[name])
        grid = SearchGrid(dice.randint(1, 4), dice.randint(1, 4))
        width_m = dice.choice([None, dice.randint(10, 200_000) / 100])
        pictures = {"search_grid": grid, "scene_width_m": width_m}
        cameras.append(
            Camera(f"id{n}", number, word(), place, address(n), sub, neighbours=others, **pictures)
        )
    return Site.of(cameras)


@pytest.mark.parametrize("seed", range(60))
def test_any_site_comes_home_from_its_export(seed):
    site = random_site(seed)
    home = plan(exported(site), site)
    assert (home.refused, home.changes) == ((), ())
    assert home.site == site
