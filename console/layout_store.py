"""Scenes on the disk: one readable file each, written whole or not at all, with older versions beside it."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from console.language import _
from console.layout_folder import LayoutFolder, content_of, replaced_utc, slug_of
from console.paths import DataFolder
from console.problem import Problem
from console.wall.arrangement import Arrangement
from console.wall.layout_file import CameraBook, now_text, read_now, read_scene, scene_text
from console.wall.scene import Scene, checked_name, folded, following
from console.wall.tour import Tour

_NOW = "now"
_MOST_FILES = 500
_LONGEST_SLUG = 80  # bytes: a file's name has 255, and a version's has a time behind it


@dataclass(frozen=True, slots=True)
class Kept:
    """A scene as it stands on the disk; `digest` tells this version of it from any other."""

    scene: Scene
    slug: str
    digest: str


@dataclass(frozen=True, slots=True)
class Older:
    """A version that was replaced or deleted; `file` is its name among the older ones."""

    scene: Scene
    file: str
    replaced_utc: datetime


@dataclass(frozen=True, slots=True)
class Shelf:
    """All that is kept, by name; `problems` are told, and nothing that they speak of is deleted."""

    kept: tuple[Kept, ...]
    problems: tuple[Problem, ...] = ()


def named(kept: Iterable[Kept], name: str) -> Kept | None:
    """The one that people call so."""
    return next((each for each in kept if folded(each.scene.name) == folded(name)), None)


class LayoutStore:
    """Thread: the layouts' own; every method reads the disk, most write it."""

    def __init__(self, folder: DataFolder, book: CameraBook, *, now: Callable[[], datetime]) -> None:
        self._folder = LayoutFolder(folder.layouts, now=now)
        self._book = book
        self._problems: list[Problem] = []  # met on the way, until a reading tells them

    # --- reading ---

    def read(self) -> Shelf:
        """
        Raises:
            Problem: the folder itself cannot be read or made.
        """
        with self._folder.alone():
            kept = self._read_all()
        problems, self._problems = self._problems, []
        return Shelf(_distinct(kept, problems), tuple(problems))

    def read_now(self) -> tuple[Arrangement | None, tuple[Problem, ...]]:
        """What the walls showed last; None where nobody knows.

        Raises:
            Problem: as `read`.
        """
        problems: list[Problem] = []
        with self._folder.alone():
            found = self._folder.good(self._folder.path / f"{_NOW}.json", self._as_now, problems)
        return (found[0] if found else None), tuple(problems)

    def older(self) -> tuple[Older, ...]:
        """Every older version that can be read, the newest first.

        Raises:
            Problem: as `read`.
        """
        found = []
        with self._folder.alone():
            for file in self._folder.versions()[:_MOST_FILES]:
                moment = replaced_utc(file)
                if moment is not None and slug_of(file) != _NOW:
                    with suppress(Problem):
                        found.append(Older(self._as_scene(content_of(file), file), file.name, moment))
        return tuple(found)

    # --- writing ---

    def save(self, scene: Scene, *, replaces: str = "") -> Kept:
        """`replaces`: the digest of the version that it is made from; none for a new one.

        Raises:
            Problem: the name is none, another desk has changed it since, or the disk would not.
        """
        scene = replace(scene, name=checked_name(scene.name))
        with self._folder.alone():
            all_kept = self._read_all()
            self._check_unchanged(scene.name, named(all_kept, scene.name), replaces)
            return self._put_among(all_kept, scene)

    def rename(self, name: str, to: Scene, *, replaces: str) -> Kept:
        """Keeps `to` in place of the scene of that name, under its own name; tours that call it follow.

        Raises:
            Problem: likewise, or the new name is taken.
        """
        to = replace(to, name=checked_name(to.name))
        with self._folder.alone():
            all_kept = self._read_all()
            before = named(all_kept, name)
            self._check_unchanged(name, before, replaces)
            assert before is not None
            others = [each for each in all_kept if each is not before]
            if named(others, to.name) is not None:
                raise Problem(
                    _("this name is taken"), where=to.name, mend=_("Choose another, or delete that one first")
                )
            others = self._take_key(to, others)
            kept = self._put(_free_slug(to.name, self._folder.path), to)
            for other in others:  # while both names are there: a power cut leaves no tour without its layout
                if isinstance(tour := other.scene.content, Tour):
                    self._put(other.slug, replace(other.scene, content=following(tour, name, to=to.name)))
            self._folder.put_away(before.slug)
            return kept

    def delete(self, name: str, *, replaces: str) -> Scene:
        """It goes to the older versions.

        Raises:
            Problem: there is none, another desk has changed it since, or the disk would not.
        """
        with self._folder.alone():
            found = named(self._read_all(), name)
            self._check_unchanged(name, found, replaces)
            assert found is not None
            self._folder.put_away(found.slug)
            return found.scene

    def restore(self, file: str) -> Kept:
        """Puts an older version in force again; what it replaces becomes an older version.

        Raises:
            Problem: it is not there, cannot be read, or the disk would not.
        """
        path = self._folder.older(file)
        with self._folder.alone():
            scene = self._as_scene(content_of(path), path)
            return self._put_among(self._read_all(), scene)

    def save_now(self, arrangement: Arrangement) -> None:
        """
        Raises:
            Problem: the disk would not.
        """
        content = now_text(arrangement, self._book).encode()
        with self._folder.alone():
            self._folder.write(_NOW, content)

    # --- its own ---

    def _read_all(self) -> list[Kept]:
        kept = []
        files = sorted(self._folder.path.glob("*.json"))
        if len(files) > _MOST_FILES:
            self._problems.append(
                Problem(
                    _("of {count} files only the first {most} are read").format(
                        count=len(files), most=_MOST_FILES
                    ),
                    where=str(self._folder.path),
                    mend=_("Move those aside that nobody calls"),
                )
            )
        for file in files[:_MOST_FILES]:
            if file.stem == _NOW or file.name.startswith("."):
                continue
            if found := self._folder.good(file, self._as_scene, self._problems):
                scene, content = found
                kept.append(Kept(scene, file.stem, _digest(content)))
        return kept

    def _take_key(self, scene: Scene, others: Iterable[Kept]) -> list[Kept]:
        """A key calls one scene: the one that had it before has none. Returns the others as they are now."""
        return [
            self._put(other.slug, replace(other.scene, key=""))
            if scene.key and other.scene.key == scene.key
            else other
            for other in others
        ]

    def _put_among(self, all_kept: list[Kept], scene: Scene) -> Kept:
        """In place of the one of that name, if there is one."""
        before = named(all_kept, scene.name)
        self._take_key(scene, [each for each in all_kept if each is not before])
        return self._put(before.slug if before else _free_slug(scene.name, self._folder.path), scene)

    def _put(self, slug: str, scene: Scene) -> Kept:
        content = scene_text(scene, self._book).encode()
        self._as_scene(content, self._folder.path / f"{slug}.json")  # nothing is written that cannot be read
        self._folder.write(slug, content)
        return Kept(scene, slug, _digest(content))

    def _as_scene(self, content: bytes, file: Path) -> Scene:
        return read_scene(content, where=str(file), book=self._book)

    def _as_now(self, content: bytes, file: Path) -> Arrangement:
        return read_now(content, where=str(file), book=self._book)

    def _check_unchanged(self, name: str, found: Kept | None, replaces: str) -> None:
        if (found.digest if found else "") == replaces:
            return
        if found is None:
            raise Problem(
                _("it is not there any more"), where=name, mend=_("Take it from the older versions")
            )
        what = _("it was saved by {name} since") if replaces else _("there is one of that name already")
        raise Problem(
            what.format(name=found.scene.by or "?"),
            where=found.scene.name,
            mend=_("Look at it, and save yours again over it or under another name"),
        )


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _distinct(kept: list[Kept], problems: list[Problem]) -> tuple[Kept, ...]:
    """By name; a second one of a name is called after its file, and a second one of a key has none."""
    names: set[str] = set()
    keys: dict[str, str] = {}
    found = []
    for each in sorted(kept, key=lambda each: (folded(each.scene.name), each.slug)):
        scene = each.scene
        if folded(scene.name) in names:
            what = _("two files have the name “{name}”").format(name=scene.name)
            scene = replace(scene, name=f"{scene.name} ({each.slug})")
            problems.append(Problem(what, where=each.slug, mend=_("Give one of them another name")))
        if scene.key in keys:
            what = _("the key {key} calls “{name}” already").format(key=scene.key, name=keys[scene.key])
            problems.append(Problem(what, where=scene.name, mend=_("Give one of them another key")))
            scene = replace(scene, key="")
        names.add(folded(scene.name))
        if scene.key:
            keys[scene.key] = scene.name
        found.append(replace(each, scene=scene))
    return tuple(found)


def _free_slug(name: str, folder: Path) -> str:
    """A file's name that people know again: letters of any alphabet, digits, and "-" for the rest."""
    letters = "".join(letter if letter.isalnum() else "-" for letter in folded(name))
    words = "-".join(word for word in letters.split("-") if word) or "layout"
    slug = words.encode()[:_LONGEST_SLUG].decode(errors="ignore")
    number, free = 1, slug if slug != _NOW else f"{slug}-1"
    while os.path.lexists(folder / f"{free}.json"):
        number += 1
        free = f"{slug}-{number}"
    return free
