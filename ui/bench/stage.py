"""Where a bench takes place: an application on its screens, and a desk on a folder that goes with it."""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from console.cameras.site_database import Site
from console.detection.model import Model
from console.engine import Engine
from console.language import _
from console.operators.operator import Operator
from console.paths import DataFolder
from console.problem import Problem
from console.settings import Settings
from ui.screens import forget_offscreen, use_offscreen
from ui.theme import Theme, apply_theme
from ui.wall.tile_view import TileView

_ALL_LIVE_S = 60.0


def bench_application(screens: Sequence[tuple[int, int]]) -> QApplication:
    """The application, to be held for as long as it is used.

    Where there is no display, it is on screens of these sizes in px.
    """
    if "DISPLAY" not in os.environ and "WAYLAND_DISPLAY" not in os.environ:
        use_offscreen(screens)
    application = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(application, QApplication)
    forget_offscreen()
    apply_theme(application, Theme.DARK)
    return application


@contextmanager
def bench_engine(
    site: Site, settings: Settings, *, operator: Operator | None, models: Callable[[], Model]
) -> Iterator[Engine]:
    """A whole engine at work."""
    with tempfile.TemporaryDirectory(prefix="munara-bench-") as root:
        folder = DataFolder(Path(root))
        folder.prepare()
        engine = Engine(folder, site=site, settings=settings, operator=operator, models=models)
        engine.start()
        try:
            yield engine
        finally:
            engine.stop()


def wait_for_all(tiles: Sequence[TileView], comes: Callable[[TileView], bool], *, bench: str) -> None:
    """Returns once every tile is there.

    Raises:
        Problem: some are not within a minute.
    """
    end_s = time.monotonic() + _ALL_LIVE_S
    while dark := sum(not comes(tile) for tile in tiles):
        if time.monotonic() > end_s:
            raise Problem(
                _("{count} tiles did not come live").format(count=dark),
                where=f"bench {bench}",
                mend=_("Try fewer with --tiles, or end what else runs on this machine"),
            )
        run_for(0.02)


def run_for(seconds: float) -> None:
    """Runs the event loop as an application would, for a while."""
    loop = QEventLoop()
    QTimer.singleShot(round(seconds * 1000), loop.quit)
    loop.exec()
