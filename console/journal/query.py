"""What is looked for in the journal, and how SQLite is asked for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from console.journal.entry import Kind
from console.journal.offences import known_offences
from console.journal.projection import SAID, Facet, Mark, exact, query_words
from console.journal.wording import kind_titles

_COUNTED = 1000  # hits that are counted; nobody reads further, and all of a million cost seconds
_MOST_WORDS = 200  # of one question; each is some looks into the index, and a page of text takes seconds


class Standing(Enum):
    """Which violations are looked for, by what became of them."""

    ANY = "any"
    AMENDED = "amended"
    VOIDED = "voided"


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for; everything given must hold."""

    words: str = ""  # each finds what begins with it, in the entry or in its kind's title
    kinds: tuple[Kind | str, ...] = ()  # any of them; empty: all
    camera: str = ""  # its number or its id
    since_utc: datetime | None = None
    until_utc: datetime | None = None  # not included
    standing: Standing = Standing.ANY  # another finds only the entries that recorded such violations
    place: str = ""  # beginnings of words of the place's name
    offence: str = ""  # its code, its article, or beginnings of words of its name in any language
    operator: str = ""  # beginnings of words of the name that signs the entry
    with_clip: bool = False  # a clip lies with it, stored then or later
    limit: int = 100
    offset: int = 0

    @property
    def counted(self) -> int:
        """So many hits are counted at the most: a total beyond it means "more than so many"."""
        return max(_COUNTED, self.offset + self.limit)


def match_of(query: Query) -> str | None:
    """The question as FTS5 takes it; None where everything matches, "" where nothing can."""
    words = list(dict.fromkeys(query_words(query.words)))
    if (query.words.strip() and not words) or len(words) > _MOST_WORDS:
        return ""  # "???" finds nothing rather than everything
    terms = [_said(word) for word in words]
    for text, facet in ((query.place, Facet.PLACE), (query.operator, Facet.ACTOR)):
        terms += _begun(facet, text)
    if query.camera:
        terms.append(_quoted(exact(Facet.CAMERA, query.camera)))
    if query.offence.strip():
        terms.append(_any(_offence_words(query.offence)))
    if query.kinds:
        terms.append(_any(exact(Facet.KIND, str(kind)) for kind in query.kinds))
    if query.standing is not Standing.ANY:
        terms += [
            _quoted(exact(Facet.KIND, Kind.VIOLATION_RECORDED.value)),
            _quoted(exact(Facet.MARK, query.standing.value)),
        ]
    if query.with_clip:
        terms.append(_quoted(exact(Facet.MARK, Mark.CLIP.value)))
    return " AND ".join(terms) or None


def _said(word: str) -> str:
    """Looks for a word wherever it may have been said: in a text, a name, a place or the kind's title."""
    looks = [f"{_quoted(begin + word)} *" for begin in ("", *(facet.value for facet in SAID))]
    titles = {kind: " ".join(kind_titles(kind)) for kind in Kind}
    kinds = [_quoted(exact(Facet.KIND, kind)) for kind in Kind if _begins(titles[kind], word)]
    return f"({' OR '.join(looks + kinds)})"


def _begun(facet: Facet, text: str) -> Iterator[str]:
    words = dict.fromkeys(query_words(text)[:_MOST_WORDS])
    if text.strip() and not words:
        words = {"\ue00e": None}  # "???": a word that no entry has
    return (f"{_quoted(facet.value + word)} *" for word in words)


def _offence_words(text: str) -> Iterator[str]:
    yield exact(Facet.OFFENCE, text)
    yield exact(Facet.ARTICLE, text)
    words = query_words(text)
    for offence in known_offences().values():
        parts = [query_words(name) for name in offence.names.values()]
        if words and any(all(_in(word, part) for word in words) for part in parts):
            yield exact(Facet.OFFENCE, offence.code)


def _begins(title: str, word: str) -> bool:
    return _in(word, query_words(title))


def _in(word: str, words: Sequence[str]) -> bool:
    return any(part.startswith(word) for part in words)


def _any(words: Iterable[str]) -> str:
    return f"({' OR '.join(_quoted(word) for word in words)})"


def _quoted(word: str) -> str:
    # Letters, digits and letters of our own alone; quoted, it is none of FTS5's own words such as NOT.
    return f'"{word}"'
