"""Everything that stands on a tile's picture but the boxes: caption, state, alert, choice."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter

from console.media.feed_state import TileState
from ui.mask_cover import LIFTED_ICON, lifted_text, lifted_words
from ui.theme import DARK
from ui.wall.alert_painter import CHOICE_PX, alert_chip, paint_choice, paint_frame
from ui.wall.caption_strip import Caption, CaptionStrip, Shade, strip_height
from ui.wall.chip_row import chip_rects
from ui.wall.reduction import Reduction
from ui.wall.state_painter import CHIP_GROUND, fault_chip, paint_frozen_border, paint_state, state_chip
from ui.wall.text_painter import Chip
from ui.wall.tile_look import TileAlert, TileLook
from ui.wall.tile_measure import TileMeasure

PICTURELESS = (TileState.LOST, TileState.OFF)
_SIGN_ONLY_BELOW_PX = 220  # narrower tiles show a reduced picture's sign without its words
_LIFTED_WORDS_FROM_PX = 640
_INK_PX = 1  # the dark line that parts a frame from the picture


class Choice(Enum):
    CHOSEN = "chosen"
    NOT_CHOSEN = "not chosen"


@dataclass(frozen=True, slots=True)
class TileMarks:
    """What is said about the picture; two equal ones look the same."""

    caption: Caption
    look: TileLook
    alert: TileAlert | None = None
    reduced: Reduction = Reduction.NONE
    choice: Choice = Choice.NOT_CHOSEN
    zoom: str = ""  # "2.0×"
    is_cut: bool = False  # to fill the tile
    lifted_min: int = 0  # for how many minutes its privacy masks will not be filled in

    @property
    def plain(self) -> bool:
        """Nothing but a caption over a live picture, as most tiles are most of the time."""
        return (
            self.look.state is TileState.LIVE
            and self.look.fault is None
            and self.alert is None
            and self.reduced is Reduction.NONE
            and self.choice is Choice.NOT_CHOSEN
            and not (self.zoom or self.is_cut or self.lifted_min)
        )

    def frame_px(self, measure: TileMeasure) -> int:
        """How far the alert's frame reaches in from the tile's edge."""
        return measure.frame_px + _INK_PX if self.alert else 0

    def border_px(self, measure: TileMeasure) -> int:
        """How far all frames reach in; caption and chips stand clear of them."""
        choice_px = CHOICE_PX + _INK_PX if self.choice is Choice.CHOSEN else 0
        hatch_px = measure.hatch_px if self.look.state is TileState.FROZEN else 0
        return self.frame_px(measure) + max(choice_px, hatch_px)


def paint_marks(painter: QPainter, tile: QRect, *, marks: TileMarks, strip: CaptionStrip) -> None:
    if marks.plain:  # a third of a live tile's cost goes without laying out what is not there
        strip.paint(painter, tile.size(), caption=marks.caption, shade=Shade.OVER_PICTURE, inset_px=0)
        return
    measure = TileMeasure.of(tile.height())
    border_px = marks.border_px(measure)
    chips = chip_rects(_inset(tile, border_px + measure.margin_px), *_chips(marks, tile, measure))
    free = _inset(tile, border_px + measure.margin_px)
    free.setBottom(tile.bottom() - border_px - strip_height(tile.height()) * 3 // 4)
    if marks.alert and chips:
        free.setTop(chips[0][1].bottom())
    paint_state(painter, tile, look=marks.look, free=free)
    if marks.caption.number:
        shade = Shade.NONE if marks.look.state in PICTURELESS else Shade.OVER_PICTURE
        strip.paint(painter, tile.size(), caption=marks.caption, shade=shade, inset_px=border_px)
    _paint_borders(painter, tile, marks, measure)
    for chip, rect in chips:
        chip.paint(painter, rect)


def _paint_borders(painter: QPainter, tile: QRect, marks: TileMarks, measure: TileMeasure) -> None:
    inner = _inset(tile, marks.frame_px(measure))
    if marks.look.state is TileState.FROZEN:
        paint_frozen_border(painter, inner, band_px=measure.hatch_px)
    if marks.alert is not None:
        paint_frame(painter, tile, priority=marks.alert.priority)
    if marks.choice is Choice.CHOSEN:
        paint_choice(painter, inner)


def _chips(marks: TileMarks, tile: QRect, measure: TileMeasure) -> tuple[Chip | None, list[Chip]]:
    alert = alert_chip(marks.alert, marks.look.alert_age, measure) if marks.alert else None
    right = [state_chip(marks.look, measure), fault_chip(marks.look, measure, tile_px=tile.width())]
    if marks.reduced is not Reduction.NONE and marks.look.state not in (*PICTURELESS, TileState.STALE):
        right.append(_reduced_chip(marks.reduced, tile, measure))
    if (marks.zoom or marks.is_cut) and marks.look.state not in PICTURELESS:
        right.append(_part_chip(marks, measure))
    if marks.lifted_min and marks.look.state not in PICTURELESS:
        right.append(_lifted_chip(marks, tile, measure))
    return alert, [chip for chip in right if chip is not None]


def _reduced_chip(reduced: Reduction, tile: QRect, measure: TileMeasure) -> Chip:
    wordless = reduced is Reduction.SUB or tile.width() < _SIGN_ONLY_BELOW_PX
    words, sign = ("", reduced.icon_name) if wordless else (reduced.title(), "")
    return Chip(words, DARK.text, CHIP_GROUND, measure.caption_px, icon_name=sign)


def _part_chip(marks: TileMarks, measure: TileMeasure) -> Chip:
    """That this is not all that the camera sees."""
    sign = "mdi6.magnify-plus-outline" if marks.zoom else "mdi6.crop"
    return Chip(marks.zoom, DARK.text, CHIP_GROUND, measure.caption_px, icon_name=sign)


def _lifted_chip(marks: TileMarks, tile: QRect, measure: TileMeasure) -> Chip:
    """That more is seen than anybody may see for long; it stands out, for it is to end."""
    say = lifted_text if tile.width() < _LIFTED_WORDS_FROM_PX else lifted_words
    return Chip(
        say(marks.lifted_min),
        DARK.warning,
        CHIP_GROUND,
        measure.caption_px,
        icon_name=LIFTED_ICON,
        edge=DARK.warning,
    )


def _inset(rect: QRect, by_px: int) -> QRect:
    return rect.adjusted(by_px, by_px, -by_px, -by_px)
