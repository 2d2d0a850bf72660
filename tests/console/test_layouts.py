"""Layouts as the desk keeps them: asked for, written, told, recorded; and what the walls show."""

from __future__ import annotations

from dataclasses import replace

import pytest

from console.cameras.site_database import Site
from console.journal.journal import Journal
from console.journal.query import Query
from console.journal.search import each
from console.layouts import LayoutRefused, Layouts, LayoutSaved, LayoutsRead, OlderLayoutsRead
from console.operators.operator import Operator
from console.operators.roles import Role
from console.outbox import Outbox
from console.paths import DataFolder
from console.permit import Permit
from console.wall.arrangement import Arrangement, Share
from console.wall.layout import Layout
from console.wall.monitor import Monitor
from console.wall.scene import Scene
from console.wall.tour import Step, Tour
from tests.fakes.fake_clock import FakeClock

NOW = Arrangement((Share(Monitor("DP-1"), Layout(2, 2)),))
S = 1_000_000_000


class Desk:
    """One more desk on a folder. Thread: main."""

    def __init__(self, folder: DataFolder, name: str = "Сауле", role: Role = Role.DISPATCHER) -> None:
        self.folder = folder
        self.clock, self.outbox = FakeClock(), Outbox()
        self.journal = Journal(folder, clock=self.clock, outbox=Outbox())
        self.journal.start()
        self.permit = Permit(self.journal, Operator(name, role))
        self.layouts = Layouts(
            folder,
            site=Site.of([]),
            permit=self.permit,
            journal=self.journal,
            clock=self.clock,
            outbox=self.outbox,
        )
        self.layouts.start()
        self.first = self.turn()

    def turn(self) -> list[object]:
        self.layouts._writer.settle()
        facts = self.outbox.drain()
        for fact in facts:
            self.layouts.handle(fact)
        return facts

    def close(self) -> None:
        self.layouts.stop()
        self.journal.stop()

    def told(self) -> list[tuple[str, dict[str, object]]]:
        """The entries, once they are written."""
        self.close()
        return [(entry.actor, dict(entry.body)) for entry in each(self.folder, Query())]


@pytest.fixture
def folder(tmp_path) -> DataFolder:
    made = DataFolder(tmp_path)
    made.prepare()
    return made


@pytest.fixture
def desk(folder):
    made = Desk(folder)
    yield made
    made.close()


def test_a_saved_layout_is_there_with_its_entry_and_by_its_key(desk):
    assert desk.layouts.save(Scene("morning", Layout(2, 2), "3"), ref="r")
    saved, read = desk.turn()
    assert isinstance(saved, LayoutSaved) and saved.ref == "r" and isinstance(read, LayoutsRead)
    scene = desk.layouts.with_key(3)
    assert scene == desk.layouts.named("MORNING") == saved.scene
    assert (scene.by, scene.at_utc[:4]) == ("Сауле", "2026")
    assert desk.layouts.with_key(4) is None
    renamed = replace(scene, name="Утро")
    desk.layouts.edit("morning", to=renamed)
    desk.layouts.edit("Утро", to=renamed)  # not known under that name yet: told, not swallowed
    facts = desk.turn()
    assert [type(fact) for fact in facts].count(LayoutRefused) == 1
    assert [fact.was for fact in facts if isinstance(fact, LayoutSaved)] == ["morning"]
    desk.layouts.edit("Утро", to=replace(renamed, key="7"))
    desk.turn()
    desk.layouts.delete("Утро", ref="d")
    deleted, _read = desk.turn()
    assert deleted.is_deleted and desk.layouts.kept == ()
    told = [(actor, body["what"], body["name"]) for actor, body in desk.told()]
    assert told == [
        ("Сауле", "layout saved", "morning"),
        ("Сауле", "layout renamed", "morning → Утро"),
        ("Сауле", "layout saved", "Утро"),
        ("Сауле", "layout deleted", "Утро"),
    ]


def test_a_name_that_is_taken_gives_way_only_if_one_says_so(desk):
    desk.layouts.save(Scene("morning", Layout(2, 2)))
    desk.turn()
    desk.layouts.save(Scene("morning", Layout(3, 3)), ref="r")
    refused, _read = desk.turn()
    assert isinstance(refused, LayoutRefused) and "one of that name already" in refused.why
    desk.layouts.save(Scene("morning", Layout(3, 3)), over=True)
    desk.turn()
    assert desk.layouts.named("morning").content == Layout(3, 3)
    desk.layouts.read_older(ref="o")
    (older,) = desk.turn()
    assert isinstance(older, OlderLayoutsRead)
    desk.layouts.restore(older.versions[0].file)
    desk.turn()
    assert desk.layouts.named("morning").content == Layout(2, 2)


def test_another_desk_saves_the_same_layout_and_neither_is_lost(desk, folder):
    desk.layouts.save(Scene("morning", Layout(2, 2)))
    desk.turn()
    other = Desk(folder, "Берик", Role.SHIFT_LEAD)
    other.layouts.save(Scene("morning", Layout(4, 4)), over=True)
    other.turn()
    other.close()
    desk.layouts.save(Scene("morning", Layout(3, 3)), over=True, ref="r")
    refused, read = desk.turn()
    assert "saved by Берик since" in refused.why
    assert read.kept[0].scene.content == Layout(4, 4), "and the desk knows it now"
    desk.layouts.save(Scene("morning", Layout(3, 3)), over=True)
    desk.turn()
    desk.layouts.read_older()
    (older,) = desk.turn()
    assert [version.scene.content for version in older.versions] == [Layout(4, 4), Layout(2, 2)]


@pytest.mark.parametrize("act", ["save", "delete", "edit", "restore"])
def test_a_trainer_changes_nothing_and_the_refusal_is_an_entry(folder, act):
    desk = Desk(folder, "Ержан", Role.TRAINER)
    desk.permit.operator = Operator("Сауле", Role.DISPATCHER)
    desk.layouts.save(Scene("x", Layout(1, 1)))
    desk.turn()
    desk.permit.operator = Operator("Ержан", Role.TRAINER)
    keywords = {"to": Scene("z", Layout(1, 1))} if act == "edit" else {}
    assert getattr(desk.layouts, act)(Scene("y", Layout(1, 1)) if act == "save" else "x", **keywords) is False
    assert desk.turn() == []
    assert desk.told()[-1][1]["what"] == "keep_layouts"


def test_what_the_walls_show_is_written_when_they_rest_and_opens_again(desk, folder):
    file = folder.layouts / "now.json"
    assert desk.first[0].now is None
    desk.layouts.note_now(NOW)
    desk.clock.advance(1.9)
    desk.layouts.tick()
    desk.turn()
    assert not file.exists()
    desk.clock.advance(0.1)
    desk.layouts.tick()
    desk.turn()
    assert file.exists()
    other = Desk(folder)
    other.close()
    assert other.first[0].now == NOW


def test_walls_that_never_rest_are_written_all_the_same_and_at_the_close(desk, folder):
    for _second in range(10):
        desk.layouts.note_now(NOW)
        desk.clock.advance(1)
        desk.layouts.tick()
    desk.turn()
    assert (folder.layouts / "now.json").exists()
    last = NOW.with_layout(0, Layout(4, 4))
    desk.layouts.note_now(last)
    desk.close()
    other = Desk(folder)
    other.close()
    assert other.first[0].now == last


def test_damage_and_a_tour_of_what_is_gone_are_told_at_the_start(desk, folder):
    desk.layouts.save(Scene("tour", Tour((Step("gone"),))))
    desk.turn()
    (folder.layouts / "bad.json").write_bytes(b"")
    (folder.layouts / "now.json").write_bytes(b"{")
    other = Desk(folder)
    other.close()
    bad, tour, now = other.first[0].problems
    assert "the file is empty" in bad and "no layout “gone”" in tour and "now.json" in now
