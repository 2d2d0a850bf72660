"""desk.lock: tells other programs that a desk runs on a data folder; its content is nothing."""

from __future__ import annotations

import fcntl
import os
from contextlib import suppress

from console.language import _
from console.paths import DataFolder
from console.problem import Problem


class DeskLock:
    """Shared by desks, taken alone by a rebuild. However its program ends, the kernel gives it back.

    Thread: one at a time.
    """

    def __init__(self, folder: DataFolder) -> None:
        self._file = folder.root / "desk.lock"
        self._handle: int | None = None

    def share(self) -> None:
        """For a desk. Where the folder cannot hold a lock the desk opens without: recording comes first.

        Raises:
            Problem: a rebuild is at work.
        """
        self._take(fcntl.LOCK_SH, _("the journal's search is being made again"), _("Wait until it has ended"))

    def take_alone(self) -> None:
        """For a rebuild.

        Raises:
            Problem: a desk runs, or another rebuild.
        """
        why = _("a desk is running on this data folder, or another rebuild")
        self._take(fcntl.LOCK_EX, why, _("Close it and start this again"))

    def release(self) -> None:
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None

    def _take(self, how: int, why: str, mend: str) -> None:
        self.release()
        with suppress(OSError):  # a folder that cannot be made or written: the ledger says so better
            self._file.parent.mkdir(parents=True, exist_ok=True)
            self._handle = os.open(self._file, os.O_RDWR | os.O_CREAT, 0o644)
        if self._handle is None:
            return
        try:
            fcntl.flock(self._handle, how | fcntl.LOCK_NB)
        except BlockingIOError:
            self.release()
            raise Problem(why, where=str(self._file.parent), mend=mend) from None
        except OSError:  # a network folder without locks
            self.release()
