"""What the program stores as an English word is read in the language in use, in a line and on paper."""

from __future__ import annotations

import re

import pytest

from console.journal.entry import Kind
from console.journal.found import FoundEntry
from console.journal.shift_log.said import said
from console.journal.wording import entry_title, is_relief, kind_title, summary
from console.language import speaking
from console.media.ring_budget import RINGS_SHORT, RINGS_WHOLE
from console.media.shedding import Stage
from tests.console.journal.stored_words import stored_words

_NAMES = {"PDF", "XLSX", "CSV", "PIN", "Munara"}


def english(text: str) -> set[str]:
    return set(re.findall("[A-Za-z]{2,}", text)) - _NAMES


def entry(kind: Kind, body: dict) -> FoundEntry:
    moment = "2026-11-23T18:00:00.000000Z"
    return FoundEntry(7, moment, 300, "1", "", kind, body, b"", "", "", "", ())


@pytest.mark.parametrize("code", ["ru", "kk"])
def test_no_stored_word_is_shown_in_english(code):
    left = []
    with speaking(code):
        for kind, key, stored in stored_words():
            told = entry(kind, {key: stored})
            left += [
                (kind.value, key, stored, text)
                for text in (kind_title(kind), summary(told.body, kind), said(told))
                if english(text)
            ]
    assert left == []


@pytest.mark.parametrize(
    ("what", "title"),
    [
        (Stage.RATE.value, "Load shed"),
        (RINGS_SHORT, "Load shed"),
        (Stage.NOTHING.value, "Full load again"),
        (RINGS_WHOLE, "Full load again"),
    ],
)
def test_an_entry_that_tells_of_relief_says_so_in_its_title(what, title):
    told = entry(Kind.LOAD_SHED, {"what": what})
    with speaking("en"):
        assert (told.title(), entry_title(Kind.LOAD_SHED, told.body)) == (title, title)
    assert is_relief(Kind.LOAD_SHED, told.body) is (title != "Load shed")
    assert not is_relief(Kind.NOTE, told.body)
