"""Letters that a paper cannot show, shown all the same; and texts broken into lines of a width."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterator, Mapping
from functools import lru_cache

_HIDDEN = (
    "Cc",
    "Cf",
    "Cs",
    "Co",
    "Cn",
    "Zl",
    "Zp",
)  # categories of what shows nothing, or turns the writing round
_KEPT = "\n\t"
_SPACE = re.compile(r"( +)")
_TAB = "    "
_SHORT = 80  # letters; such texts come again and again
_BREAK_AFTER = re.compile(r"(?<=[-/,;·_:])")  # where a word may be parted before it is cut


def visible(text: str) -> str:
    """The text with every letter that would show nothing, or turn others round, as its code point: [U+202E].

    Line breaks and tabs stay.
    """
    if text.isprintable():
        return text
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _with_code_points(text, lambda letter: letter in _KEPT or not _is_hidden(letter))


@lru_cache(4096)
def _is_hidden(letter: str) -> bool:
    return unicodedata.category(letter) in _HIDDEN


def _with_code_points(text: str, shows: Callable[[str], bool]) -> str:
    parts, hidden = list[str](), list[str]()
    for letter in text:
        if shows(letter):
            _put(parts, hidden)
            parts.append(letter)
        else:
            hidden.append(f"U+{ord(letter):04X}")
    _put(parts, hidden)
    return "".join(parts)


def _put(parts: list[str], hidden: list[str]) -> None:
    if hidden:
        parts.append(f"[{' '.join(hidden)}]")
        hidden.clear()


class Letters:
    """What one font can show, and how wide that is. Thread: one."""

    def __init__(self, widths: Mapping[int, float], has: Collection[int]) -> None:
        """`widths`: of code points, in thousandths of the size."""
        self._has = frozenset(chr(code) for code in has if not _is_hidden(chr(code)))
        self._widths = {letter: widths[ord(letter)] / 1000 for letter in self._has}
        self._lines = lru_cache(8192)(self._broken)

    def shown(self, text: str) -> str:
        """The text in letters that the font has; all others as code points, nothing left out."""
        if self._has.issuperset(text):
            return text
        # Composed first: й and ё typed as two are one letter of the font.
        text = (
            unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n").replace("\t", _TAB)
        )
        return _with_code_points(text, lambda letter: letter in self._has or letter == "\n")

    def width(self, text: str, size: float) -> float:
        """Of a text that the font has; in the unit of `size`."""
        widths = self._widths
        return size * sum(widths[letter] for letter in text)

    def lines(self, text: str, width: float, size: float) -> tuple[str, ...]:
        """The text in lines no wider than that; a word is parted only where it is wider alone."""
        if len(text) <= _SHORT:
            return self._lines(text, width, size)
        return self._broken(text, width, size)

    def _broken(self, text: str, width: float, size: float) -> tuple[str, ...]:
        lines = list[str]()
        for paragraph in self.shown(text).split("\n"):
            lines.extend(self._paragraph(paragraph, width / size))
        return tuple(lines)

    def _paragraph(self, text: str, width: float) -> Iterator[str]:
        line, used = list[str](), 0.0
        for piece in self._pieces(text, width):
            its_width = self.width(piece, 1)
            if line and used + its_width > width:
                yield "".join(line).rstrip(" ")
                line, used = [], 0.0
                if piece.isspace():
                    continue
            line.append(piece)
            used += its_width
        yield "".join(line).rstrip(" ")

    def _pieces(self, text: str, width: float) -> Iterator[str]:
        """Words and gaps, and what is wider than a line in parts that are not."""
        for piece in _SPACE.split(text):
            if self.width(piece, 1) <= width:
                if piece:
                    yield piece
                continue
            for part in _BREAK_AFTER.split(piece):
                yield from self._cut(part, width)

    def _cut(self, word: str, width: float) -> Iterator[str]:
        part, used = 0, 0.0
        for place, letter in enumerate(word):
            used += self._widths[letter]
            if used > width and place > part:
                yield word[part:place]
                part, used = place, self._widths[letter]
        if word[part:]:
            yield word[part:]
