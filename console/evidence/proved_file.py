"""A recorded file for a library that opens files itself: its bytes are proved, and stay as they are."""

from __future__ import annotations

import fcntl
import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

_PART_BYTES = 1 << 20
_LARGEST_BYTES = 1_000_000_000  # two minutes of the best stream are 300 MB
_SEALS = fcntl.F_SEAL_WRITE | fcntl.F_SEAL_SHRINK | fcntl.F_SEAL_GROW | fcntl.F_SEAL_SEAL


class NotProvedError(Exception):
    """The file is gone, or its bytes are not those that were recorded."""


class NotReadError(Exception):
    """Nothing is known of its bytes: the file or the memory for its copy cannot be had now."""


class TooLargeError(Exception):
    """Nothing is known of its bytes: a copy would take too much memory."""


@dataclass(frozen=True, slots=True)
class ProvedFile:
    """Thread: any; `open` reads the whole file."""

    path: Path
    sha256: str  # of what was recorded

    def open(self) -> int:
        """A descriptor of the bytes that were proved, at their beginning; to be closed by the caller.

        They are a copy in memory that nobody can write to: whoever changes the file, under its name or in
        place, while it is proved or afterwards, changes nothing of what is played.

        Raises:
            NotProvedError: the file is gone, or has other bytes.
            NotReadError: it cannot be read now, or there is no room for its copy.
            TooLargeError: it has more bytes than are ever copied.
        """
        try:
            return self._proved()
        except (FileNotFoundError, IsADirectoryError, NotADirectoryError):
            raise NotProvedError from None
        except OSError as error:
            raise NotReadError(error.strerror) from None

    def _proved(self) -> int:
        copy = os.memfd_create("munara-proved", os.MFD_CLOEXEC | os.MFD_ALLOW_SEALING)
        try:
            if self._copy_to(copy) != self.sha256:
                raise NotProvedError
            fcntl.fcntl(copy, fcntl.F_ADD_SEALS, _SEALS)
            os.lseek(copy, 0, os.SEEK_SET)
        except BaseException:
            os.close(copy)
            raise
        return copy

    def _copy_to(self, copy: int) -> str:
        """Returns the hash of the very bytes that were written."""
        proved, size = hashlib.sha256(), 0
        with self.path.open("rb", buffering=0) as file, os.fdopen(os.dup(copy), "wb") as into:
            if os.fstat(file.fileno()).st_size > _LARGEST_BYTES:
                raise TooLargeError
            while part := file.read(_PART_BYTES):
                size += len(part)
                if size > _LARGEST_BYTES:  # it grows
                    raise TooLargeError
                proved.update(part)
                into.write(part)
        return proved.hexdigest()
