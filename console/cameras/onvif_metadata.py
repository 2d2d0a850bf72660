"""ONVIF's metadata (Profile M and T) and notifications: XML from a camera → values, whatever it holds.

The shapes: ONVIF Analytics Service Specification, "Scene description"; WS-BaseNotification for events. Names
are compared without their namespace: cameras of ten years have several, under every prefix.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum
from xml.etree.ElementTree import Element, ParseError, TreeBuilder

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from console.cameras.onvif_scene import MOST_BYTES, CameraEvent, Scene, SeenThing

_MOST_THINGS = 128
_MOST_EVENTS = 32
_MOST_ELEMENTS = 30_000
_MOST_DEEP = 32
_FARTHEST = 10.0  # of a corner from the picture's middle, in halves of the picture: beyond, it is no outline
_LONGEST_WORD = 60


class MetadataFault(Enum):
    """Why a document cannot be used."""

    TOO_LARGE = f"it is larger than {MOST_BYTES // 1024} KB"
    TOO_DEEP = "it is nested too deeply, or has too many elements"
    ENTITIES = "it declares entities or a document type, which no camera needs"
    NOT_XML = "it is not well-formed XML"
    OTHER = "it is XML, but no metadata"


class MetadataError(Exception):
    """A document cannot be used. The message repeats nothing of it."""

    def __init__(self, fault: MetadataFault) -> None:
        super().__init__(fault.value)
        self.fault = fault


def read_metadata(document: bytes) -> Scene:
    """Reads one tt:MetadataStream; of several pictures in it the last counts.

    Raises:
        MetadataError: it is none, or may do harm.
    """
    root = parse(document)
    if local_name(root) != "MetadataStream":
        raise MetadataError(MetadataFault.OTHER)
    frames = [frame for child in _below(root, "VideoAnalytics") for frame in _below(child, "Frame")]
    if not frames:
        return Scene(None, read_events(root))
    frame = frames[-1]
    things, unusable = _things(frame)
    return Scene(things, read_events(root), _moment(frame.get("UtcTime")), unusable)


def read_events(root: Element) -> tuple[CameraEvent, ...]:
    """Every NotificationMessage in a document, at most 32; those without a topic are left out."""
    found: list[CameraEvent] = []
    for message in root.iter():
        if local_name(message) == "NotificationMessage" and (event := _event(message)):
            found.append(event)
            if len(found) == _MOST_EVENTS:
                break
    return tuple(found)


def parse(document: bytes) -> Element:
    """The root of a document that can do no harm.

    Raises:
        MetadataError: it cannot be read, or may do harm.
    """
    if len(document) > MOST_BYTES:
        raise MetadataError(MetadataFault.TOO_LARGE)
    try:
        parser = DefusedXMLParser(target=_Builder(), forbid_dtd=True)
        parser.feed(document)
        root: Element = parser.close()
    except DefusedXmlException:
        raise MetadataError(MetadataFault.ENTITIES) from None
    except (ParseError, ValueError, LookupError, OverflowError, AssertionError):  # encodings, half documents
        raise MetadataError(MetadataFault.NOT_XML) from None
    return root


class _Builder(TreeBuilder):
    """A tree of bounded depth and size."""

    def __init__(self) -> None:
        super().__init__()
        self._depth = self._count = 0

    def start(self, tag: str, attrs: dict[str, str], /) -> Element:
        self._depth += 1
        self._count += 1
        if self._depth > _MOST_DEEP or self._count > _MOST_ELEMENTS:
            raise MetadataError(MetadataFault.TOO_DEEP)
        return super().start(tag, attrs)

    def end(self, tag: str, /) -> Element:
        self._depth -= 1
        return super().end(tag)


# --- things ---


@dataclass(frozen=True, slots=True)
class _Axes:
    """A tt:Transformation: value * scale + translate."""

    scale: tuple[float, float] = (1.0, 1.0)
    translate: tuple[float, float] = (0.0, 0.0)

    @classmethod
    def of(cls, parent: Element) -> _Axes:
        for transformation in _below(parent, "Transformation"):
            scale = _pair(transformation, "Scale", otherwise=1.0)
            return cls(scale, _pair(transformation, "Translate", otherwise=0.0))
        return cls()

    def apply(self, x: float, y: float) -> tuple[float, float]:
        return x * self.scale[0] + self.translate[0], y * self.scale[1] + self.translate[1]


def _pair(transformation: Element, name: str, *, otherwise: float) -> tuple[float, float]:
    for element in _below(transformation, name):
        x, y = _number(element.get("x")), _number(element.get("y"))
        return otherwise if x is None else x, otherwise if y is None else y
    return otherwise, otherwise


def _things(frame: Element) -> tuple[tuple[SeenThing, ...], int]:
    axes = _Axes.of(frame)
    found: list[SeenThing] = []
    unusable = 0
    for thing in _below(frame, "Object"):
        seen = _thing(thing, axes) if len(found) < _MOST_THINGS else None
        if seen is None:
            unusable += 1
        else:
            found.append(seen)
    return tuple(found), unusable


def _thing(thing: Element, axes: _Axes) -> SeenThing | None:
    for appearance in _below(thing, "Appearance"):
        own = _Axes.of(appearance)
        for shape in _below(appearance, "Shape"):
            for box in _below(shape, "BoundingBox"):
                edges = _edges(box, own, axes)
                if edges is None:
                    return None
                label, likelihood = _class(appearance)
                return SeenThing(_word(thing.get("ObjectId")), label, likelihood, *edges)
    return None


def _edges(box: Element, own: _Axes, frames: _Axes) -> tuple[float, float, float, float] | None:
    """Left, top, right, bottom in fractions of the picture; None where they are no outline in it."""
    left, top, right, bottom = (_number(box.get(name)) for name in ("left", "top", "right", "bottom"))
    if left is None or top is None or right is None or bottom is None:
        return None
    x1, y1 = frames.apply(*own.apply(left, top))
    x2, y2 = frames.apply(*own.apply(right, bottom))
    if not all(math.isfinite(value) and abs(value) <= _FARTHEST for value in (x1, y1, x2, y2)):
        return None
    # ONVIF's y grows upwards, from -1 to 1; cameras that count downwards scale by a negative number.
    x1, x2 = sorted(((x1 + 1) / 2, (x2 + 1) / 2))
    y1, y2 = sorted(((1 - y1) / 2, (1 - y2) / 2))
    x1, y1, x2, y2 = max(0.0, x1), max(0.0, y1), min(1.0, x2), min(1.0, y2)
    return (x1, y1, x2, y2) if x1 < x2 and y1 < y2 else None


def _class(appearance: Element) -> tuple[str, float]:
    """The likeliest class: `<Type Likelihood="0.9">Human</Type>`, or both as elements of a candidate."""
    best = ("", 0.0)
    for group in _below(appearance, "Class"):
        for element in group.iter():
            for kind in _below(element, "Type"):
                likelihood = kind.get("Likelihood") or _text(element, "Likelihood")
                found = (_word(kind.text), _likelihood(likelihood))
                best = max(best, found, key=lambda each: each[1])
    return best if best[0] else ("", 1.0)


def _likelihood(text: str | None) -> float:
    """0..1; a camera that gives none is sure; some count in hundredths."""
    value = _number(text)
    if value is None:
        return 1.0
    return min(1.0, max(0.0, value / 100 if value > 1 else value))


# --- events ---

_STATES = {"true": True, "1": True, "false": False, "0": False}
_RULE_NAMES = ("Rule", "RuleName", "Name")


def _event(message: Element) -> CameraEvent | None:
    topic = "/".join(part.rpartition(":")[2].strip() for part in (_text(message, "Topic") or "").split("/"))
    if not topic:
        return None
    items: dict[str, dict[str, str]] = {"Source": {}, "Data": {}}
    for element in message.iter():
        group = items.get(local_name(element))
        if group is not None:
            for item in _below(element, "SimpleItem"):
                group[item.get("Name", "")] = item.get("Value", "")
    rule = next((items["Source"][name] for name in _RULE_NAMES if name in items["Source"]), "")
    states = [_STATES[value.lower()] for name, value in items["Data"].items() if _is_state(name, value)]
    return CameraEvent(_word(topic), _word(rule), any(states) if states else None)


def _is_state(name: str, value: str) -> bool:
    """A count of "1" is no state."""
    return value.lower() in ("true", "false") or (value in _STATES and name.startswith(("Is", "State")))


# --- XML ---


def local_name(element: Element) -> str:
    """Without its namespace."""
    return str(element.tag).rpartition("}")[2]


def _below(parent: Element, name: str) -> Iterator[Element]:
    return (child for child in parent if local_name(child) == name)


def _text(parent: Element, name: str) -> str | None:
    return next((child.text for child in _below(parent, name)), None)


def _number(text: str | None) -> float | None:
    try:
        value = float(text or "")
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def _word(text: str | None) -> str:
    """For people and for the journal: one short line of printable characters."""
    return "".join(letter for letter in (text or "").strip()[:_LONGEST_WORD] if letter.isprintable())


def _moment(text: str | None) -> datetime | None:
    try:
        moment = datetime.fromisoformat((text or "").strip())
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
