"""How many files and sockets this process may have open: feeds and pictures need several each."""

from __future__ import annotations

import resource


def allow_many_files() -> None:
    """Raises the soft limit to the hard one, as any process may."""
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
