"""Made-up cameras, alerts and stills for window tests."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QColor, QImage

from console.alerts.alert import Alert
from console.alerts.zone import Zone
from console.cameras.address import Address
from console.cameras.camera import Camera
from console.cameras.places import Place, PlaceKind
from console.cameras.polygon import Polygon
from console.detection.detection import Box, Kind
from console.media.frame import FrameStamp

SCHOOL = Place("school-1", "Школа №1", PlaceKind.SCHOOL)
KINDERGARTEN = Place("balapan", "Детсад «Балапан»", PlaceKind.KINDERGARTEN)
SQUARE = Place("square", "Площадь Тәуелсіздік", PlaceKind.CROWDED)
STREET = Place("abai", "пр. Абая", PlaceKind.STREET)
ALL = Polygon(((0, 0), (1, 0), (1, 1), (0, 1)))


def make_camera(number: str, *, place: Place = STREET, name: str = "дом 1") -> Camera:
    return Camera(f"cam-{number}", number, name, place, Address.parse(f"rtsp://10.0.0.1/{number}"))


def make_alert(
    number: str = "0402", *, place: Place = SCHOOL, name: str = "двор", priority: int = 1, zone: str = "двор"
) -> Alert:
    camera = make_camera(number, place=place, name=name)
    box = Box("person", Kind.PERSON, 0.9, 480, 90, 620, 340)
    return Alert(
        id=f"alert-{number}",
        camera=camera,
        zone=Zone(f"zone-{number}", camera.id, zone, ALL, priority=priority),
        priority=priority,
        raised_at_utc=datetime(2026, 11, 23, 18, 0, tzinfo=UTC),
        utc_offset_min=300,
        stamp=FrameStamp(camera.id, 1, 1, 0, 640, 360),
        boxes=(box, Box("car", Kind.VEHICLE, 0.8, 0, 0, 50, 50)),
        cause=box,
    )


def make_jpeg(colour: str = "#808080", *, width: int = 640, height: int = 360) -> bytes:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "JPG")
    return bytes(buffer.data().data())
