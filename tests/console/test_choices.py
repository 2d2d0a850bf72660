"""Keys and theme on the disk: whole or as they were, with an entry, and never in the way of a start."""

from __future__ import annotations

import json

import pytest

from console.choices import ChoicesRefused, ChoicesSaved, Chosen, read_choices
from console.engine import Engine
from console.journal.entry import Kind
from console.operators.roles import Role
from console.settings import Settings
from tests.console.door_desk import DoorDesk

KEYS = {"take": "ctrl+29"}


@pytest.fixture
def desk(tmp_path):
    made = DoorDesk(tmp_path / "desk")
    made.sit(Role.SHIFT_LEAD)
    yield made
    made.stop()


def facts(desk: DoorDesk, kind: type) -> list[object]:
    desk.settle()
    return [fact for fact in desk.facts if isinstance(fact, kind)]


def again(desk: DoorDesk) -> Engine:
    """The next start's."""
    return Engine(
        desk.engine.folder, site=desk.engine.site, settings=Settings(), operator=None, models=lambda: None
    )


def test_changed_keys_hold_at_the_next_start_and_are_an_entry(desk):
    before = desk.head()
    assert desk.engine.choices.save_keys(KEYS, ref="x")
    assert facts(desk, ChoicesSaved) == [ChoicesSaved("x", Chosen("", KEYS))]
    assert desk.engine.choices.chosen.keys == KEYS
    assert again(desk).choices.chosen == Chosen("", KEYS)
    [entry] = desk.entries(after=before)
    assert (entry.kind, entry.actor, entry.body["name"]) == (Kind.SETTING_CHANGED, "Сауле", "take")
    assert (entry.body["keys"], entry.body["keys_before"]) == (KEYS, {})


def test_a_theme_leaves_the_keys_and_is_no_entry(desk):
    desk.engine.choices.save_keys(KEYS)
    desk.engine.choices.save_theme("light")
    desk.settle()
    before = desk.head()
    desk.engine.choices.save_keys(KEYS)  # as they are
    assert len(facts(desk, ChoicesSaved)) == 3
    assert desk.entries(after=before) == []
    assert again(desk).choices.chosen == Chosen("light", KEYS)


@pytest.mark.parametrize(
    "damaged",
    ["", "{", "[]", '{"theme": "pink"}', '{"keys": []}', '{"keys": {"take": 38}}', "\udcff", "[" * 9**5],
)
def test_a_damaged_file_is_one_line_and_the_usual_keys_are_in_force(desk, damaged):
    file = desk.engine.folder.choices_file
    file.write_bytes(damaged.encode(errors="surrogateescape"))
    choices = again(desk).choices
    assert choices.chosen == Chosen()
    assert str(file) in choices.failure and "\n" not in choices.failure
    desk.engine.choices.save_theme("dark")
    assert facts(desk, ChoicesSaved)
    assert read_choices(file) == Chosen("dark")
    assert file.with_suffix(".damaged.json").read_bytes() == damaged.encode(errors="surrogateescape")


def test_without_its_entry_no_key_is_changed(desk, monkeypatch):
    desk.engine.choices.save_keys(KEYS)
    desk.settle()

    def full(*_: object, **__: object) -> None:
        raise OSError("no room")

    monkeypatch.setattr(desk.engine.journal, "append_now", full)
    desk.engine.choices.save_keys({}, ref="x")
    desk.engine.journal._reader.settle()
    told = desk.turn()
    assert any(isinstance(fact, ChoicesRefused) and fact.ref == "x" for fact in told)
    monkeypatch.undo()
    assert json.loads(desk.engine.folder.choices_file.read_text())["keys"] == KEYS
    assert desk.engine.choices.chosen.keys == KEYS


def test_a_file_that_cannot_be_written_is_told_and_the_old_one_stays(desk, monkeypatch):
    desk.engine.choices.save_keys(KEYS)
    desk.settle()
    blocked = desk.engine.folder.root / ".choices.json.part"
    blocked.mkdir()
    desk.engine.choices.save_keys({"take": "29"}, ref="x")
    [refused] = facts(desk, ChoicesRefused)
    assert refused.ref == "x" and "cannot be saved" in refused.why
    assert read_choices(desk.engine.folder.choices_file).keys == KEYS
