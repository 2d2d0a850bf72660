"""The cell of a camera's neighbours: `0401:left 0403:right 0405`."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping, Sequence

from console.cameras.inventory_table import words_of
from console.cameras.neighbour import Neighbour, Side
from console.language import _

# English, Russian, Kazakh, as people say it; the first one is what an export writes.
SIDES: Mapping[Side, tuple[str, ...]] = {
    Side.LEFT: ("left", "слева", "сол", "влево", "лево", "солға"),
    Side.RIGHT: ("right", "справа", "оң", "вправо", "право", "оңға"),
    Side.UP: ("up", "вверх", "жоғары", "away", "вдаль", "дальше", "сверху", "алыс", "алысқа"),
    Side.DOWN: ("down", "вниз", "төмен", "towards", "ближе", "снизу", "жақын", "жақынға"),
}
_SIDE_OF = {word: side for side, words in SIDES.items() for word in words}
NEIGHBOURS_EXAMPLE = "0401:left 0403:right 0405"


def read_neighbours(cell: str) -> tuple[Neighbour, ...]:
    """Of a cell without faults, in its order; who is named twice is one."""
    return tuple(dict.fromkeys(Neighbour(number, _side(side)) for number, side in _words(cell)))


def write_neighbours(neighbours: Sequence[Neighbour]) -> str:
    return " ".join(
        f"{each.number}:{SIDES[each.side][0]}" if each.side else each.number for each in neighbours
    )


def neighbour_faults(cell: str, *, own: str, known: Container[str]) -> Iterator[str]:
    """Why the cell cannot be; translated, and without a word of it that could be a password.

    Args:
        own: the number of the camera itself.
        known: the numbers that there are.
    """
    sides: dict[str, Side | None] = {}
    for number, side in _words(cell):
        if not re.fullmatch(r"[0-9]{1,9}", number):
            yield _("a neighbour is not a camera's number. Write them like: {example}").format(
                example=NEIGHBOURS_EXAMPLE
            )
        elif number == own:
            yield _("the camera is named as its own neighbour. Take it away")
        elif number not in known:
            yield _("the neighbour {number} is no camera. Add it or take it away").format(number=number)
        elif side is not None and side not in _SIDE_OF:
            yield _("the side of the neighbour {number} is not known. Use one of: {words}").format(
                number=number, words=words_of(SIDES.values())
            )
        elif sides.setdefault(number, _side(side)) is not _side(side):
            yield _("the neighbour {number} is there twice, with different sides. Take one away").format(
                number=number
            )


def _side(word: str | None) -> Side | None:
    return None if word is None else _SIDE_OF[word]


def _words(cell: str) -> Iterator[tuple[str, str | None]]:
    """(number, side), as they are written; None where no side is."""
    for word in re.findall(r"[^\s,;]+", re.sub(r"\s*:\s*", ":", cell)):
        number, colon, side = word.partition(":")
        yield number, side.casefold() if colon else None
