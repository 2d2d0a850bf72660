"""The strip of the last minute: where the replay is, where detectors saw somebody, where alerts were."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QPainter

from console.detection.detection import Detections, Kind
from console.language import ngettext
from ui.numerals import SECOND_NS, elapsed
from ui.player.replay_moment import ReplayMoment
from ui.theme import DARK, PRIORITY_SIGNS
from ui.wall.text_painter import metrics, tile_font

_TALL_FROM_PX, _LOW_FROM_PX = 380, 150  # of the view's height
_TALL_PX, _LOW_PX = 56, 14
_LABEL_PX = 12
_MARGIN_PX = 10
_HAND_PX = 3
_WHOLE_NS = 55 * SECOND_NS  # a ring that keeps less says how much
_SPAN = QColor(76, 154, 255, 70)


@dataclass(frozen=True, slots=True)
class AlertMark:
    at_ns: int  # monotonic, of the frame that raised it
    priority: int


@dataclass(frozen=True, slots=True)
class TimelineMarks:
    """What happened in the span; all times monotonic ns."""

    persons_ns: tuple[int, ...] = ()
    vehicles_ns: tuple[int, ...] = ()
    alerts: tuple[AlertMark, ...] = field(default=())

    @classmethod
    def of(cls, looks: Iterable[Detections], *, alerts: Iterable[AlertMark]) -> TimelineMarks:
        seen: dict[Kind, list[int]] = {kind: [] for kind in Kind}
        for look in looks:
            for kind in {box.kind for box in look.boxes}:
                seen[kind].append(look.stamp.captured_at_ns)
        return cls(tuple(seen[Kind.PERSON]), tuple(seen[Kind.VEHICLE]), tuple(alerts))


@dataclass(frozen=True, slots=True)
class StripTexts:
    """What stands under the strip."""

    left: str
    right: str
    hint: str  # left out where there is no room for it


def timeline_height(view_height_px: int) -> int:
    """In device-independent pixels; 0 where the picture needs all the room."""
    if view_height_px < _LOW_FROM_PX:
        return 0
    return _TALL_PX if view_height_px >= _TALL_FROM_PX else _LOW_PX


def bar_rect(strip: QRect) -> QRect:
    """Where time runs from left to right."""
    if strip.height() < _TALL_PX:
        return strip.adjusted(2, 2, -2, -2)
    return strip.adjusted(_MARGIN_PX, 6, -_MARGIN_PX, -_LABEL_PX - 12)


def time_at(x: int, strip: QRect, moment: ReplayMoment) -> int:
    """The moment that stands at that place of the strip, monotonic ns."""
    bar = bar_rect(strip)
    share = min(1.0, max(0.0, (x - bar.left()) / max(1, bar.width() - 1)))
    return moment.oldest_ns + round(share * (moment.now_ns - moment.oldest_ns))


def paint_timeline(
    painter: QPainter, strip: QRect, *, moment: ReplayMoment, marks: TimelineMarks, texts: StripTexts
) -> None:
    painter.fillRect(strip, DARK.panel)
    bar = bar_rect(strip)
    painter.fillRect(bar, DARK.raised)
    painter.fillRect(_from_to(bar, moment, moment.oldest_ns, moment.newest_ns), _SPAN)
    third = max(2, bar.height() // 3)
    for times, colour, row in ((marks.vehicles_ns, DARK.vehicle, 1), (marks.persons_ns, DARK.person, 2)):
        for at_ns in times:
            if moment.oldest_ns <= at_ns:
                top = bar.bottom() + 1 - third * (3 - row)
                painter.fillRect(QRect(_x(at_ns, bar, moment) - 1, top, 2, third), colour)
    if strip.height() >= _TALL_PX:
        _paint_labels(painter, strip, texts)
    for alert in marks.alerts:
        if moment.oldest_ns <= alert.at_ns:
            _paint_alert(painter, bar, _x(alert.at_ns, bar, moment), alert.priority)
    if moment.at_ns:
        hand = QRect(_x(moment.at_ns, bar, moment) - 1, bar.top() - 2, _HAND_PX, bar.height() + 4)
        painter.fillRect(hand.adjusted(-1, 0, 1, 0), DARK.ground)
        painter.fillRect(hand, DARK.text)


def _paint_labels(painter: QPainter, strip: QRect, texts: StripTexts) -> None:
    font = tile_font(_LABEL_PX)
    painter.setFont(font)
    row = QRect(strip.left(), strip.bottom() - _LABEL_PX - 7, strip.width(), _LABEL_PX + 6)
    row.adjust(_MARGIN_PX, 0, -_MARGIN_PX, 0)
    left, right, hint = texts.left, texts.right, texts.hint
    painter.setPen(DARK.quiet)
    centre = Qt.AlignmentFlag.AlignVCenter
    painter.drawText(row, Qt.AlignmentFlag.AlignLeft | centre, left)
    painter.drawText(row, Qt.AlignmentFlag.AlignRight | centre, right)
    ends_px = 2 * max(metrics(font).horizontalAdvance(text) for text in (left, right)) + 40
    if metrics(font).horizontalAdvance(hint) <= row.width() - ends_px:
        painter.drawText(row, Qt.AlignmentFlag.AlignHCenter | centre, hint)


def kept_text(moment: ReplayMoment) -> str:
    """How far back a replay goes."""
    if not moment.oldest_ns:
        return ""
    back = f"−{elapsed(moment.now_ns - moment.oldest_ns)}"
    if moment.kept_ns >= _WHOLE_NS:
        return back
    seconds = round(moment.kept_ns / SECOND_NS)
    kept = ngettext("only the last {count} s are kept", "only the last {count} s are kept", seconds)
    return f"{back} · {kept.format(count=seconds)}"


def _paint_alert(painter: QPainter, bar: QRect, x: int, priority: int) -> None:
    colour, sign_px = DARK.priority(priority), max(10, round(bar.height() * 0.7))
    painter.fillRect(QRect(x - 1, bar.top(), 2, bar.height()), colour)
    painter.setFont(tile_font(sign_px, QFont.Weight.Bold))
    painter.setPen(colour)
    place = QRect(x - sign_px, bar.top() - 2, 2 * sign_px, sign_px + 2)
    painter.drawText(place, Qt.AlignmentFlag.AlignCenter, PRIORITY_SIGNS[priority])


def _x(at_ns: int, bar: QRect, moment: ReplayMoment) -> int:
    span_ns = max(1, moment.now_ns - moment.oldest_ns)
    share = min(1.0, max(0.0, (at_ns - moment.oldest_ns) / span_ns))
    return bar.left() + round(share * (bar.width() - 1))


def _from_to(bar: QRect, moment: ReplayMoment, from_ns: int, to_ns: int) -> QRect:
    left, right = _x(from_ns, bar, moment), _x(to_ns, bar, moment)
    return QRect(left, bar.top(), max(0, right - left), bar.height())
