"""How far a download is, as one line on standard error."""

from __future__ import annotations

import sys
import time

from console.language import _

_MB = 1_000_000
_EVERY_S = 0.2


class Progress:
    """One file's line; written over on a terminal, else one line at the end."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._told_at = 0.0
        self._live = sys.stderr.isatty()

    def told(self, done: int, total: int) -> None:
        """`done` of `total` bytes are here."""
        over = done >= total
        now = time.monotonic()
        if not over and (not self._live or now - self._told_at < _EVERY_S):
            return
        self._told_at = now
        text = _("getting {name}: {done} of {total} MB").format(
            name=self._name, done=f"{done / _MB:.1f}", total=f"{total / _MB:.1f}"
        )
        start = "\r" if self._live else ""
        print(start + text, end="\n" if over else "", file=sys.stderr, flush=True)  # noqa: T201
