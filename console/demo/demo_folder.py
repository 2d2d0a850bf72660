"""The folder that the demo writes to: never a real desk's."""

from __future__ import annotations

import os
from pathlib import Path

from console.language import _
from console.paths import DataFolder
from console.problem import Problem

_MARK = "This folder was made by `munara demo`. Nothing in it is real.\n"


def demo_folder(given: str | None) -> DataFolder:
    """`--data` or MUNARA_DATA, else a folder of the demo's own; marked, and ready to be written to.

    Raises:
        Problem: the folder is a real desk's, or holds something else, or cannot be written.
    """
    if given or os.environ.get("MUNARA_DATA"):
        folder = DataFolder.choose(given)
    else:
        real = DataFolder.choose(None).root
        folder = DataFolder(real.with_name("munara-demo"))
    if not folder.demo_mark.exists() and _holds_something(folder.root):
        raise Problem(
            _("the demo writes only to a folder that is empty or its own"),
            where=str(folder.root),
            mend=_("Name another folder with --data"),
        )
    folder.prepare()
    folder.demo_mark.write_text(_MARK, encoding="utf-8")
    return folder


def _holds_something(root: Path) -> bool:
    return root.is_dir() and any(root.iterdir())
