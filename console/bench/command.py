"""`munara bench`: its words on the command line."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable
from typing import Any

from console.bench.streams import StreamShape
from console.language import _

PEERS = ("vlc", "opencv")
SOURCES = ("file", "rtsp")
HARDWARE = ("measured", "off")
_CITY_TILES = 336  # four screens of 12 by 7


def add_parser(
    commands: argparse._SubParsersAction[Any],
    *,
    count: Callable[[str], int],
    screens: Callable[[str], list[tuple[int, int]]],
) -> None:
    """Adds `bench` to the command line; `count` and `screens` read a number and WxH,WxH."""
    bench = commands.add_parser("bench", help=_("the figures in the README, on this machine"))
    kinds = bench.add_subparsers(dest="bench", metavar=_("WHAT"), required=True)
    wall = kinds.add_parser("wall", help=_("a wall of live tiles against bare decoding"))
    wall.add_argument("--tiles", type=count, default=64, metavar="N")
    wall.add_argument("--fps", type=_fps, default=15.0, metavar="F", help=_("frames a second of each stream"))
    wall.add_argument("--size", type=_size, default=(640, 360), metavar="WxH", help=_("of each stream"))
    wall.add_argument("--seconds", type=count, default=20, metavar="N", help=_("how long it is measured"))
    wall.add_argument("--source", choices=SOURCES, default="file")
    wall.add_argument("--screens", type=screens, metavar="WxH,WxH")
    wall.add_argument(
        "--hardware", choices=HARDWARE, default="measured", help=_("as munara doctor found it, or not used")
    )
    wall.add_argument("--peer", choices=PEERS, help=_("the same wall as others build it"))
    wall.add_argument("--json", action="store_true", help=_("for scripts"))
    desk = kinds.add_parser("desk", help=_("the whole console: its keys, layouts and alerts"))
    desk.add_argument("--tiles", type=count, default=64, metavar="N")
    desk.add_argument("--seconds", type=count, default=20, metavar="N", help=_("how long it is measured"))
    desk.add_argument("--json", action="store_true", help=_("for scripts"))
    detect = kinds.add_parser("detect", help=_("the detectors' pool against a bare loop"))
    detect.add_argument("--cameras", type=count, metavar="N", help=_("how many; 36, or a city's 336"))
    detect.add_argument("--city", action="store_true", help=_("a whole city with its walls shut"))
    detect.add_argument(
        "--step",
        action="store_true",
        help=_("how soon whoever steps into a zone is an alert, on a wall"),
    )
    detect.add_argument("--seconds", type=count, default=30, metavar="N", help=_("how long it is measured"))
    detect.add_argument("--json", action="store_true", help=_("for scripts"))
    journal = kinds.add_parser("journal", help=_("a journal of years against bare SQLite"))
    journal.add_argument("--entries", type=_entries, default=1_000_000, metavar="N")
    journal.add_argument("--json", action="store_true", help=_("for scripts"))


def shape_of(arguments: argparse.Namespace) -> StreamShape:
    width, height = arguments.size
    return StreamShape(width, height, arguments.fps)


def screens_of(arguments: argparse.Namespace) -> list[tuple[int, int]]:
    """The screens asked for; else one, or four for a whole city."""
    if arguments.screens:
        return list(arguments.screens)
    return [(1920, 1080)] * (4 if arguments.tiles >= _CITY_TILES else 1)


def _entries(text: str) -> int:
    if not re.fullmatch(r"[1-9]\d{2,7}", text):
        raise argparse.ArgumentTypeError(_("{text} is not a number from 100").format(text=repr(text)))
    return int(text)


def _fps(text: str) -> float:
    if not re.fullmatch(r"\d{1,3}(\.\d{1,3})?", text) or not 1 <= float(text) <= 60:
        raise argparse.ArgumentTypeError(_("{text} is not a rate from 1 to 60").format(text=repr(text)))
    return float(text)


def _size(text: str) -> tuple[int, int]:
    size = re.fullmatch(r"([1-9]\d{1,3})x([1-9]\d{1,3})", text)
    if size is None or int(size[1]) % 2 or int(size[2]) % 2:
        raise argparse.ArgumentTypeError(_("{text} is not a size like 640x360").format(text=repr(text)))
    return int(size[1]), int(size[2])
