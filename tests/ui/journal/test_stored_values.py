"""What the program stores as an English word is read in the language in use beside its entry, too."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from console.journal.entry import Kind
from console.language import use_language
from console.media.shedding import Stage
from tests.console.journal.stored_words import stored_words
from tests.console.journal.test_stored_words import english, entry
from ui.journal.entry_table import EntryTable
from ui.journal.entry_text import name_text, value_text
from ui.theme import colours


@pytest.fixture(params=["ru", "kk"])
def language(request):
    use_language(request.param)
    yield request.param
    use_language("ru")


def test_no_stored_word_is_shown_in_english(language):
    left = []
    for kind, key, stored in stored_words():
        told = entry(kind, {key: stored})
        text = f"{name_text(key)}: {value_text(told, key, stored)}"
        if english(text):
            left.append((kind.value, key, stored, text))
    assert left == []


def test_a_load_that_is_shed_warns_and_its_end_does_not(qapp):
    table = EntryTable()
    stages = (Stage.RATE, Stage.NOTHING)
    table.show([entry(Kind.LOAD_SHED, {"what": stage.value}) for stage in stages], total=2)
    shades = [table.data(table.index(row, 2), Qt.ItemDataRole.ForegroundRole) for row in (0, 1)]
    assert shades == [colours().warning, None]
