"""What the palette can find."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from console.language import N_


class Kind(Enum):
    CAMERA = N_("camera")
    PLACE = N_("place")
    LAYOUT = N_("layout")
    SALVO = N_("salvo")
    TOUR = N_("tour")
    COMMAND = N_("command")


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to be found, with what Enter does to it."""

    kind: Kind
    id: str  # stays the same, so that what was used last is known
    text: str
    do: Callable[[], object]
    detail: str = ""  # quiet, beside the text; not looked through
    number: str = ""  # a camera's
    key: str = ""  # what calls it without the palette
    more: str = ""  # looked through, but not shown: the text in other languages
