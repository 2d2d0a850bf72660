"""What somebody or something looks like, in words that can be looked for: colours alone, and no face."""

from __future__ import annotations

from console.detection.colour import Colour
from console.detection.detection import Box, Kind
from console.language import _, pgettext


def appearance(box: Box) -> str:
    """ "person in red", "white car"; "" where nothing of it is sure."""
    if box.kind is Kind.PERSON:
        return _person(box)
    return _vehicle(box) if box.kind is Kind.VEHICLE else ""


def _person(box: Box) -> str:
    above, below = box.worn
    if above is not None and above is below:
        return _("person in {colour}").format(colour=_worn(above))
    if above is not None and below is not None:
        text = _("person, {above} above, {below} below")
        return text.format(above=_masculine(above), below=_masculine(below))
    if above is not None:
        return _("person, {above} above").format(above=_masculine(above))
    if below is not None:
        return _("person, {below} below").format(below=_masculine(below))
    return ""


def _vehicle(box: Box) -> str:
    colour = _body(box)
    if colour is None:
        return ""
    if box.label == "car":
        return _("{colour} car").format(colour=_feminine(colour))
    nouns = {
        "truck": _("{colour} truck"),
        "bus": _("{colour} bus"),
        "motorcycle": _("{colour} motorcycle"),
        "motorbike": _("{colour} motorcycle"),
    }
    return nouns.get(box.label, _("{colour} vehicle")).format(colour=_masculine(colour))


def _body(box: Box) -> Colour | None:
    """The body is the lower half; above it are panes, which are dark or show the sky."""
    above, below = box.worn
    if below is Colour.DARK:  # so are wheels and the shade under it
        return below if above is below else None
    if below is not None:
        return below if above in (below, None, Colour.DARK) else None
    return above if above not in (None, Colour.DARK, Colour.WHITE, Colour.BLUE) else None


def _worn(colour: Colour) -> str:
    """After "in"."""
    return {
        Colour.RED: pgettext("dressed in", "red"),
        Colour.ORANGE: pgettext("dressed in", "orange"),
        Colour.YELLOW: pgettext("dressed in", "yellow"),
        Colour.GREEN: pgettext("dressed in", "green"),
        Colour.BLUE: pgettext("dressed in", "blue"),
        Colour.PURPLE: pgettext("dressed in", "purple"),
        Colour.WHITE: pgettext("dressed in", "white"),
        Colour.DARK: pgettext("dressed in", "dark clothes"),
    }[colour]


def _masculine(colour: Colour) -> str:
    """Of top and bottom, a truck, a bus, a motorcycle, a vehicle: masculine in Russian."""
    return {
        Colour.RED: pgettext("masculine", "red"),
        Colour.ORANGE: pgettext("masculine", "orange"),
        Colour.YELLOW: pgettext("masculine", "yellow"),
        Colour.GREEN: pgettext("masculine", "green"),
        Colour.BLUE: pgettext("masculine", "blue"),
        Colour.PURPLE: pgettext("masculine", "purple"),
        Colour.WHITE: pgettext("masculine", "white"),
        Colour.DARK: pgettext("masculine", "dark"),
    }[colour]


def _feminine(colour: Colour) -> str:
    """Of a car: feminine in Russian."""
    return {
        Colour.RED: pgettext("feminine", "red"),
        Colour.ORANGE: pgettext("feminine", "orange"),
        Colour.YELLOW: pgettext("feminine", "yellow"),
        Colour.GREEN: pgettext("feminine", "green"),
        Colour.BLUE: pgettext("feminine", "blue"),
        Colour.PURPLE: pgettext("feminine", "purple"),
        Colour.WHITE: pgettext("feminine", "white"),
        Colour.DARK: pgettext("feminine", "dark"),
    }[colour]
