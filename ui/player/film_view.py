"""What was filmed before: a band above it, the picture with its boxes of then, its time as a strip."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Protocol

from PySide6.QtCore import QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from console.detection.detection import Detections
from console.detection.own_frame import on_frame
from console.media.replay_state import ReplayPhase, ReplaySpeed, ReplayState
from console.wall.zoom import Zoom
from ui.actions import ActionId
from ui.mask_cover import MaskCover
from ui.numerals import SECOND_NS
from ui.player.band_painter import BandLook, band_height, paint_band
from ui.player.film_buttons import HEIGHT_PX as BUTTONS_PX
from ui.player.film_buttons import STEERED, FilmButtons
from ui.player.past import Past
from ui.player.replay_moment import ReplayMoment
from ui.player.timeline_painter import (
    StripTexts,
    TimelineMarks,
    paint_timeline,
    time_at,
    timeline_height,
)
from ui.theme import DARK
from ui.wall.box_painter import paint_boxes
from ui.wall.tile_feed import PictureSource
from ui.wall.tile_picture import TilePicture
from ui.wall.tile_shape import TileShape

RESIZE_PAUSE_MS = 200
_TEXTS_EACH_NS = SECOND_NS // 10  # how long ago it was counts on
_LOOKS_EACH_NS = SECOND_NS // 2


class Replayed(PictureSource, Protocol):
    """What plays a film, as its view steers it: the one face of every engine."""

    def state(self) -> ReplayState: ...
    def play(self, speed: ReplaySpeed, /) -> None: ...
    def pause(self) -> None: ...
    def step(self, frames: int, /) -> None: ...
    def seek(self, at_ns: int, /) -> None: ...
    def seek_by(self, by_ns: int, /) -> None: ...


class FilmView(QWidget):
    """The picture shrinks by the band and the strip. Whoever shows it polls it. Thread: GUI.

    What it is a film of says what band and strip say.
    """

    ends: tuple[ReplayPhase, ...] = ()  # the phases after which nothing more comes

    ended = Signal(object)  # ReplayPhase: why nothing more comes
    commandWanted = Signal(object)  # noqa: N815 - Qt's way; ActionId, by one of its buttons

    more_buttons: Mapping[ActionId, str] = {}  # besides those that steer every film

    def __init__(
        self,
        replay: Replayed,
        *,
        past: Past,
        source: QSize | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.moment = ReplayMoment()
        self.boxes: Detections | None = None  # those of the frame shown
        self._replay = replay
        self._past = past
        self._source = source or QSize()  # empty: not known yet
        self._speed, self._paused = ReplaySpeed.NORMAL, False
        self._picture, self._cover = TilePicture("replay"), MaskCover()
        self._marks = TimelineMarks()
        self._looks: Mapping[int, Detections] = {}
        self._look_shown: Detections | None = None
        self._texts_ns = self._looks_ns = 0
        self._has_ended = self._is_resting = False
        self._buttons = FilmButtons({**STEERED, **self.more_buttons}, self)
        self._buttons.pressed.connect(self.commandWanted)
        self._resize_pause = QTimer(self, singleShot=True, interval=RESIZE_PAUSE_MS)
        self._resize_pause.timeout.connect(self._ask)

    # --- what people ask for ---

    def seek_by(self, seconds: int) -> None:
        self._replay.seek_by(seconds * SECOND_NS)

    def seek_to(self, at_ns: int) -> None:
        """A moment of the film."""
        self._replay.seek(at_ns)

    def toggle_pause(self) -> None:
        self._paused = not self._paused
        if self._paused:
            self._replay.pause()
        else:
            self._replay.play(self._speed)
        self._tell()

    def step(self, frames: int) -> None:
        """It stands from then on."""
        self._paused = True
        self._replay.step(frames)
        self._tell()

    def change_speed(self, by: int) -> None:
        """Faster, or slower below 0."""
        self._speed = self._speed.changed(by=by)
        if not self._paused:
            self._replay.play(self._speed)
        self._tell()

    # --- what time brings ---

    def poll(self, now_ns: int) -> None:
        """Called at each tick of the frame clock."""
        phase = self._replay.state().phase
        if phase in self.ends and not self._has_ended:
            self._has_ended = True
            self.ended.emit(phase)
            return
        if now_ns - self._looks_ns >= _LOOKS_EACH_NS:
            self._looks_ns = now_ns
            self._look()
        if self._picture.changed():
            self.update()
        elif now_ns - self._texts_ns >= _TEXTS_EACH_NS:
            self._texts_ns = now_ns
            self._tell()

    def _look(self) -> None:
        state = self._replay.state()
        looks = self._past.looks(state.oldest_ns, state.newest_ns)
        self._looks = self._past.laid(looks)
        self._marks = TimelineMarks.of(looks, alerts=self._past.alerts())
        if self._looks.get(self.at_ns()) is not self._look_shown:
            self.update()  # they came after their frame

    def _tell(self) -> None:
        before, self.moment = self.moment, self._moment_now()
        if self.moment != before:
            self.update()

    def _moment_now(self) -> ReplayMoment:
        state = self._replay.state()
        return ReplayMoment(
            self.at_ns(),
            self.ends_at_ns(),
            state.oldest_ns,
            state.newest_ns,
            self._speed,
            self._paused,
        )

    # --- what it is a film of ---

    def at_ns(self) -> int:
        """The moment of the frame shown; 0: none yet."""
        return self._picture.frame.captured_at_ns if self._picture.frame else 0

    def ends_at_ns(self) -> int:
        """The moment at the strip's right end."""
        raise NotImplementedError

    def band_title(self) -> str:
        raise NotImplementedError

    def band_texts(self) -> tuple[str, ...]:
        """As many as there is room for."""
        raise NotImplementedError

    def band_quiet(self) -> str:
        raise NotImplementedError

    def strip_texts(self) -> StripTexts:
        raise NotImplementedError

    # --- where things stand ---

    def band_rect(self) -> QRect:
        return QRect(0, 0, self.width(), band_height(self.height()))

    def strip_rect(self) -> QRect:
        height = timeline_height(self.height())
        below = 0 if self._buttons.isHidden() else BUTTONS_PX
        return QRect(0, self.height() - below - height, self.width(), height)

    def picture_rect(self) -> QRect:
        """Where the frame stands: clear of band and strip."""
        area, shape = self._area(), self._shape()
        return shape.whole.translated(area.topLeft())

    def _area(self) -> QRect:
        top = self.band_rect().height()
        return QRect(0, top, self.width(), max(1, self.strip_rect().top() - top))

    def _shape(self) -> TileShape:
        area = self._area()
        return TileShape.of(area.width(), area.height(), self.devicePixelRatioF(), self._source, Zoom())

    # --- Qt's events ---

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._ask()
        if self._is_resting and not self._paused:
            self._replay.play(self._speed)
        self._is_resting = False

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody sees it: it stands until somebody does."""
        super().hideEvent(event)
        self._resize_pause.stop()
        self._picture.release()
        self._is_resting = True
        self._replay.pause()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._buttons.stand()
        if self.isVisible():
            self._resize_pause.start()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self.strip_rect().contains(event.position().toPoint()):
            self.seek_to(time_at(round(event.position().x()), self.strip_rect(), self.moment))
            event.accept()
        else:
            event.ignore()  # the tile under it is chosen

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        try:
            self._paint_picture(painter)
            self.moment = self._moment_now()  # to ask for a paint here would never end: time goes on
            self._paint_band(painter)
            strip = self.strip_rect()
            if strip.height():
                texts = (
                    self.strip_texts() if self._buttons.isHidden() else replace(self.strip_texts(), hint="")
                )
                paint_timeline(painter, strip, moment=self.moment, marks=self._marks, texts=texts)
        finally:
            painter.end()

    def _paint_picture(self, painter: QPainter) -> None:
        painter.fillRect(self.rect(), DARK.ground)
        self.boxes = self._look_shown = None
        if not self._picture.take_newest():
            return
        shape, area = self._shape(), self._area()
        painter.save()
        painter.translate(area.topLeft())
        painter.scale(1 / shape.ratio, 1 / shape.ratio)
        self._picture.draw(painter, shape)
        place = {"whole": shape.whole_px, "seen": shape.seen_px}
        self._cover.paint(
            painter, self._past.masks(), **place, image=self._picture.size_px, source=self._source
        )
        painter.restore()
        frame = self._picture.frame
        self._look_shown = self._looks.get(frame.captured_at_ns) if frame else None
        if frame and self._look_shown:
            self.boxes = on_frame(self._look_shown, frame.captured_at_ns)
            target = self.picture_rect()
            paint_boxes(painter, self.boxes, target=target, shown_captured_at_ns=frame.captured_at_ns)

    def _paint_band(self, painter: QPainter) -> None:
        paint_band(
            painter,
            self.band_rect(),
            title=self.band_title(),
            texts=self.band_texts(),
            quiet=self.band_quiet(),
            look=BandLook.PAUSED if self.moment.paused else BandLook.PAST,
        )

    def _ask(self) -> None:
        self._resize_pause.stop()
        if self.isVisible():
            self._picture.ask(self._replay, self._shape().asked_px)
