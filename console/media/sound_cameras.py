"""The cameras whose sound is kept with their last minute: none, unless an administrator named them."""

from __future__ import annotations

import logging
from collections.abc import Mapping

from console.cameras.camera import Camera
from console.language import N_, _
from console.problem import Problem

UNKEPT = N_("the sound of a camera is not kept")  # as the journal tells it
_log = logging.getLogger(__name__)


def sound_cameras(numbers: str, cameras: Mapping[str, Camera]) -> tuple[frozenset[str], tuple[Problem, ...]]:
    """Their ids, and what is wrong with each of the other numbers, logged too.

    `numbers`: as the settings have them, "0402 0117", and `cameras` by id.
    """
    ids = {camera.number: camera.id for camera in cameras.values()}
    asked = dict.fromkeys(numbers.split())
    problems = tuple(_unknown(number) for number in asked if number not in ids)
    for problem in problems:
        _log.warning("the sound of a camera is not kept: %s", problem)
    return frozenset(ids[number] for number in asked if number in ids), problems


def _unknown(number: str) -> Problem:
    return Problem(
        _("there is no camera {number} at this desk").format(number=number[:40]),
        where="munara.toml, sound_cameras",
        mend=_("Correct its number there, and start Munara anew"),
    )
