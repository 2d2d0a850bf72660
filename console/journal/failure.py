"""Why an entry could not be written now."""

from __future__ import annotations

from enum import Enum, auto


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
