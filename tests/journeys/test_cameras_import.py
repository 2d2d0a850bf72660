"""An administrator brings the cameras in, takes them out, and no password comes along."""

import fcntl
import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

import pytest

from console.cameras.site_database import SiteDatabase
from console.paths import DataFolder

ROOT = Path(__file__).parents[2]
PASSWORD = "p@ss%w/rd"
_TRACES = (PASSWORD, quote(PASSWORD, safe=""), quote(PASSWORD), "ss%w", "ss%25w", "w/rd", "w%2Frd", "postman")
GOOD = f"""номер;название;место;вид места;основной;дополнительный;соседи
0401;вход;Школа №1;школа;rtsp://postman:{PASSWORD}@10.0.0.5/main;rtsp://postman:{PASSWORD}@10.0.0.5/sub;0402
0402;двор;Школа №1;мектеп;rtsp://postman:{PASSWORD}@10.0.0.6/main;;0401
0403;дом 14;ул. Абая;street;/dev/video0;;
"""
_DIES = """
import os, signal, sys
from console.journal.journal import Journal
left, append = [int(sys.argv.pop(1))], Journal.append_now
def killed(self, *given, **named):
    if not left[0]:
        os.kill(os.getpid(), signal.SIGKILL)
    left[0] -= 1
    return append(self, *given, **named)
Journal.append_now = killed
from ui.main import main
sys.exit(main())
"""


@pytest.fixture
def desk(tmp_path):
    return tmp_path / "desk"


@pytest.fixture
def good(tmp_path):
    file = tmp_path / "good.csv"
    file.write_text(GOOD, encoding="utf-8")
    return file


def python(*arguments, desk):
    return subprocess.run(
        [sys.executable, *map(str, arguments), "--data", str(desk)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), "MUNARA_LANGUAGE": "en"},
        capture_output=True,
        text=True,
        timeout=120,
    )


def cameras(*arguments, desk):
    return python("-m", "ui.main", "cameras", *arguments, desk=desk)


def imported(file, *arguments, desk):
    done = cameras("import", file, *arguments, "--json", desk=desk)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def entries(desk):
    """(what, number) of every change of a camera, newest first."""
    done = python("-m", "ui.main", "journal", "search", "--kind", "camera changed", "--json", desk=desk)
    assert done.returncode == 0, done.stderr
    rows = json.loads(done.stdout)["entries"]
    assert all(row["actor"] for row in rows)
    return [(row["body"]["what"], row["camera"]) for row in rows]


def counts(added=0, changed=0, unchanged=0):
    return {"added": added, "changed": changed, "unchanged": unchanged, "refused": []}


def test_in_out_and_in_again(good, desk, tmp_path):
    assert imported(good, desk=desk) == counts(added=3)
    site = SiteDatabase(DataFolder(desk)).load()
    assert [camera.main.password for camera in site.cameras.values()] == [PASSWORD, PASSWORD, ""]
    assert imported(good, desk=desk) == counts(unchanged=3)
    assert entries(desk) == [("added", "0403"), ("added", "0402"), ("added", "0401")]

    out = tmp_path / "out.csv"
    done = cameras("export", out, desk=desk)
    assert (done.returncode, done.stderr) == (0, "")
    assert out.read_bytes().startswith(
        b"\xef\xbb\xbfnumber,name,place,kind of place,main,sub,neighbours,search tiles,scene width m\r\n"
    )
    assert imported(out, desk=desk) == counts(unchanged=3)
    assert SiteDatabase(DataFolder(desk)).load() == site

    out.write_text(out.read_text(encoding="utf-8-sig").replace("двор", "стадион"), encoding="utf-8")
    assert imported(out, desk=desk) == counts(changed=1, unchanged=2)
    assert entries(desk)[0] == ("changed", "0402")
    assert SiteDatabase(DataFolder(desk)).load().cameras["0402"].main.password == PASSWORD
    assert python("-m", "ui.main", "journal", "verify", desk=desk).returncode == 0


def test_how_a_picture_is_searched_and_what_it_spans_is_an_entry(desk, tmp_path):
    file = tmp_path / "cameras.csv"
    lines = GOOD.replace("соседи", "части поиска;ширина сцены м").replace(";0402", ";3x2;12,5").splitlines()
    file.write_text("\n".join([*lines[:2], ""]), encoding="utf-8")
    assert imported(file, desk=desk) == counts(added=1)
    file.write_text("\n".join([lines[0], lines[1].replace("3x2;12,5", ";7"), ""]), encoding="utf-8")
    assert imported(file, desk=desk) == counts(changed=1)
    done = python("-m", "ui.main", "journal", "search", "--kind", "camera changed", "--json", desk=desk)
    newest, first = (row["body"] for row in json.loads(done.stdout)["entries"])
    assert (first["search_grid"], first["scene_width_cm"]) == ("3x2", 1250)
    assert (newest["search_grid"], newest["scene_width_cm"]) == ("1x1", 700)
    assert newest["fields"] == ["search_grid", "scene_width_m"]


def test_a_planted_password_is_in_the_closed_file_alone(good, desk, tmp_path):
    bad = tmp_path / "bad.csv"
    bad.write_text(GOOD.replace("rtsp://", "rstp://"), encoding="utf-8")
    out = tmp_path / "out.csv"
    said = ""
    for arguments in (["import", good], ["import", bad], ["import", bad, "--json"], ["export", out]):
        done = cameras(*arguments, desk=desk)
        said += done.stdout + done.stderr
    secret = desk / "secrets" / "cameras.json"
    assert PASSWORD in secret.read_text(encoding="utf-8")  # it was there to be found
    files = [file for file in desk.rglob("*") if file.is_file() and file != secret]
    assert desk / "journal.db" in files
    written = b"".join(file.read_bytes() for file in [*files, out]) + said.encode()
    for trace in _TRACES:
        assert trace.encode() not in written


def test_a_bad_line_keeps_every_line_out(good, desk, tmp_path):
    assert imported(good, desk=desk) == counts(added=3)
    bad = tmp_path / "bad.csv"
    bad.write_text(
        GOOD.replace("вход", "ворота").replace("street", "avenue") + "04x;;;;;;\n", encoding="utf-8"
    )
    before = {file: file.read_bytes() for file in desk.rglob("*") if file.is_file()}
    done = cameras("import", bad, "--json", desk=desk)
    assert done.returncode == 2
    answer = json.loads(done.stdout)
    assert (answer["added"], answer["changed"], answer["unchanged"]) == (0, 0, 0)
    assert [refusal["line"] for refusal in answer["refused"]] == [4, 5, 5, 5, 5, 5]
    lines = done.stderr.splitlines()
    assert len(lines) == 6
    assert "bad.csv, line 4: this kind of place is not known" in lines[0]
    assert {file: file.read_bytes() for file in desk.rglob("*") if file.is_file()} == before
    assert len(entries(desk)) == 3


def test_a_dry_run_leaves_no_trace(good, desk):
    assert imported(good, "--dry-run", desk=desk) == counts(added=3)
    assert not desk.exists()
    said = cameras("import", good, "--dry-run", desk=desk).stdout
    assert "0401  added  Школа №1, вход" in said
    assert "nothing was done" in said


def test_it_is_said_who_stays_and_who_sees_it(good, desk, tmp_path):
    imported(good, desk=desk)
    one = tmp_path / "one.csv"
    one.write_text("".join(GOOD.splitlines(keepends=True)[:2]).replace("вход", "-вход"), encoding="utf-8")
    said = cameras("import", one, desk=desk).stdout
    assert "2 cameras that are not in the file stay" in said
    assert "A desk that is running shows this after its next start" in said


@pytest.mark.parametrize("written", [0, 1, 2])
def test_a_killed_import_leaves_no_change_without_an_entry(written, good, desk):
    killed = python("-c", _DIES, written, "cameras", "import", good, desk=desk)
    assert killed.returncode == -signal.SIGKILL
    assert imported(good, desk=desk) == counts(unchanged=3)
    assert sorted(entries(desk)) == [("added", "0401"), ("added", "0402"), ("added", "0403")]
    assert imported(good, desk=desk) == counts(unchanged=3)
    assert len(entries(desk)) == 3


def test_one_import_at_a_time(good, desk):
    imported(good, desk=desk)
    with (desk / "import.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        refused = cameras("import", good, desk=desk)
    assert (refused.returncode, refused.stderr.count("\n")) == (2, 1)
    assert "another change of the cameras is under way" in refused.stderr
    assert imported(good, desk=desk) == counts(unchanged=3)


def test_seven_hundred_cameras(desk, tmp_path):
    file = tmp_path / "many.csv"
    rows = (
        f"{n:04},spot {n},street {n // 7},street,rtsp://u:p@10.0.{n // 200}.{n % 200}/a,,{(n + 1) % 700:04}\n"
        for n in range(700)
    )
    file.write_text("number,name,place,kind of place,main,sub,neighbours\n" + "".join(rows), encoding="utf-8")
    assert imported(file, desk=desk) == counts(added=700)
    assert imported(file, desk=desk) == counts(unchanged=700)


def test_the_demos_cameras_say_so_and_stay_with_the_demo(good, desk, tmp_path):
    demo = tmp_path / "demo"
    demo.mkdir()
    (demo / "DEMO").write_text("made up")
    imported(good, desk=demo)
    out = tmp_path / "out.csv"
    assert cameras("export", out, desk=demo).returncode == 0
    assert [row[:5] for row in out.read_text(encoding="utf-8-sig").splitlines()] == ["DEMO,"] * 4
    assert imported(out, desk=demo) == counts(unchanged=3)
    refused = cameras("import", out, desk=desk)
    assert (refused.returncode, refused.stderr.count("\n")) == (2, 1)
    assert "made-up cameras of the demo" in refused.stderr


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["import", "no-such-file.csv"], "no-such-file.csv: the file cannot be read"),
        (["import", "console"], "console: this is not a file"),
        (["export", "no-such-folder/out.csv"], "the export cannot be written"),
        (["export", "console"], "the export cannot be written"),
        (["export", "/"], "this is not a file"),
        (["import"], "FILE"),
    ],
)
def test_wrong_use_is_one_clear_line(arguments, words, desk):
    done = cameras(*arguments, desk=desk)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1), done.stderr
    assert words in done.stderr
    assert not list(ROOT.glob(".*.part"))
