"""The cameras that open alerts call for, most urgent first."""

from __future__ import annotations

from collections.abc import Iterable

from console.alerts.inbox import OpenAlert


def calling_cameras(ordered: Iterable[OpenAlert]) -> tuple[str, ...]:
    """Each once, in the inbox's order; what calls nobody is left out.

    An alert whose decision is still being written calls on: it may be refused.
    """
    return tuple(dict.fromkeys(held.alert.camera.id for held in ordered if not held.quiet))
