"""What is armed or black comes back after a restart; a damaged file arms nothing."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from console.armed_file import KeptWall, read_armed, write_armed
from console.wall.armed import ArmedWall
from console.wall.layout import Cell, Layout

SINCE = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)
BIG = Layout(3, 3, ("a", "b"), big=(Cell(0, 0, 2, 2),))


def test_what_is_written_is_read_again(tmp_path):
    file = tmp_path / "armed.json"
    walls = {
        1: KeptWall.of(ArmedWall(BIG, frozenset({0, 2}))),
        2: KeptWall.of(ArmedWall(BIG, frozenset(), SINCE)),
    }
    write_armed(file, walls)
    assert read_armed(file) == walls
    write_armed(file, {})
    assert read_armed(file) == {}
    assert [each.name for each in tmp_path.iterdir()] == ["armed.json"]


def test_it_comes_back_on_the_grid_it_was_chosen_for_and_in_part_on_another():
    wall = ArmedWall(BIG, frozenset({0, 1}), SINCE)
    assert KeptWall.of(wall).on(BIG) == wall
    other = KeptWall.of(wall).on(Layout(3, 3))
    assert other.is_black and {Layout(3, 3).cells[cell] for cell in other.armed} == {Cell(2, 0)}


def test_without_a_file_nothing_is_armed(tmp_path):
    assert read_armed(tmp_path / "armed.json") == {}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "7",
        '{"x": {"black_since_utc": null, "armed": []}}',
        '{"1": {"armed": []}}',
        '{"1": {"black_since_utc": "soon", "armed": []}}',
        '{"1": {"black_since_utc": "2026-11-23T18:00:00", "armed": []}}',
        '{"1": {"black_since_utc": 7, "armed": []}}',
        '{"1": {"black_since_utc": null, "armed": 7}}',
        '{"1": {"black_since_utc": null, "armed": [[1, 2, 3, 4, 5]]}}',
        '{"1": {"black_since_utc": null, "armed": [["a"]]}}',
    ],
)
def test_a_damaged_file_is_told(tmp_path, text):
    file = tmp_path / "armed.json"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError):
        read_armed(file)


def test_a_write_that_fails_leaves_what_was_there(tmp_path, monkeypatch):
    file = tmp_path / "armed.json"
    write_armed(file, {1: KeptWall((Cell(0, 0),), None)})

    def full(_number: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError):
        write_armed(file, {})
    assert read_armed(file) == {1: KeptWall((Cell(0, 0),), None)}
    assert [each.name for each in tmp_path.iterdir()] == ["armed.json"]
