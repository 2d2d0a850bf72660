"""Why an entry could not be written now."""

from __future__ import annotations

from enum import Enum, auto

from console.language import _
from console.paths import DataFolder
from console.problem import Problem


class WriteFault(Enum):
    FULL = auto()
    LOCKED = auto()
    DENIED = auto()
    OTHER = auto()


class WriteFailedError(Exception):
    """The journal could not be written now; another try may succeed. The text is translated."""

    def __init__(self, fault: WriteFault, why: str) -> None:
        super().__init__(why)
        self.fault = fault


def not_written(folder: DataFolder, why: str) -> Problem:
    """What a person is told who waited for it."""
    return Problem(
        _("the journal was not written ({why})").format(why=why),
        where=str(folder.journal_db),
        mend=_("Mend that and record it again"),
    )
