"""One look's verdict on a picture, and how many of them in a row begin or end a fault."""

from __future__ import annotations

from enum import Enum


class Verdict(Enum):
    GOOD = "good"
    BAD = "bad"
    UNSURE = "unsure"  # too little to judge by, or between the limits: all stays as it is


class FaultCourse:
    """A fault begins and ends with several verdicts, so that it does not flap. Thread: its owner's."""

    def __init__(self, *, begin_looks: int, end_looks: int) -> None:
        self._begin_looks = begin_looks
        self._end_looks = end_looks
        self._in_a_row = 0  # verdicts against the present state
        self._first_ns = 0  # when the first of them came
        self.since_ns = 0  # of the fault; 0: there is none

    @property
    def is_suspected(self) -> bool:
        """There is a fault, or verdicts that may become one."""
        return self.since_ns != 0 or self._in_a_row > 0

    def see(self, verdict: Verdict, *, at_ns: int) -> None:
        if verdict is Verdict.UNSURE:
            return
        if (verdict is Verdict.BAD) == (self.since_ns != 0):
            self._in_a_row = 0
            return
        if self._in_a_row == 0:
            self._first_ns = at_ns
        self._in_a_row += 1
        if self._in_a_row >= (self._end_looks if self.since_ns else self._begin_looks):
            self.since_ns = 0 if self.since_ns else self._first_ns
            self._in_a_row = 0
