"""Metadata of several makers, and metadata that nobody should send."""

from __future__ import annotations

import random
import re
from datetime import UTC, datetime

import pytest

from console.cameras.onvif_metadata import MetadataError, MetadataFault, read_metadata
from console.cameras.onvif_scene import CameraEvent, Scene
from tests.console.cameras import onvif_documents as documents


def _only(scene: Scene):
    (thing,) = scene.things
    return thing


def _edges(thing):
    return pytest.approx((thing.left, thing.top, thing.right, thing.bottom), abs=1e-4)


def test_classes_as_candidates_and_a_time_without_a_zone():
    scene = read_metadata(documents.CANDIDATES)
    thing = _only(scene)
    assert (thing.id, thing.label, thing.likelihood) == ("16740", "Human", 0.61)
    assert _edges(thing) == (0.625, 0.25, 0.875, 0.75)
    assert scene.at_utc == datetime(2026, 11, 27, 7, 34, 15, 828000, UTC)


def test_classes_as_text_and_not_a_vehicles_make():
    thing = _only(read_metadata(documents.TYPES))
    assert (thing.label, thing.likelihood) == ("Vehicle", 0.9)
    assert _edges(thing) == (0.0, 0.0, 0.5, 0.5)


def test_pixels_are_transformed_and_the_event_beside_them_is_read():
    scene = read_metadata(documents.PIXELS)
    thing = _only(scene)
    assert _edges(thing) == (0.25, 0.25, 0.5, 0.75)
    assert thing.likelihood == 0.87
    assert scene.events == (CameraEvent("RuleEngine/FieldDetector/ObjectsInside", "Gate", True),)
    assert scene.at_utc == datetime(2026, 11, 27, 10, 0, tzinfo=UTC)


def test_a_thing_without_a_class_is_still_a_thing():
    thing = _only(read_metadata(documents.BARE))
    assert (thing.id, thing.label, thing.likelihood) == ("", "", 1.0)
    assert _edges(thing) == (0.4, 0.6, 0.6, 0.8)


def test_an_appearance_has_axes_of_its_own():
    own = '<tt:Transformation><tt:Scale x="0.5" y="0.5"/></tt:Transformation><tt:Shape>'
    text = documents.things('left="-1" top="1" right="1" bottom="-1"').replace("<tt:Shape>", own)
    assert _edges(_only(read_metadata(text.encode()))) == (0.25, 0.25, 0.75, 0.75)


def test_of_several_pictures_the_last_counts():
    one = documents.things('left="-1" top="1" right="0" bottom="0"')
    inside = documents.things('left="0" top="1" right="1" bottom="0"')
    frame = inside[inside.index("<tt:Frame") : inside.index("</tt:VideoAnalytics>")]
    scene = read_metadata(one.replace("</tt:VideoAnalytics>", frame + "</tt:VideoAnalytics>").encode())
    assert _only(scene).left == 0.5


@pytest.mark.parametrize(
    "box",
    [
        'left="nan" top="1" right="0" bottom="0"',
        'left="inf" top="1" right="0" bottom="0"',
        'left="-1e300" top="1e300" right="1e300" bottom="-1e300"',
        'left="-50" top="1" right="0" bottom="0"',
        'left="2" top="1" right="3" bottom="0"',
        'left="0.5" top="0.5" right="0.5" bottom="0.1"',
        'left="a" top="1" right="0" bottom="0"',
        'left="-1" top="1" right="0"',
    ],
)
def test_an_absurd_box_is_left_out_and_the_others_stay(box):
    scene = read_metadata(documents.things(box, 'left="-1" top="1" right="0" bottom="0"').encode())
    assert (_only(scene).id, scene.unusable) == ("2", 1)


def test_a_box_that_is_turned_round_or_reaches_beyond_the_picture_is_put_right():
    scene = read_metadata(documents.things('left="3" top="-0.5" right="0" bottom="0.5"').encode())
    assert _edges(_only(scene)) == (0.5, 0.25, 1.0, 0.75)


def test_ten_thousand_things_are_no_more_than_a_crowd():
    many = "<Object/>" * 10_000 + '<Object ObjectId="a"/>' * 100
    scene = read_metadata(
        f"<MetadataStream><VideoAnalytics><Frame>{many}</Frame></VideoAnalytics></MetadataStream>".encode()
    )
    assert (scene.things, scene.unusable) == ((), 10_100)
    crowd = ['left="-1" top="1" right="0" bottom="0"'] * 300
    scene = read_metadata(documents.things(*crowd).encode())
    assert (len(scene.things), scene.unusable) == (128, 172)


@pytest.mark.parametrize(
    ("document", "fault"),
    [
        (documents.LAUGHS, MetadataFault.ENTITIES),
        (documents.OUTSIDE, MetadataFault.ENTITIES),
        (b"<MetadataStream>" + b"<a>" * 40 + b"</a>" * 40 + b"</MetadataStream>", MetadataFault.TOO_DEEP),
        (b"<MetadataStream>" + b"<a/>" * 40_000 + b"</MetadataStream>", MetadataFault.TOO_DEEP),
        (b"<MetadataStream>" + b" " * 300_000 + b"</MetadataStream>", MetadataFault.TOO_LARGE),
        (documents.TYPES[:500], MetadataFault.NOT_XML),
        (documents.TYPES.replace(b"Vehicle<", b"\xff\xfe<"), MetadataFault.NOT_XML),
        (b"<?xml version='1.0' encoding='klingon'?><MetadataStream/>", MetadataFault.NOT_XML),
        (b"<?xml version='1.0' encoding='cp932'?><MetadataStream/>", MetadataFault.NOT_XML),
        (b"", MetadataFault.NOT_XML),
        (b"\0" * 100, MetadataFault.NOT_XML),
        (b"<html/>", MetadataFault.OTHER),
    ],
)
def test_what_cannot_be_used_says_why_and_repeats_nothing(document, fault):
    with pytest.raises(MetadataError) as raised:
        read_metadata(document)
    assert raised.value.fault is fault
    assert str(raised.value) == fault.value


@pytest.mark.parametrize(
    ("data", "state"),
    [
        ('Name="IsInside" Value="true"', True),
        ('Name="IsMotion" Value="0"', False),
        ('Name="State" Value="1"', True),
        ('Name="ObjectId" Value="1"', None),
        ("", None),
    ],
)
def test_an_events_state(data, state):
    text = documents.event_document(documents.notification("tns1:RuleEngine/tnsx:Line/Crossed", data=data))
    scene = read_metadata(text.encode())
    assert scene == Scene(None, (CameraEvent("RuleEngine/Line/Crossed", "Gate", state),))


def test_words_are_short_and_printable():
    hostile = documents.notification("tns1:RuleEngine/X", rule="a&#10;b&#x202e;" + "c" * 500)
    (event,) = read_metadata(documents.event_document(hostile, *["<a/>"] * 3).encode()).events
    assert event.rule.startswith("ab") or event.rule.startswith("a b")
    assert event.rule.isprintable()
    assert len(event.rule) <= 60


def test_whatever_comes_is_read_or_refused():
    """Seeded: bytes flipped, cut, doubled and dropped in good documents."""
    chance = random.Random(7)
    good = [documents.CANDIDATES, documents.TYPES, documents.PIXELS, documents.BARE, documents.LAUGHS]
    read = 0
    for _turn in range(600):
        text = bytearray(re.sub(rb"-?\d+\.\d+", _other_number(chance), chance.choice(good)))
        for _change in range(chance.randrange(0, 4)):
            at = chance.randrange(len(text))
            match chance.randrange(4):
                case 0:
                    text[at] = chance.randrange(256)
                case 1:
                    del text[at : at + chance.randrange(1, 40)]
                case 2:
                    text[at:at] = text[max(0, at - 30) : at]
                case 3:
                    text[at:at] = chance.choice((b"<", b">", b"&", b'"', b"NaN", b"1e999", b"-", b"\0"))
        try:
            scene = read_metadata(bytes(text))
        except MetadataError:
            continue
        read += 1
        for thing in scene.things or ():
            assert 0 <= thing.left < thing.right <= 1
            assert 0 <= thing.top < thing.bottom <= 1
            assert 0 <= thing.likelihood <= 1
    assert read > 50


def _other_number(chance):
    numbers = (b"0", b"-1", b"1", b"0.5", b"-0.5", b"NaN", b"-inf", b"1e308", b"-1e308", b"7", b"", b"0x10")
    return lambda found: found[0] if chance.random() < 0.5 else chance.choice(numbers)
