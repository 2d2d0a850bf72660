"""Lines no wider than their column, and no letter lost."""

import random

from console.journal.shift_log.letters import Letters, visible

_HAS = [*range(32, 127), *range(0x400, 0x4FF)]
_LETTERS = Letters({code: 500 for code in _HAS}, _HAS)


def test_words_are_parted_only_where_they_must():
    assert _LETTERS.lines("one two three", 4, 1) == ("one two", "three")
    assert _LETTERS.lines("abcdefghij", 2, 1) == ("abcd", "efgh", "ij")
    assert _LETTERS.lines("a\nb\n\nc", 4, 1) == ("a", "b", "", "c")
    assert _LETTERS.lines("", 4, 1) == ("",)
    assert _LETTERS.lines("a/long/path/of-parts", 4, 1) == ("a/long/", "path/of-", "parts")


def test_no_letter_is_lost_and_no_line_too_wide():
    chance = random.Random(7)
    for _turn in range(300):
        text = "".join(chance.choice("ab ә-/\n.") for _letter in range(chance.randrange(120)))
        lines = _LETTERS.lines(text, 3, 1)
        assert "".join("".join(lines).split()) == "".join(text.split())
        assert all(_LETTERS.width(line, 1) <= 3 for line in lines)


def test_letters_that_show_nothing_are_named():
    assert visible("a\u202eb\n\tc") == "a[U+202E]b\n\tc"
    assert visible("\r\nx\ry") == "\nx\ny"
    assert _LETTERS.shown("й") == "й", "composed"
    assert _LETTERS.shown("中\u200b文!") == "[U+4E2D U+200B U+6587]!"
    assert _LETTERS.shown("\ud800") == "[U+D800]"
