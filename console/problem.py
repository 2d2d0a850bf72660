"""A fault that a person can mend: what is wrong, where, and the mend, in one line."""

from __future__ import annotations

from functools import partial


class Problem(Exception):  # noqa: N818 - people read "problem"; it is shown, not debugged
    """Bad input or a missing piece, told in words for the person at the desk.

    The three parts are already translated and never hold a password.
    """

    def __init__(self, what: str, *, where: str, mend: str) -> None:
        super().__init__(what, where, mend)
        self.what = what
        self.where = where
        self.mend = mend

    def __reduce__(self) -> tuple[partial[Problem], tuple[()]]:
        # By itself an exception with keyword-only arguments finds no way back from another process.
        return partial(Problem, self.what, where=self.where, mend=self.mend), ()

    def __str__(self) -> str:
        return f"{self.where}: {self.what}. {self.mend}."
