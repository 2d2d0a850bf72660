"""What is watched for on each camera, and where: the rules in force, changed by whoever may."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING
from uuid import uuid4

from console.alerts.judge import Judge
from console.alerts.zone import Zone
from console.cameras.camera import Camera, camera_fields
from console.cameras.polygon import Polygon
from console.cameras.site_database import Site, SiteDatabase, Unrecorded
from console.journal.camera_changes import tell_changes
from console.journal.reader import Reader
from console.language import N_, _
from console.operators.permissions import Intent
from console.outbox import Outbox
from console.paths import DataFolder
from console.permit import Permit
from console.problem import Problem

if TYPE_CHECKING:
    from console.detection.pool import Pool
    from console.journal.journal import Journal


_WHAT = N_("rules")


@dataclass(frozen=True, slots=True)
class Watched:
    """How one camera is watched."""

    camera: Camera  # with its confidence and its ignore zones
    zones: tuple[Zone, ...] = ()


@dataclass(frozen=True, slots=True)
class RulesSaved:
    """Fact: these rules are on the disk, with their entry, and in force from now on."""

    ref: str
    watched: Watched


@dataclass(frozen=True, slots=True)
class RulesRefused:
    """Fact: nothing was changed."""

    ref: str
    why: str  # translated


class Rulebook:
    """Thread: main; site and journal are written on a thread of its own."""

    def __init__(
        self,
        folder: DataFolder,
        *,
        site: Site,
        zones: Iterable[Zone],
        permit: Permit,
        journal: Journal,
        judge: Judge,
        pool: Pool,
        outbox: Outbox,
    ) -> None:
        self._folder = folder
        self._cameras = site.cameras
        self._zones = tuple(zones)
        self._permit = permit
        self._journal = journal
        self._judge = judge
        self._pool = pool
        self._writer = Reader(outbox, "rulebook")

    def start(self) -> None:
        """Tells the journal of changes that it does not know of: a desk or an import may have been killed."""
        self._writer.start()
        self._writer.submit(partial(_tell, self._folder, self._journal), unmade=lambda _why: None)

    def stop(self) -> None:
        """Waits for what is being written; the journal must have stopped, or be able to write."""
        self._writer.stop()

    def of(self, camera_id: str) -> Watched | None:
        """None where there is no such camera."""
        camera = self._cameras.get(camera_id)
        if camera is None:
            return None
        return Watched(camera, tuple(zone for zone in self._zones if zone.camera_id == camera_id))

    def save(self, watched: Watched, *, ref: str = "") -> bool:
        """Puts other rules in force on a camera; RulesSaved or RulesRefused tells how it went.

        Of the camera only its confidence and its ignore zones are taken over. False: not permitted.
        """
        if not self._permit.may(Intent.KEEP_CAMERAS):
            return False
        work = partial(_save, self._folder, self._journal, watched, self._permit.actor, ref)
        self._writer.submit(work, unmade=partial(RulesRefused, ref))
        return True

    def handle(self, fact: object) -> None:
        """Takes in its own fact, before any window hears of it."""
        if not isinstance(fact, RulesSaved):
            return
        camera = fact.watched.camera
        others = (zone for zone in self._zones if zone.camera_id != camera.id)
        self._zones = (*others, *fact.watched.zones)
        self._cameras[camera.id] = camera
        self._judge.change(self._zones, cameras=self._cameras)
        self._pool.watch(camera)


# --- the rulebook's thread ---


def _tell(folder: DataFolder, journal: Journal) -> None:
    if folder.site_db.exists():
        database = SiteDatabase(folder)
        with database.alone():
            tell_changes(folder, database, journal)


def _save(folder: DataFolder, journal: Journal, watched: Watched, actor: str, ref: str) -> RulesSaved:
    """Raises Problem where the site or the journal cannot be written."""
    database = SiteDatabase(folder)
    with database.alone():
        tell_changes(folder, database, journal)
        site = database.load()
        before = site.cameras.get(watched.camera.id)
        if before is None:
            raise Problem(
                _("this camera is not among the desk's cameras any more"),
                where=watched.camera.number,
                mend=_("Start the desk anew"),
            )
        after = replace(
            before, confidence=watched.camera.confidence, ignore_zones=watched.camera.ignore_zones
        )
        rows = [zone.to_row() for zone in watched.zones]
        own = [row for row in site.zones if row["camera_id"] == before.id]
        if after != before or rows != own:
            others = [row for row in site.zones if row["camera_id"] != before.id]
            changed = Site.of({**site.cameras, after.id: after}.values(), [*others, *rows])
            body = _body(before, after, watched.zones)
            database.save(changed, changes=[Unrecorded(actor, body)])
            tell_changes(folder, database, journal)
    return RulesSaved(ref, Watched(after, watched.zones))


def _body(before: Camera, after: Camera, zones: Iterable[Zone]) -> Mapping[str, object]:
    """What a court may ask for: which rules were in force from then on. Whole numbers alone."""
    return {
        **camera_fields(after),
        "what": _WHAT,
        "zones": [_zone_fields(zone) for zone in zones],
        "ignore_zones": [_thousandths(outline) for outline in after.ignore_zones],
        "confidence_pct": round(after.confidence * 100),
        "confidence_pct_before": round(before.confidence * 100),
        "change": uuid4().hex,  # by which it is known that this change was told
    }


def _zone_fields(zone: Zone) -> Mapping[str, object]:
    row = zone.to_row()
    corners = _thousandths(zone.polygon)
    numbers = {key: str(value) for key, value in row.items() if isinstance(value, float)}
    return {**row, **numbers, "corners": corners}


def _thousandths(outline: Polygon) -> list[list[int]]:
    """Corners in thousandths of the picture's width and height."""
    return [[round(x * 1000), round(y * 1000)] for x, y in outline.corners]
