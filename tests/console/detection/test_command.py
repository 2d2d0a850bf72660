"""`munara detect`, as others script against it."""

import json
import os
import subprocess
import sys

import pytest

from console.media.worker.frame_file import read_frames


def detect(*words, assets=None):
    environment = {**os.environ, "MUNARA_LANGUAGE": "en"}
    if assets is not None:
        environment |= {"MUNARA_ASSETS": str(assets), "XDG_CACHE_HOME": str(assets)}
    code = "import sys; from console.commands import parse, run; sys.exit(run(parse(sys.argv[1:])))"
    return subprocess.run(
        [sys.executable, "-c", code, "detect", *map(str, words)],
        capture_output=True,
        text=True,
        timeout=60,
        env=environment,
    )


@pytest.fixture
def picture(tmp_path, asset_folder):
    """The first frame of the street as a JPEG."""
    frame = next(read_frames(asset_folder / "footage" / "vtest.avi"))
    file = tmp_path / "улица 1.jpg"
    file.write_bytes(frame.jpeg())
    return file


def test_json_is_one_line_a_frame(picture):
    done = detect(picture, "--json")
    assert (done.returncode, done.stderr) == (0, "")
    (line,) = done.stdout.splitlines()
    row = json.loads(line)
    assert set(row) == {"source", "frame", "boxes"}
    assert (row["source"], row["frame"]) == (str(picture), 0)
    assert {box["label"] for box in row["boxes"]} >= {"person"}
    for box in row["boxes"]:
        assert set(box) == {"label", "score", "box", "track"}
        assert box["track"] is None
        assert 0.5 <= box["score"] <= 1
        x1, y1, x2, y2 = box["box"]
        assert 0 <= x1 < x2 <= 768
        assert 0 <= y1 < y2 <= 576


def test_every_nth_frame_of_a_video_tracked(asset_folder, picture):
    video = asset_folder / "footage" / "one-by-one-person-detection.mp4"
    done = detect(video, picture, "--every", 100, "--track", "--confidence", "0.7", "--json")
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0
    frames = [row["frame"] for row in rows if row["source"] == str(video)]
    assert frames == list(range(0, 100 * len(frames), 100))
    assert len(frames) > 3
    assert rows[-1]["source"] == str(picture)
    boxes = [box for row in rows for box in row["boxes"]]
    assert boxes
    assert all(box["track"] >= 1 and box["score"] >= 0.7 for box in boxes)


def test_the_parts_of_a_large_picture_show_more(tmp_path, street_of_four):
    persons = {}
    for words in ("1x1", "3x2"):
        done = detect(street_of_four, "--every", 30, "--tiles", words, "--json")
        assert (done.returncode, done.stderr) == (0, "")
        (row,) = map(json.loads, done.stdout.splitlines())
        found = [box for box in row["boxes"] if box["label"] == "person"]
        assert all(box["box"][0] >= 0 and box["box"][2] <= 1536 for box in found)
        persons[words] = len(found)
    assert persons["3x2"] >= 1.4 * persons["1x1"] > 0


def test_people_read_a_line_too(picture):
    done = detect(picture)
    assert done.stdout.startswith(f"{picture} 0: person ")


@pytest.mark.parametrize(
    "words",
    [
        ("--every", "0"),
        ("--every", "x"),
        ("--confidence", "1.5"),
        ("--confidence", "nan"),
        ("--tiles", "5x1"),
        (),
    ],
)
def test_wrong_use_is_2(picture, words):
    done = detect(*([picture] if words else []), *words)
    assert done.returncode == 2
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1


def test_a_source_that_is_none_is_2_in_one_line(tmp_path):
    done = detect(tmp_path / "none.mp4")
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "none.mp4" in done.stderr


def test_a_truncated_model_is_2_in_one_line(tmp_path, model_file, picture):
    models = tmp_path / "models"
    models.mkdir()
    (models / model_file.path.name).write_bytes(model_file.path.read_bytes()[:1_000_000])
    done = detect(picture, assets=tmp_path)
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert model_file.path.name in done.stderr
