"""Which items fit what is typed, the likeliest first; also typed under another layout, or with a slip."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from enum import IntEnum
from typing import Generic, Protocol, TypeVar

MOST = 50  # nobody reads further; another letter is quicker
_LEAST_SLIP = 4  # letters: in shorter words one other letter makes another word
_LATIN = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`"
_RUSSIAN = "йцукенгшщзхъфывапролджэячсмитьбюё"
_TO_RUSSIAN = str.maketrans(_LATIN, _RUSSIAN)
_TO_LATIN = str.maketrans(_RUSSIAN, _LATIN)
_KAZAKH_DIGITS = '"әіңғ,.үұқ'  # what the row of digits prints under kz, from 1 to 0
_TO_DIGITS = str.maketrans(_KAZAKH_DIGITS, "1234567890")
_WORD = re.compile(r"[^\W_]+")


class Findable(Protocol):
    """What can be looked for."""

    @property
    def id(self) -> str: ...  # stays the same, so that what was used last is known
    @property
    def text(self) -> str: ...
    @property
    def number(self) -> str: ...  # "" where it has none
    @property
    def more(self) -> str: ...  # looked through, too: the text in other languages


Item = TypeVar("Item", bound=Findable)


class Fit(IntEnum):
    """How well an item fits; the least is the best."""

    NUMBER = 0
    NUMBER_START = 1
    FIRST = 2  # its text begins with it
    WORD_START = 3
    ANYWHERE = 4
    SLIP = 5  # but for one letter
    NOT = 9


class Ranking(Generic[Item]):
    """Finds among items that do not change. Thread: GUI; one look takes a few milliseconds for 900 items."""

    def __init__(self, items: Iterable[Item]) -> None:
        self._items = tuple(items)
        self._texts = [" ".join(_words(item.text)) for item in self._items]
        self._holders: defaultdict[str, set[int]] = defaultdict(set)  # places of items, by word
        for place, item in enumerate(self._items):
            for word in _words(f"{item.number} {item.text} {item.more}"):
                self._holders[word].add(place)

    def find(self, typed: str, *, last_used: Sequence[str] = ()) -> list[Item]:
        """At most MOST, the best first; what was used last goes before its equals.

        `last_used`: ids, the newest first. Nothing typed: those, then the rest in their own order.
        """
        used = {used_id: place for place, used_id in enumerate(last_used)}
        ways = _ways(typed)
        fits = self._fits(ways, slips=False) or self._fits(ways, slips=True)
        if not ways:
            fits = dict.fromkeys(range(len(self._items)), (Fit.FIRST, 0))
        order = sorted(fits, key=lambda place: (fits[place], used.get(self._items[place].id, 999), place))
        if not ways:
            order.sort(key=lambda place: used.get(self._items[place].id, 999))
        return [self._items[place] for place in order[:MOST]]

    def _fits(self, ways: Sequence[str], *, slips: bool) -> dict[int, tuple[Fit, int]]:
        """By the item's place: how well it fits, and by which way of reading what was typed."""
        best: dict[int, tuple[Fit, int]] = {}
        for way, typed in enumerate(ways):
            for place, fit in self._fit(typed, slips=slips).items():
                if place not in best:
                    best[place] = (fit, way)
        return best

    def _fit(self, typed: str, *, slips: bool) -> dict[int, Fit]:
        words = _words(typed)
        found: dict[int, Fit] | None = None
        for word in words:
            here = self._holding(word, slips=slips)
            if found is None:
                found = here
            else:
                found = {place: max(fit, here[place]) for place, fit in found.items() if place in here}
        whole = " ".join(words)
        return {place: self._better(place, fit, whole) for place, fit in (found or {}).items()}

    def _holding(self, typed: str, *, slips: bool) -> dict[int, Fit]:
        found: dict[int, Fit] = {}
        for word, places in self._holders.items():
            # Another number is another camera, never a slip.
            fit = _word_fit(typed, word, slips=slips and not word.isdecimal())
            if fit is not Fit.NOT:
                for place in places:
                    found[place] = min(fit, found.get(place, Fit.NOT))
        return found

    def _better(self, place: int, fit: Fit, typed: str) -> Fit:
        """A number, or the very beginning of the text, is what was meant."""
        number = self._items[place].number
        if number and typed.isdecimal():
            if typed == number or typed.lstrip("0") == number.lstrip("0"):
                return Fit.NUMBER
            if number.startswith(typed):
                return Fit.NUMBER_START
        return Fit.FIRST if self._texts[place].startswith(typed) else fit


def _plain(text: str) -> str:
    """Case, the dots of ё, guillemets and № do not matter."""
    return text.casefold().replace("ё", "е")


def _words(text: str) -> list[str]:
    return _WORD.findall(_plain(text))


def _ways(typed: str) -> list[str]:
    """What may have been meant: as typed, then by the same keys under another layout."""
    typed = typed.casefold().strip()
    ways = [typed, typed.translate(_TO_RUSSIAN), typed.translate(_TO_LATIN)]
    if typed and set(typed) <= {*_KAZAKH_DIGITS, " "}:
        ways.append(typed.translate(_TO_DIGITS))
    return [way for way in dict.fromkeys(ways) if _words(way)]


def _word_fit(typed: str, word: str, *, slips: bool) -> Fit:
    if word.startswith(typed):
        return Fit.WORD_START
    if typed in word:
        return Fit.ANYWHERE
    if slips and _LEAST_SLIP <= len(typed) <= len(word) + 1 and _one_slip(typed, word):
        return Fit.SLIP
    return Fit.NOT


def _one_slip(typed: str, word: str) -> bool:
    """Whether one letter, wrong, missing, too many or swapped with the next, makes the word's start."""
    same = next((n for n, (a, b) in enumerate(zip(typed, word, strict=False)) if a != b), None)
    if same is None:
        return len(typed) == len(word) + 1  # one too many at its end; shorter ones are a word's start
    here, there = typed[same:], word[same:]
    swapped = there[1::-1] + there[2:]
    starts = (here[1:], there[1:]), (here, there[1:]), (here[1:], there), (here, swapped)
    return any(whole.startswith(start) for start, whole in starts)
