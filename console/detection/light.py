"""The word for what colour a thing is above and below, where it is sure; and the light it is seen in."""

from __future__ import annotations

from colorsys import rgb_to_hsv
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from console.detection.colour import UNKNOWN, Colour, Worn
from console.detection.colours import Colours

# All measured on street footage: means over half a box, in which shade, folds and ground take part, so that
# what comes out strong was strong. Dark blue jeans have a chroma of 30 and get no word. On four clips 29 of
# 64 tracks had a word, and by eye none a wrong one; a look costs 50 us for the light and 5 us a box.
_LEAST_CHROMA = 55.0  # between the strongest and the weakest of B, G and R, 0-255
_LEAST_SHARE = 0.36  # of it in the strongest
_MOST_GREY = 0.14  # of it in the strongest, of what is white or dark
_WHITE, _WHITER = 175.0, 1.4  # the weakest of the three, and how much lighter than the scene it is
_DARK, _DARKER = 65.0, 0.6  # the strongest, likewise
_STEP = 16  # each so manyth pixel tells of the scene
_COLOURLESS = 12.0  # the chroma that few pixels have more of in a picture by infrared light
_FEW = 0.05
_SHOWN = 0.5  # the least light of a scene, as a share of its strongest channel, in the weakest one
_Bgr = tuple[float, float, float]
# Degrees round the circle of hues; between them it could be either.
_HUES = (
    (Colour.RED, 0, 14),
    (Colour.ORANGE, 20, 38),
    (Colour.YELLOW, 46, 66),
    (Colour.GREEN, 85, 165),
    (Colour.BLUE, 195, 255),
    (Colour.PURPLE, 268, 310),
    (Colour.RED, 342, 360),
)


@dataclass(frozen=True, slots=True)
class Light:
    """What light a scene stands in."""

    mean: _Bgr
    tells_colours: bool  # False by night's infrared light, and where one lamp colours everything


def light_of(pixels: npt.NDArray[np.uint8]) -> Light:
    """Of a letterbox (side, side, 3), BGR; its grey bars weigh little."""
    few = pixels[::_STEP, ::_STEP].reshape(-1, 3)
    chroma = np.sort(few.max(axis=1) - few.min(axis=1))
    blue, green, red = map(float, few.mean(axis=0))
    is_colourless = chroma[round(len(chroma) * (1 - _FEW))] < _COLOURLESS
    is_one_lamp = min(blue, green, red) < _SHOWN * max(blue, green, red)
    return Light((blue, green, red), tells_colours=not (is_colourless or is_one_lamp))


def worn(colours: Colours, light: Light) -> Worn:
    """The words for both halves; a half has one if it keeps it when the scene's own cast is taken away."""
    if not light.tells_colours:
        return UNKNOWN
    blue, green, red, *below = colours.tolist()
    return _sure_word((blue, green, red), light), _sure_word((below[0], below[1], below[2]), light)


def _sure_word(bgr: _Bgr, light: Light) -> Colour | None:
    (blue, green, red), cast = bgr, light.mean
    brightness = sum(cast) / 3
    word = _word(bgr, brightness)
    even = (blue * brightness / cast[0], green * brightness / cast[1], red * brightness / cast[2])
    uncast = _word(even, brightness) if word else None
    # A lawn casts no light: what is white or dark beside it has no colour, whatever is taken away.
    is_sure = uncast is word or (uncast is None and word in (Colour.WHITE, Colour.DARK))
    return word if is_sure else None


def _word(bgr: _Bgr, brightness: float) -> Colour | None:
    strongest, weakest = max(bgr), min(bgr)
    chroma = strongest - weakest
    share = chroma / max(strongest, 1.0)
    if chroma >= _LEAST_CHROMA and share >= _LEAST_SHARE:
        blue, green, red = bgr
        hue = 360 * rgb_to_hsv(red, green, blue)[0]
        return next((colour for colour, least, most in _HUES if least <= hue <= most), None)
    if weakest >= max(_WHITE, _WHITER * brightness) and share <= _MOST_GREY:
        return Colour.WHITE
    # Of what is nearly black the share says nothing.
    if strongest <= min(_DARK, _DARKER * brightness) and chroma <= _LEAST_CHROMA / 2:
        return Colour.DARK
    return None
