"""What is watched for on each camera, and where: the rules in force, changed by whoever may."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from console.alerts.judge import Judge
from console.alerts.looks import Looks
from console.alerts.trial import Trial, tried
from console.alerts.zone import Zone, zones_of
from console.cameras.camera import Camera, camera_fields
from console.cameras.line import Line
from console.cameras.polygon import Polygon
from console.cameras.site_database import Site, SiteDatabase, Unrecorded
from console.clock import Clock
from console.journal.camera_changes import tell_changes
from console.journal.reader import Reader
from console.language import N_, _
from console.media.clip import utc_minus_monotonic_ns
from console.operators.permissions import Intent
from console.outbox import Outbox
from console.paths import DataFolder
from console.permit import Permit
from console.problem import Problem

if TYPE_CHECKING:
    from console.detection.pool import Pool
    from console.journal.journal import Journal


_WHAT, _WHAT_MASKS = N_("rules"), N_("privacy masks")
_MINUTE_NS = 60_000_000_000


@dataclass(frozen=True, slots=True)
class Watched:
    """How one camera is watched."""

    camera: Camera  # with its confidence, its ignore zones and its privacy masks
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
        looks: Looks,
        clock: Clock,
        outbox: Outbox,
    ) -> None:
        self._looks = looks
        self._clock = clock
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

    def trial(self, zone: Zone, camera: Camera) -> Trial:
        """What the zone would have raised in the last minute, were the camera as it is given."""
        now_ns = self._clock.monotonic_ns()
        return tried(
            zone,
            self._looks.between(camera.id, from_ns=now_ns - _MINUTE_NS, to_ns=now_ns),
            camera=camera,
            utc_minus_monotonic_ns=utc_minus_monotonic_ns(self._clock),
            utc_offset_min=self._clock.utc_offset_min(),
        )

    def save(self, watched: Watched, *, ref: str = "") -> bool:
        """Puts other rules in force on a camera; RulesSaved or RulesRefused tells how it went.

        Of the camera only its confidence, ignore zones and masks are taken over. False: not permitted.
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
    database = SiteDatabase(folder)
    if folder.site_db.exists() and database.unrecorded():
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
        drawn = watched.camera
        after = replace(
            before, confidence=drawn.confidence, ignore_zones=drawn.ignore_zones, masks=drawn.masks
        )
        rows = [zone.to_row() for zone in watched.zones]
        own = [row for row in site.zones if row["camera_id"] == before.id and _can_be_read(row)]
        bodies = list[Mapping[str, object]]()
        if replace(after, masks=before.masks) != before or rows != own:
            bodies.append(_body(before, after, watched.zones))
        if after.masks != before.masks:
            bodies.append(_masks_body(before, after))
        if bodies:
            others = [row for row in site.zones if row not in own]
            changed = Site.of({**site.cameras, after.id: after}.values(), [*others, *rows])
            database.save(changed, changes=[Unrecorded(actor, body) for body in bodies])
            tell_changes(folder, database, journal)
    return RulesSaved(ref, Watched(after, watched.zones))


def _can_be_read(row: Mapping[str, Any]) -> bool:
    """What this version cannot read stays as it stands: a later one drew it."""
    zones, _problems = zones_of([row])
    return bool(zones)


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


def _masks_body(before: Camera, after: Camera) -> Mapping[str, object]:
    """What was hidden from then on, and what until then."""
    return {
        **camera_fields(after),
        "what": _WHAT_MASKS,
        "masks": [_thousandths(outline) for outline in after.masks],
        "masks_before": [_thousandths(outline) for outline in before.masks],
        "change": uuid4().hex,  # as in the body of rules
    }


def _zone_fields(zone: Zone) -> Mapping[str, object]:
    row = zone.to_row()
    for key in ("least_height", "least_confidence", "least_density"):
        row[f"{key}_pct"] = round(row.pop(key) * 100)
    for key in ("cool_down_s", "after_s"):
        row[key] = round(row[key])
    return {**row, "corners": _thousandths(zone.shape)}


def _thousandths(outline: Polygon | Line) -> list[list[int]]:
    """Corners in thousandths of the picture's width and height."""
    return [[round(x * 1000), round(y * 1000)] for x, y in outline.corners]
