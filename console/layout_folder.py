"""A folder of files: each written whole or not at all, older versions kept, damaged ones set aside."""

from __future__ import annotations

import errno
import fcntl
import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeVar

from console.journal.disk import replaced, sync_folder, synced
from console.language import _
from console.problem import Problem
from console.wall.layout_file import MOST_BYTES

OLDER_KEPT = 10  # versions of each
_T = TypeVar("_T")


class LayoutFolder:
    """Thread: any; its owner works within `alone`, so that two desks on one folder wait for each other."""

    def __init__(self, folder: Path, *, now: Callable[[], datetime]) -> None:
        self.path = folder
        self._older, self._damaged = folder / "older", folder / "damaged"
        self._now = now

    @contextmanager
    def alone(self) -> Iterator[None]:
        try:
            for folder in (self.path, self._older, self._damaged):
                if not folder.is_dir():
                    folder.mkdir(parents=True, exist_ok=True)
                    sync_folder(folder.parent)
            handle = os.open(self.path, os.O_RDONLY | os.O_DIRECTORY)
        except OSError as error:
            raise self._unwritten(error) from None
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield
        except OSError as error:
            raise self._unwritten(error) from None
        finally:
            os.close(handle)

    def older(self, name: str) -> Path:
        """Where a version of that name lies; never outside of the folder."""
        return self._older / Path(name).name

    def versions(self) -> list[Path]:
        """All older ones, the newest first."""
        return sorted(self._older.glob("*.json"), key=_replaced_text, reverse=True)

    def good(
        self, file: Path, read: Callable[[bytes, Path], _T], problems: list[Problem]
    ) -> tuple[_T, bytes] | None:
        """The file, or the newest older version of it that is whole; a damaged one is moved aside."""
        try:
            content = content_of(file)
            return read(content, file), content
        except FileNotFoundError:
            return None
        except PermissionError as error:
            problems.append(_unread(file, error))
            return None
        except OSError as error:
            fault = _unread(file, error)
        except Problem as problem:
            fault = problem
        moved = self._set_aside(file)
        for version in self.versions():
            if slug_of(version) != file.stem:
                continue
            with suppress(Problem, OSError):
                content = content_of(version)
                found = read(content, version)
                if moved:  # else it would be lost under the version
                    with suppress(OSError):
                        self._replace(file, content)
                problems.append(_told(fault, moved, replaced_utc(version)))
                return found, content
        problems.append(_told(fault, moved, None))
        return None

    def write(self, slug: str, content: bytes) -> None:
        file = self.path / f"{slug}.json"
        with suppress(FileNotFoundError, Problem):
            before = content_of(file)
            if before == content:
                return
            self._replace(self._version(file), before)
        self._replace(file, content)
        self._forget_oldest(slug)

    def put_away(self, slug: str) -> None:
        """Among the older versions."""
        file = self.path / f"{slug}.json"
        file.rename(self._version(file))
        sync_folder(self._older)
        sync_folder(self.path)
        self._forget_oldest(file.stem)

    def _replace(self, file: Path, content: bytes) -> None:
        with replaced(file) as unfinished, synced(unfinished) as out:
            out.write(content)

    def _set_aside(self, file: Path) -> str:
        """Where a damaged one lies now, or "" where it could not be moved."""
        target = self._damaged / self._version(file).name
        try:
            file.rename(target)
            sync_folder(self._damaged)
            sync_folder(self.path)
        except OSError:
            return ""
        return str(target)

    def _version(self, file: Path) -> Path:
        """Newer than any other of it, though the clock was set back."""
        moment = self._now().astimezone(UTC)
        times = (replaced_utc(each) for each in self.versions() if slug_of(each) == file.stem)
        if (latest := next(times, None)) is not None:
            moment = max(moment, latest + timedelta(microseconds=1))
        return self._older / f"{file.stem}.{moment:%Y%m%dT%H%M%S%f}Z-{os.urandom(2).hex()}.json"

    def _forget_oldest(self, slug: str) -> None:
        for file in [each for each in self.versions() if slug_of(each) == slug][OLDER_KEPT:]:
            with suppress(OSError):
                file.unlink()

    def _unwritten(self, error: OSError) -> Problem:
        return Problem(
            _("layouts cannot be written ({why})").format(why=error.strerror or error),
            where=str(self.path),
            mend=_("Give this user the right to write there, and make room on the disk"),
        )


def content_of(file: Path) -> bytes:
    """
    Raises:
        OSError: it cannot be read.
        Problem: it is no file, or too large to be one of ours.
    """
    handle = os.open(file, os.O_RDONLY | os.O_NONBLOCK)  # a pipe would wait for its writer
    with os.fdopen(handle, "rb") as opened:
        if not stat.S_ISREG(os.fstat(opened.fileno()).st_mode):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        content = opened.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise Problem(
            _("the file is larger than {size} kB: that is no layout").format(size=MOST_BYTES >> 10),
            where=str(file),
            mend=_("Put an older version in its place"),
        )
    return content


def slug_of(version: Path) -> str:
    return version.stem.rpartition(".")[0]


def replaced_utc(version: Path) -> datetime | None:
    try:
        moment = datetime.strptime(_replaced_text(version).partition("-")[0], "%Y%m%dT%H%M%S%fZ")
    except ValueError:
        return None
    return moment.replace(tzinfo=UTC)


def _replaced_text(version: Path) -> str:
    return version.stem.rpartition(".")[2]


def _unread(file: Path, error: OSError) -> Problem:
    return Problem(
        _("the file cannot be read ({why})").format(why=error.strerror or error),
        where=str(file),
        mend=_("Give this user the right to read it, or take it away"),
    )


def _told(fault: Problem, moved: str, version: datetime | None) -> Problem:
    mend = _("It lies in {file} now").format(file=moved) if moved else fault.mend
    if version is not None:
        text = _("The version that was replaced at {time} is used")
        mend += ". " + text.format(time=f"{version.astimezone():%Y-%m-%d %H:%M}")
    return Problem(fault.what, where=fault.where, mend=mend)
