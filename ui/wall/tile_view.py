"""A tile: one camera's picture with its caption, boxes, alert, and the truth about its age."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QRect, Qt, QTimer, Signal
from PySide6.QtGui import (
    QHideEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from console.cameras.camera import Camera
from console.clock import Clock
from console.media.feed_state import TileState
from console.wall.observation import Observation
from ui.mask_cover import ShownMasks
from ui.wall.age_clock import AgeClock
from ui.wall.caption_strip import Caption, CaptionStrip
from ui.wall.due_count import DueCount
from ui.wall.observation_sign import observation_in, sign_wordings
from ui.wall.picture_painter import paint_found, paint_picture
from ui.wall.reduction import Reduction, reduction_of
from ui.wall.samples import Samples
from ui.wall.tile_cover import TileCover
from ui.wall.tile_feed import LatestBoxes, TileFeed
from ui.wall.tile_look import TileAlert, TileLook, look_at
from ui.wall.tile_marks import PICTURELESS, Choice, TileMarks, paint_marks
from ui.wall.tile_masks import TileMasks
from ui.wall.tile_measure import TileMeasure
from ui.wall.tile_mouse import TileMouse
from ui.wall.tile_picture import TilePicture
from ui.wall.tile_tip import tip_of
from ui.wall.tile_ways import AgeTimer, Zooming
from ui.wall.tile_zoom import TileZoom

RESIZE_PAUSE_MS = 200  # a dragged edge asks the scaler once, when it rests


class TileView(QWidget):
    """Shows one camera; colours over pictures are the dark theme's in a bright room too.

    The frame clock must watch it, or the window that it stands in. Thread: GUI.
    """

    clicked = Signal()
    doubleClicked = Signal()  # noqa: N815 - Qt spells its signals so
    dragged = Signal()  # the left button carries it away
    zoomed = Signal()  # another part of the picture is seen, or the tile is filled otherwise

    def __init__(
        self,
        clock: Clock,
        *,
        latest: LatestBoxes,
        name: str,
        masks: ShownMasks | None = None,
        age_timer: AgeTimer = AgeTimer.OWN,
        zooming: Zooming = Zooming.BY_WHEEL,
        parent: QWidget | None = None,
    ) -> None:
        """`name` tells this tile's output from others of its feed, `masks` what is lifted (None: nothing)."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.camera: Camera | None = None
        self.feed: TileFeed | None = None
        self.painted = 0  # distinct frames drawn in a paint event
        self.lags = Samples()  # from a frame's packet to its paint
        self.lag_ns = 0  # the same, added up
        self._clock, self._latest = clock, latest
        self._picture, self._masks = TilePicture(name), TileMasks(masks)
        self._strip, self._due = CaptionStrip(), DueCount()
        self._marks = TileMarks(Caption(), TileLook(TileState.OFF))
        self.zoom = TileZoom(self, on_change=self._on_zoom)
        self._zooming = zooming
        self._mouse = TileMouse(self.zoom, clicked=self.clicked.emit, dragged=self.dragged.emit)
        self._painted_sequence = 0
        self._told: tuple[Observation | None, str] = (None, "")
        self._cover = TileCover(self)
        is_own = age_timer is AgeTimer.OWN
        self._age_clock = AgeClock(clock, tiles=lambda: (self,), parent=self) if is_own else None
        self._resize_pause = QTimer(self, singleShot=True, interval=RESIZE_PAUSE_MS)
        self._resize_pause.timeout.connect(self.ask_now)

    # what it shows

    def show_camera(self, camera: Camera | None, feed: TileFeed | None) -> None:
        """Shows another camera, or none; without a feed the tile is "off"."""
        self._picture.release()
        self.camera, self.feed, self._masks.camera = camera, feed, camera
        caption = Caption.of(camera) if camera else Caption()
        self._marks = TileMarks(caption, TileLook(TileState.OFF), choice=self._marks.choice)
        self.zoom.forget()
        self._painted_sequence = 0
        self.setAccessibleName(f"{caption.number} {caption.title}".strip())
        self._tell("")
        self._begin()
        self.refresh_age(self._clock.monotonic_ns())
        self.update()

    def cover(self, cover: QWidget | None) -> None:
        """Has a replay stand in its place; None: it is live again, with the newest picture at once."""
        self._due.watch(None)
        self._cover.change(cover)
        self._begin()

    @property
    def covered_by(self) -> QWidget | None:
        """What stands in its place; None: it is live itself."""
        return self._cover.widget

    def set_alert(self, priority: int, text: str, raised_mono_ns: int) -> None:
        """Frames the tile for an open alert of its camera; priority 1 to 3."""
        self._mark(alert=TileAlert(priority, text, raised_mono_ns))
        self.refresh_age(self._clock.monotonic_ns())

    def clear_alert(self) -> None:
        self._mark(alert=None)

    def set_remark(self, text: str) -> None:
        """A quiet text at the caption's right end, for large pictures."""
        if self.camera is not None:
            self._mark(caption=replace(self._marks.caption, remark=text))

    def choose(self) -> None:
        self._mark(choice=Choice.CHOSEN)

    def unchoose(self) -> None:
        self._mark(choice=Choice.NOT_CHOSEN)

    @property
    def state(self) -> TileState:
        """As last looked at, at most AGE_TICK_MS ago."""
        return self._marks.look.state

    def due(self) -> int:
        """Frames that the source sent while this tile was shown."""
        return self._due.total()

    def wanted(self) -> int:
        """Of these, the frames that it was to show: all, unless load is shed."""
        return self._due.wanted()

    def frame_rect(self) -> QRect:
        """Where the camera's frame stands in this widget; zoomed, it reaches beyond."""
        return self.zoom.shape().whole

    def shown_frame(self) -> tuple[npt.NDArray[np.uint8], int] | None:
        """A copy of the picture painted last, (height, width, 4) BGRA, and its frame's number."""
        return self._picture.shown_copy()

    # what time brings

    def poll(self, now_ns: int) -> None:
        """Paints if there is a new picture. Called at each tick of the frame clock."""
        if self._cover.is_on or not self._picture.changed():
            return
        if self._marks.look.state is not TileState.LIVE:
            self.refresh_age(now_ns)  # a returned picture is not left under the old one's marks
        if self._marks.look.state not in PICTURELESS:
            self.update()

    def refresh_age(self, now_ns: int) -> None:
        """Counts ages on, whether or not frames arrive. Called at each tick of the age clock."""
        feed = self.feed
        status = feed.status() if feed else None
        if status is not None and status.height and self.zoom.take_source(status.width, status.height):
            self._ask_later()
        self._mark(zoom=self.zoom.text, is_cut=self.zoom.is_cut, lifted_min=self._masks.lifted_min())
        look = look_at(feed, alert=self._marks.alert, clock=self._clock, now_ns=now_ns)
        reduced = reduction_of(feed) if feed else Reduction.NONE
        known = None if look.state in PICTURELESS else status
        seen = observation_in(self.camera, known, shown_px=self.zoom.shape().whole_px.width())
        told = (seen, self._masks.words() if known else "")
        now, sign = self._marks, sign_wordings(seen)
        is_new = look != now.look or reduced is not now.reduced or sign != now.caption.sign
        if is_new:
            self._mark(look=look, reduced=reduced, caption=replace(now.caption, sign=sign))
        if is_new or told != self._told:  # the tip tells the number, the sign its class alone
            self._told = told
            self._tell(tip_of(look, *told))

    def _tell(self, tip: str) -> None:
        if tip != self.toolTip():
            self.setToolTip(tip)
            self.setAccessibleDescription(tip)

    # Qt's events

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._begin()
        if self._age_clock is not None:
            self._age_clock.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self._age_clock is not None:
            self._age_clock.stop()
        self._rest()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_cover()
        self._mark(zoom=self.zoom.text, is_cut=self.zoom.is_cut)
        self._ask_later()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._mouse.press(event)
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._mouse.move(event)
        event.accept()

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        self._mouse.release()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self._zooming is Zooming.NONE:
            super().wheelEvent(event)
        else:
            self._mouse.wheel(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.doubleClicked.emit()
        event.accept()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        try:
            self._paint_ground(painter)
            paint_marks(painter, self.rect(), marks=self._marks, strip=self._strip)
        finally:
            painter.end()

    # painting

    def _mark(self, **changes: object) -> None:
        marks = replace(self._marks, **changes)  # type: ignore[arg-type]
        if marks != self._marks:
            self._marks = marks
            self._place_cover()
            self.update()

    def _paint_ground(self, painter: QPainter) -> None:
        shape, picture, masks = self.zoom.shape(), self._picture, self._masks
        state = TileState.OFF if self._cover.is_on else self._marks.look.state
        if paint_picture(painter, self.rect(), picture=picture, masks=masks, shape=shape, state=state):
            self._count_painted()
            found = self._latest.get(self.camera.id) if self.camera else None
            paint_found(painter, found, picture=picture, shape=shape, state=state)

    def _count_painted(self) -> None:
        frame = self._picture.frame
        if frame is None or frame.sequence == self._painted_sequence:
            return
        self._painted_sequence = frame.sequence
        self.painted += 1
        self.lags.add(lag_ns := self._clock.monotonic_ns() - frame.captured_at_ns)
        self.lag_ns += lag_ns

    def _on_zoom(self) -> None:
        self._mark(zoom=self.zoom.text, is_cut=self.zoom.is_cut)
        self._ask_later()
        self.update()
        self.zoomed.emit()

    def _begin(self) -> None:
        self.ask_now()
        if self.isVisible() and not self._cover.is_on:
            self._due.watch(self.feed)
            self._painted_sequence = self._picture.take_sequence() or self._painted_sequence  # it was not due

    def _place_cover(self) -> None:
        self._cover.place(self._marks.border_px(TileMeasure.of(self.height())))

    def _rest(self) -> None:
        self._resize_pause.stop()
        self._due.watch(None)
        self._picture.release()

    def ask_now(self) -> None:
        """Asks for pictures of its present size at once; covered, it keeps those it has until it is seen."""
        self._resize_pause.stop()
        rests = self._cover.is_on and self._picture.is_asked
        if self.feed is not None and self.isVisible() and not rests:
            self._picture.ask(self.feed, self.zoom.shape().asked_px)

    def _ask_later(self) -> None:
        if self.isVisible():
            self._resize_pause.start()
