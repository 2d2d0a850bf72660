"""What is kept under a name to be called on the walls, and what the walls show now."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from console.cameras.site_database import Site
from console.clock import Clock
from console.journal.entry import Kind, utc_text
from console.journal.reader import Reader
from console.language import N_, _
from console.layout_store import Kept, LayoutStore, Older, named
from console.operators.permissions import Intent
from console.outbox import Outbox
from console.paths import DataFolder
from console.permit import Permit
from console.wall.arrangement import Arrangement
from console.wall.layout_file import CameraBook
from console.wall.scene import Scene, SceneKind, tour_faults

if TYPE_CHECKING:
    from console.journal.journal import Journal

_QUIET_NS = 2_000_000_000  # a wall that is being arranged is written once it rests
_LONGEST_NS = 10_000_000_000  # though not later than this
_SAVED = {
    SceneKind.LAYOUT: N_("layout saved"),
    SceneKind.SALVO: N_("salvo saved"),
    SceneKind.TOUR: N_("tour saved"),
}
_RENAMED = {
    SceneKind.LAYOUT: N_("layout renamed"),
    SceneKind.SALVO: N_("salvo renamed"),
    SceneKind.TOUR: N_("tour renamed"),
}
_DELETED = {
    SceneKind.LAYOUT: N_("layout deleted"),
    SceneKind.SALVO: N_("salvo deleted"),
    SceneKind.TOUR: N_("tour deleted"),
}


@dataclass(frozen=True, slots=True)
class LayoutsRead:
    """Fact: all that is kept, as it is on the disk now; `problems` are translated lines."""

    kept: tuple[Kept, ...]
    problems: tuple[str, ...] = ()
    now: Arrangement | None = None  # what the walls showed last, told at the start alone


@dataclass(frozen=True, slots=True)
class LayoutSaved:
    """Fact: this is on the disk, with its entry; a deleted one lies among the older versions.

    `was`: the name before, of one that has another now; so it lies among the older versions, too.
    """

    ref: str
    scene: Scene
    is_deleted: bool = False
    was: str = ""


@dataclass(frozen=True, slots=True)
class LayoutRefused:
    """Fact: nothing was changed."""

    ref: str
    why: str  # translated


@dataclass(frozen=True, slots=True)
class OlderLayoutsRead:
    """Fact: the versions that can be put in force again, the newest first."""

    ref: str
    versions: tuple[Older, ...]


class Layouts:
    """Thread: main; files are read and written on a thread of its own.

    What is asked for returns at once, False where it is not permitted; LayoutSaved or LayoutRefused answers.
    """

    def __init__(
        self,
        folder: DataFolder,
        *,
        site: Site,
        permit: Permit,
        journal: Journal,
        clock: Clock,
        outbox: Outbox,
    ) -> None:
        self.kept: tuple[Kept, ...] = ()
        self._folder = folder
        self._permit = permit
        self._clock = clock
        self._store = LayoutStore(folder, CameraBook(site.cameras.values()), now=clock.now_utc)
        self._record = partial(journal.record, Kind.SETTING_CHANGED)
        self._writer = Reader(outbox, "layouts")
        self._outbox = outbox
        self._now: Arrangement | None = None  # what the walls show, where that is not written yet
        self._changed_ns = self._first_ns = 0

    def start(self) -> None:
        """LayoutsRead tells what there is, and what the walls showed last."""
        self._writer.start()
        work = partial(_read_first, self._store, self._folder)
        self._writer.submit(work, unmade=partial(LayoutRefused, ""))

    def stop(self) -> None:
        """Writes what the walls show; waits for what is being written."""
        self._write_now()
        self._writer.settle()
        self._writer.stop()

    def named(self, name: str) -> Scene | None:
        found = self._kept(name)
        return found.scene if found else None

    def with_key(self, digit: int) -> Scene | None:
        """The scene that `G` and the digit call."""
        return next((each.scene for each in self.kept if each.scene.key == str(digit)), None)

    # --- what people ask for ---

    def save(self, scene: Scene, *, over: bool = False, ref: str = "") -> bool:
        """`over`: one of that name that is known here gives way. A key goes over to the one saved last."""
        before = self._kept(scene.name)
        replaces = before.digest if before and over else ""
        return self._change(partial(self._store.save, self._signed(scene), replaces=replaces), ref)

    def edit(self, name: str, *, to: Scene, ref: str = "") -> bool:
        """`to` in place of the one of that name: with another name, another key, other steps."""
        found = self._kept(name)
        if found is None:
            self._outbox.put(LayoutRefused(ref, _("“{name}” is not kept here").format(name=name)))
            return True
        scene, was = self._signed(to), found.scene.name
        if to.name == was:
            return self._change(partial(self._store.save, scene, replaces=found.digest), ref)
        return self._change(partial(self._store.rename, was, scene, replaces=found.digest), ref, was=was)

    def delete(self, name: str, *, ref: str = "") -> bool:
        if not self._permit.may(Intent.KEEP_LAYOUTS):
            return False
        found = self._kept(name)
        work = partial(self._store.delete, name, replaces=found.digest if found else "")
        self._submit(partial(_deleted, work, self._tell, ref), ref)
        return True

    def restore(self, file: str, *, ref: str = "") -> bool:
        """Puts the older version of that file in force again."""
        return self._change(partial(self._store.restore, file), ref)

    def read_older(self, *, ref: str = "") -> bool:
        """OlderLayoutsRead answers."""
        self._writer.submit(
            lambda: OlderLayoutsRead(ref, self._store.older()), unmade=partial(LayoutRefused, ref)
        )
        return True

    # --- what the walls show ---

    def note_now(self, arrangement: Arrangement) -> None:
        """It is written once nothing has changed for two seconds, and when the desk closes."""
        now_ns = self._clock.monotonic_ns()
        self._first_ns = self._first_ns if self._now is not None else now_ns
        self._now, self._changed_ns = arrangement, now_ns

    def tick(self) -> None:
        now_ns = self._clock.monotonic_ns()
        if now_ns - self._changed_ns >= _QUIET_NS or now_ns - self._first_ns >= _LONGEST_NS:
            self._write_now()

    def handle(self, fact: object) -> None:
        """Takes in its own fact, before any window hears of it."""
        if isinstance(fact, LayoutsRead):
            self.kept = fact.kept

    # --- its own ---

    def _kept(self, name: str) -> Kept | None:
        return named(self.kept, name)

    def _change(self, work: Callable[[], Kept], ref: str, *, was: str = "") -> bool:
        if not self._permit.may(Intent.KEEP_LAYOUTS):
            return False
        self._submit(partial(_saved, work, self._tell, ref, was), ref)
        return True

    def _submit(self, work: Callable[[], object], ref: str) -> None:
        self._writer.submit(work, unmade=partial(LayoutRefused, ref))
        self._writer.submit(partial(_read, self._store), unmade=partial(LayoutRefused, ref))

    def _signed(self, scene: Scene) -> Scene:
        return replace(scene, by=self._permit.actor, at_utc=utc_text(self._clock.now_utc()))

    @property
    def _tell(self) -> Callable[[str, str], None]:
        actor, record = self._permit.actor, self._record
        return lambda what, name: record({"what": what, "name": name}, actor=actor)

    def _write_now(self) -> None:
        if self._now is not None:
            work = partial(self._store.save_now, self._now)
            self._now = None
            self._writer.submit(work, unmade=partial(LayoutRefused, "now"))


# --- the layouts' thread ---


def _read(store: LayoutStore) -> LayoutsRead:
    shelf = store.read()
    scenes = [each.scene for each in shelf.kept]
    faults = [f"{scene.name}: {fault}" for scene in scenes for fault in tour_faults(scene, scenes)]
    return LayoutsRead(shelf.kept, (*map(str, shelf.problems), *faults))


def _read_first(store: LayoutStore, folder: DataFolder) -> LayoutsRead:
    read, (now, problems) = _read(store), store.read_now()
    if folder.demo_mark.exists():  # a demo begins as it is written, with as many cameras as it was given
        now = None
    return replace(read, problems=(*read.problems, *map(str, problems)), now=now)


def _saved(work: Callable[[], Kept], tell: Callable[[str, str], None], ref: str, was: str) -> LayoutSaved:
    scene = work().scene
    if was:
        tell(_RENAMED[scene.kind], f"{was} → {scene.name}")
    else:
        tell(_SAVED[scene.kind], scene.name)
    return LayoutSaved(ref, scene, was=was)


def _deleted(work: Callable[[], Scene], tell: Callable[[str, str], None], ref: str) -> LayoutSaved:
    scene = work()
    tell(_DELETED[scene.kind], scene.name)
    return LayoutSaved(ref, scene, is_deleted=True)
