"""Layouts on a real disk: older versions, damaged files, two desks, names and keys."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest

from console.layout_folder import OLDER_KEPT
from console.layout_store import LayoutStore
from console.paths import DataFolder
from console.problem import Problem
from console.wall.arrangement import Arrangement, Share
from console.wall.layout import Layout
from console.wall.layout_file import CameraBook
from console.wall.monitor import Monitor
from console.wall.scene import Scene
from console.wall.tour import Step, Tour

SMALL, LARGE = Layout(2, 2), Layout(4, 4)
NOW = Arrangement((Share(Monitor("DP-1"), SMALL),))


@pytest.fixture
def folder(tmp_path) -> DataFolder:
    return DataFolder(tmp_path)


@pytest.fixture
def store(folder) -> LayoutStore:
    return a_store(folder)


def a_store(folder: DataFolder) -> LayoutStore:
    seconds = count()
    start = datetime(2026, 11, 27, 6, tzinfo=UTC)
    return LayoutStore(folder, CameraBook([]), now=lambda: start + timedelta(seconds=next(seconds)))


def contents(store: LayoutStore) -> dict[str, object]:
    return {each.scene.name: each.scene.content for each in store.read().kept}


def digest(store: LayoutStore, name: str) -> str:
    return next(each.digest for each in store.read().kept if each.scene.name == name)


def file(folder: DataFolder, slug: str = "morning") -> Path:
    return folder.layouts / f"{slug}.json"


def test_a_layout_is_a_file_that_people_know_by_its_name(store, folder):
    for name in ("Школы: утро/вечер", "../../x", "now", "morning", ". .", "я" * 60):
        store.save(Scene(name, SMALL))
    names = sorted(each.name for each in folder.layouts.glob("*.json"))
    assert names == sorted(
        ["школы-утро-вечер.json", "x.json", "now-1.json", "morning.json", "layout.json", "я" * 40 + ".json"]
    )
    assert len(contents(store)) == 6 and not list(folder.root.parent.glob("x*"))


def test_what_is_replaced_is_kept_ten_times_and_comes_back(store, folder):
    store.save(Scene("morning", SMALL))
    for side in range(1, 13):
        store.save(Scene("morning", Layout(side, 1)), replaces=digest(store, "morning"))
    older = store.older()
    assert [each.scene.content.columns for each in older] == [*range(11, 1, -1)]
    assert len(older) == OLDER_KEPT
    store.restore(older[-1].file)
    assert contents(store) == {"morning": Layout(2, 1)}
    assert store.older()[0].scene.content == Layout(12, 1)


def test_saving_the_same_makes_no_older_version(store):
    store.save(Scene("morning", SMALL))
    store.save(Scene("morning", SMALL), replaces=digest(store, "morning"))
    assert store.older() == ()


def test_a_deleted_one_lies_among_the_older_and_comes_back(store):
    store.save(Scene("morning", SMALL, "3"))
    store.delete("morning", replaces=digest(store, "morning"))
    assert contents(store) == {}
    store.restore(store.older()[0].file)
    assert [each.scene for each in store.read().kept] == [Scene("morning", SMALL, "3")]


def test_a_renamed_one_has_its_new_name_alone(store, folder):
    store.save(Scene("morning", SMALL))
    store.save(Scene("evening", LARGE))
    with pytest.raises(Problem, match="this name is taken"):
        store.rename("morning", Scene("Evening", SMALL), replaces=digest(store, "morning"))
    store.rename("morning", Scene("Утро", SMALL), replaces=digest(store, "morning"))
    assert contents(store) == {"evening": LARGE, "Утро": SMALL}
    assert not file(folder).exists()


def test_tours_call_a_renamed_layout_by_its_new_name_and_its_key_is_its_own_alone(store, folder):
    round_trip = Tour((Step("MORNING", dwell_s=9), Step("evening"), Step(camera_id="?0402")))
    store.save(Scene("morning", SMALL))
    store.save(Scene("round", round_trip, "3"))
    store.rename("morning", Scene("Утро", SMALL, "3"), replaces=digest(store, "morning"))
    shelf = store.read()
    assert {each.scene.name: each.scene.key for each in shelf.kept} == {"round": "", "Утро": "3"}
    assert contents(store)["round"] == Tour((Step("Утро", dwell_s=9), *round_trip.steps[1:]))
    assert shelf.problems == ()
    assert {each.scene.name for each in store.older()} == {"morning", "round"}


def test_a_power_cut_while_one_is_renamed_leaves_no_tour_without_its_layout(store, folder, monkeypatch):
    store.save(Scene("morning", SMALL))
    store.save(Scene("round", Tour((Step("morning"),))))
    put = store._put

    def cut(_slug: str, _scene: Scene) -> object:
        raise OSError("cut")

    for at in (1, 2):
        cuts = iter([put] * (at - 1) + [cut])
        monkeypatch.setattr(store, "_put", lambda slug, scene, cuts=cuts: next(cuts)(slug, scene))
        with pytest.raises(Problem):
            store.rename("morning", Scene(f"Утро {at}", SMALL), replaces=digest(store, "morning"))
        (step,) = contents(store)["round"].steps
        assert contents(store)[step.layout] == SMALL


def test_a_name_may_change_its_capitals(store):
    store.save(Scene("morning", SMALL))
    store.rename("morning", Scene("Morning", SMALL), replaces=digest(store, "morning"))
    assert contents(store) == {"Morning": SMALL}


def test_a_key_goes_over_to_the_one_saved_last(store):
    store.save(Scene("morning", SMALL, "3"))
    store.save(Scene("evening", LARGE, "3"))
    shelf = store.read()
    assert {each.scene.name: each.scene.key for each in shelf.kept} == {"evening": "3", "morning": ""}
    assert shelf.problems == ()


def test_two_files_with_one_key_or_one_name_are_told_and_neither_is_lost(store, folder):
    store.save(Scene("morning", SMALL, "3"))
    text = file(folder).read_text()
    file(folder, "copy").write_text(text)
    shelf = store.read()
    assert [(each.scene.name, each.scene.key) for each in shelf.kept] == [
        ("morning", "3"),
        ("morning (morning)", ""),
    ]
    told = "\n".join(map(str, shelf.problems))
    assert "two files have the name “morning”" in told and "the key 3 calls “morning” already" in told


# --- damage ---


def _folder_in_place(path: Path) -> None:
    path.unlink()
    path.mkdir()
    (path / "inside").write_text("x")


def _loop(path: Path) -> None:
    path.unlink()
    path.symlink_to(path.name)


def _pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


DAMAGES = {
    "empty": lambda path: path.write_bytes(b""),
    "zero bytes": lambda path: path.write_bytes(b"\0" * 512),
    "cut off": lambda path: os.truncate(path, path.stat().st_size // 2),
    "10 MB": lambda path: path.write_bytes(b" " * 10_000_000),
    "a folder": _folder_in_place,
    "a loop of links": _loop,
    "a pipe": _pipe,
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_file_is_set_aside_and_the_last_good_version_used(store, folder, damage):
    store.save(Scene("other", LARGE))
    store.save(Scene("morning", SMALL))
    store.save(Scene("morning", LARGE), replaces=digest(store, "morning"))
    DAMAGES[damage](file(folder))
    shelf = store.read()
    assert {each.scene.name: each.scene.content for each in shelf.kept} == {"morning": SMALL, "other": LARGE}
    (problem,) = shelf.problems
    (aside,) = (folder.layouts / "damaged").iterdir()
    assert str(aside) in str(problem) and "The version that was replaced at" in str(problem)
    assert str(file(folder)) in str(problem)
    assert store.read().problems == () and contents(a_store(folder))["morning"] == SMALL, "told once"


def test_a_damaged_file_without_an_older_version_is_set_aside_with_all_its_bytes(store, folder):
    store.save(Scene("morning", SMALL))
    file(folder).write_bytes(b'{"kind": "layo')
    assert contents(store) == {}
    (aside,) = (folder.layouts / "damaged").iterdir()
    assert aside.read_bytes() == b'{"kind": "layo'


def test_a_damaged_older_version_is_passed_over(store, folder):
    store.save(Scene("morning", SMALL))
    store.save(Scene("morning", LARGE), replaces=digest(store, "morning"))
    store.save(Scene("morning", Layout(3, 3)), replaces=digest(store, "morning"))
    newest = max((folder.layouts / "older").iterdir())
    newest.write_bytes(b"")
    file(folder).write_bytes(b"")
    assert contents(store) == {"morning": SMALL}


def test_damage_that_a_save_meets_is_told_at_the_next_reading(store, folder):
    store.save(Scene("morning", SMALL))
    file(folder).write_bytes(b"")
    store.save(Scene("evening", SMALL))
    assert len(store.read().problems) == 1


def test_what_the_walls_show_is_read_again_and_falls_back(store, folder):
    assert store.read_now() == (None, ())
    store.save_now(NOW)
    later = NOW.with_layout(0, LARGE)
    store.save_now(later)
    assert store.read_now() == (later, ())
    file(folder, "now").write_bytes(b"{" + b"\0" * 100)
    arrangement, (problem,) = store.read_now()
    assert arrangement == NOW and "zero bytes" in str(problem)
    assert contents(store) == {} and store.older() == (), "it is no layout by name"


def test_a_folder_that_cannot_be_made_is_one_clear_line(folder):
    folder.layouts.write_text("a file in its place")
    with pytest.raises(Problem) as raised:
        a_store(folder).read()
    assert str(folder.layouts) in str(raised.value) and raised.value.mend


# --- two desks ---


def test_two_desks_on_one_folder_lose_nothing_silently(store, folder):
    other = a_store(folder)
    store.save(Scene("morning", SMALL, by="Сауле"))
    seen = digest(store, "morning")
    other.save(Scene("morning", LARGE, by="Берик"), replaces=seen)
    with pytest.raises(Problem, match="saved by Берик since"):
        store.save(Scene("morning", Layout(3, 3)), replaces=seen)
    with pytest.raises(Problem, match="saved by Берик since"):
        store.delete("morning", replaces=seen)
    with pytest.raises(Problem, match="there is one of that name already"):
        store.save(Scene("Morning", Layout(3, 3)))
    assert contents(store) == {"morning": LARGE}
    other.delete("morning", replaces=digest(other, "morning"))
    with pytest.raises(Problem, match="not there any more"):
        store.save(Scene("morning", SMALL), replaces=seen)
    assert [each.scene.content for each in store.older()] == [LARGE, SMALL]
