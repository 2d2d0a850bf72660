"""`munara detect`: a detector tried out on pictures and videos."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from console.cameras.search_grid import WHOLE, SearchGrid
from console.detection.colours import colours_of
from console.detection.detection import Box
from console.detection.look import seen
from console.detection.model_file import get_model
from console.detection.tracker import Tracker
from console.language import _
from console.paths import DataFolder

if TYPE_CHECKING:
    from console.detection.model import Model
    from console.media.worker.frame_file import FileFrame

_DEFAULT_CONFIDENCE = 0.5  # as a camera's own


def add_parser(subparsers: argparse._SubParsersAction[Any]) -> None:
    """Adds `detect` to the command line."""
    parser = subparsers.add_parser("detect", help=_("find persons and vehicles in pictures and videos"))
    parser.add_argument("source", nargs="+", type=Path, help=_("a picture or a video"))
    parser.add_argument("--every", type=_count, default=1, metavar="N", help=_("look at every Nth frame"))
    parser.add_argument("--track", action="store_true", help=_("follow things from frame to frame"))
    parser.add_argument(
        "--confidence",
        type=_score,
        default=_DEFAULT_CONFIDENCE,
        metavar="C",
        help=_("least score that counts, 0 to 1"),
    )
    parser.add_argument(
        "--tiles",
        type=_grid,
        default=WHOLE,
        metavar="3x2",
        help=_("look at the parts of each picture, too: columns and rows, 1 to 4 of either"),
    )
    parser.add_argument("--json", action="store_true", help=_("one line of JSON a frame"))


def run(args: argparse.Namespace, *, setting: str) -> int:
    """Looks at every source and prints a line a frame; `setting` is the model that the settings name.

    Raises:
        Problem: the model or a source cannot be read; what was found until then is printed.
    """
    model = get_model(setting, DataFolder.choose(args.data).models).load()
    told = _json_line if args.json else _line
    for source in args.source:
        for frame, boxes in _looks(model, source, args):
            sys.stdout.write(told(source, frame.index, boxes) + "\n")
            sys.stdout.flush()
    return 0


def _looks(
    model: Model, source: Path, args: argparse.Namespace
) -> Iterator[tuple[FileFrame, tuple[Box, ...]]]:
    from console.media.worker.frame_file import read_frames

    tracker = Tracker() if args.track else None
    for frame in read_frames(source, every=args.every, grid=args.tiles):
        size = (frame.width, frame.height)
        found = seen(model, pixels=frame.pixels, scale=frame.scale, size=size, tiles=frame.tiles)
        boxes = tuple(box for box in found if box.score >= args.confidence)
        if tracker:
            boxes = tracker.follow(
                boxes,
                at_ns=frame.media_time_us * 1000,
                faint=[box for box in found if box.score < args.confidence],
                colours=partial(colours_of, pixels=frame.pixels, scale=frame.scale),
            )
        yield frame, boxes


def _json_line(source: Path, index: int, boxes: tuple[Box, ...]) -> str:
    rows = [
        {
            "label": box.label,
            "score": round(box.score, 4),
            "box": [round(side, 1) for side in (box.x1, box.y1, box.x2, box.y2)],
            "track": box.track,
        }
        for box in boxes
    ]
    return json.dumps({"source": str(source), "frame": index, "boxes": rows}, ensure_ascii=False)


def _line(source: Path, index: int, boxes: tuple[Box, ...]) -> str:
    found = ", ".join(_told(box) for box in boxes) or "-"
    return f"{source} {index}: {found}"


def _told(box: Box) -> str:
    track = "" if box.track is None else f" #{box.track}"
    return f"{box.label}{track} {box.score:.2f} [{box.x1:.0f} {box.y1:.0f} {box.x2:.0f} {box.y2:.0f}]"


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(_("{text} is no whole number above 0").format(text=repr(text)))
    return int(text)


def _grid(text: str) -> SearchGrid:
    try:
        return SearchGrid.parse(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            _("{text} is no grid like 3x2, from 1 to 4 columns and rows").format(text=repr(text))
        ) from None


def _score(text: str) -> float:
    try:
        score = float(text)
    except ValueError:
        score = -1
    if not 0 <= score <= 1:
        raise argparse.ArgumentTypeError(_("{text} is no number from 0 to 1").format(text=repr(text)))
    return score
