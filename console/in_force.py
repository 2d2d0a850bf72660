"""What of the site and the settings is in force from the start, and what is not, as the journal tells it."""

from __future__ import annotations

from typing import NamedTuple

from console.alerts.zone import UNFIT, Zone, zones_of
from console.cameras.site_database import Site
from console.media.sound_cameras import UNKEPT, sound_cameras
from console.settings import Settings


class InForce(NamedTuple):
    zones: tuple[Zone, ...]
    sounds: frozenset[str]  # cameras whose sound is kept with their last minute, by id
    faults: tuple[dict[str, object], ...]  # of the rest: bodies of "fault noted"


def in_force(site: Site, settings: Settings) -> InForce:
    """Nobody reads a log: a zone, or a camera's number, that is misspelt is an entry."""
    zones, unfit = zones_of(site.zones)
    sounds, unknown = sound_cameras(settings.sound_cameras, site.cameras)
    told = [*((UNFIT, problem) for problem in unfit), *((UNKEPT, problem) for problem in unknown)]
    return InForce(zones, sounds, tuple({"what": what, "failure": str(problem)} for what, problem in told))
