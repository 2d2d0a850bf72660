"""The log of a process: one line an event, no password in it."""

from __future__ import annotations

import logging
import re
import sys
from pathlib import Path

# Whatever stands between "://" and the last "@" before a space or quote is somebody's credentials.
_CREDENTIALS = re.compile(r"(?<=://)[^\s'\"]*@")
_FORMAT = "%(asctime)s %(levelname)s %(threadName)s %(name)s: %(message)s"
# Each page that it sets a font on would be forty lines.
_TALKATIVE = ("fontTools",)


def without_credentials(text: str) -> str:
    """The text with the user and password of every address in it taken out."""
    return _CREDENTIALS.sub("", text)


class _Formatter(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        return without_credentials(super().format(record))


def start_log(file: Path | None = None, *, level: int = logging.INFO) -> None:
    """Sends this process's log to `file`, or to standard error where there is none."""
    handler: logging.Handler = (
        logging.FileHandler(file, encoding="utf-8") if file else logging.StreamHandler(sys.stderr)
    )
    handler.setFormatter(_Formatter(_FORMAT))
    root = logging.getLogger()
    for old in root.handlers[:]:
        root.removeHandler(old)
        old.close()
    root.addHandler(handler)
    root.setLevel(level)
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)
