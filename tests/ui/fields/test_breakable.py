"""A long word may break; what people usually write stays as it is."""

from __future__ import annotations

import pytest

from ui.fields.breakable import breakable


@pytest.mark.parametrize("text", ["Нұрсұлтан Қожахметұлы-Сейітқалиев", "a" * 24, f"{'a' * 24}-{'b' * 24}"])
def test_words_stay_whole(text):
    assert breakable(text) == text


def test_a_word_of_eighty_letters_breaks_and_loses_none():
    parts = breakable("Ж" * 80).split("\u200b")
    assert [len(part) for part in parts] == [24, 24, 24, 8]
    assert [len(part) for part in breakable("Ж" * 30, letters=14).split("\u200b")] == [14, 14, 2]
