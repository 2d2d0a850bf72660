"""The cameras whose sound is kept with their last minute: none, unless an administrator named them."""

from __future__ import annotations

import logging
from collections.abc import Mapping

from console.cameras.camera import Camera

_log = logging.getLogger(__name__)


def sound_cameras(numbers: str, cameras: Mapping[str, Camera]) -> frozenset[str]:
    """Their ids; `numbers`: as the settings have them, "0402 0117", and `cameras` by id."""
    ids = {camera.number: camera.id for camera in cameras.values()}
    for number in numbers.split():
        if number not in ids:
            _log.warning("the sound of camera %s cannot be kept: there is no such camera here", number)
    return frozenset(ids[number] for number in numbers.split() if number in ids)
