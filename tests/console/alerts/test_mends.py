"""What is offered about a zone that is dismissed as false again and again."""

from __future__ import annotations

from dataclasses import replace

import pytest

from console.alerts.mends import offer
from console.cameras.polygon import Polygon
from console.detection.filters import stands_in


@pytest.fixture
def false(make_alert, person):
    """False alerts of one zone, the feet at these places and so sure."""

    def some(*feet, scores=(0.5, 0.6, 0.55), frame=(640, 360)):
        width, height = frame
        alerts = []
        for foot, score in zip(feet, scores, strict=True):
            alert = make_alert("hall")
            cause = person(foot=foot, score=score, width=width, height=height)
            stamp = replace(alert.stamp, width=width, height=height)
            alerts.append(replace(alert, cause=cause, stamp=stamp))
        return alerts

    return some


NEAR = ((0.50, 0.70), (0.52, 0.71), (0.51, 0.72))


def test_each_third_one_offers_and_those_between_do_not(false):
    alerts = false(*NEAR)
    assert [offer(alerts[:count]) is not None for count in range(4)] == [False, False, False, True]
    assert offer(alerts + alerts[:1]) is None
    assert offer(alerts * 2).count == 6
    assert offer(alerts).alert is alerts[-1]


def test_the_outline_holds_the_feet_of_all_and_little_else(false):
    alerts = false(*NEAR)
    left, top, right, bottom = offer(alerts).ignore
    outline = Polygon(((left, top), (right, top), (right, bottom), (left, bottom)))
    assert all(stands_in(alert.cause, outline, width=640, height=360) for alert in alerts)
    assert right - left < 0.08 and bottom - top < 0.08


def test_feet_all_over_the_picture_are_no_outline(false):
    assert offer(false((0.1, 0.5), (0.5, 0.5), (0.9, 0.5))).ignore is None


def test_at_the_edge_the_outline_ends_with_the_picture(false):
    left, _top, _right, bottom = offer(false((0.0, 1.0), (0.01, 1.0), (0.0, 1.0))).ignore
    assert (left, bottom) == (0.0, 1.0)


@pytest.mark.parametrize(
    ("scores", "least"),
    [((0.5, 0.6, 0.55), 0.62), ((0.3, 0.3, 0.31), 0.33), ((0.5, 0.78, 0.5), 0.8), ((0.5, 0.79, 0.5), None)],
)
def test_the_confidence_lies_just_above_the_surest_false_one_and_is_bounded(false, scores, least):
    assert offer(false(*NEAR, scores=scores)).confidence == least
