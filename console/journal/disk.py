"""What makes writing safe: syncing files and folders, and room held back for a full disk."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

_RESERVE_BYTES = 64 << 20  # some hundred stills, or tens of thousands of entries


def sync_file(handle: int) -> None:
    """Returns when the open file's content is on the disk."""
    os.fsync(handle)


def sync_folder(folder: Path) -> None:
    """A name in a folder is only safe once the folder itself is synced."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def replaced(file: Path) -> Iterator[Path]:
    """A name beside `file` to write to, which takes its place at the end: `file` is whole, or as it was.

    What is written is to be synced, as `synced` does.

    Raises:
        OSError: the disk would not.
        ValueError: `file` has no name.
    """
    unfinished = file.with_name(f".{file.name}.part")
    try:
        yield unfinished
        unfinished.replace(file)
        sync_folder(file.absolute().parent)
    except BaseException:
        with suppress(OSError):
            unfinished.unlink()
        raise


@contextmanager
def synced(path: Path) -> Iterator[IO[bytes]]:
    """A new file, on the disk when the context ends."""
    with path.open("wb") as file:
        yield file
        file.flush()
        sync_file(file.fileno())


class Reserve:
    """The file `reserve` in the data folder: given up when the disk is full, so that recording goes on.

    Thread: the journal's writer.
    """

    def __init__(self, folder: Path, *, size: int = _RESERVE_BYTES) -> None:
        self._file = folder / "reserve"
        self._size = size

    def held(self) -> bool:
        return self._file.exists()

    def hold(self) -> bool:
        """Takes the room, if as much again stays free; says whether it is held."""
        if self.held():
            return True
        unfinished = self._file.with_suffix(".part")
        try:
            if shutil.disk_usage(self._file.parent).free < 2 * self._size:
                return False
            with unfinished.open("wb") as file:
                os.posix_fallocate(file.fileno(), 0, self._size)  # real blocks, not a hole
                sync_file(file.fileno())
            unfinished.rename(self._file)
        except OSError:
            with suppress(OSError):
                unfinished.unlink()
        return self.held()

    def release(self) -> bool:
        """Gives the room back to the disk; False where none was held."""
        try:
            self._file.unlink()
        except OSError:
            return False
        return True
