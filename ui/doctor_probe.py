"""`python -m ui.doctor_probe FONTS`: prints as JSON what only Qt knows, for `munara doctor`."""

from __future__ import annotations

import json
import sys
from pathlib import Path

KAZAKH = "ӘәҒғҚқҢңӨөҰұҮүҺһІі"


def main(fonts: Path) -> int:
    """Prints `version, platform, screens, fonts`, or `failure` where Qt cannot be loaded."""
    try:
        from PySide6 import __version__
        from PySide6.QtGui import QGuiApplication
        from PySide6.QtWidgets import QWidget  # noqa: F401 - the windows need it: does it load too?
    except ImportError as error:
        print(json.dumps({"failure": str(error)}))  # noqa: T201
        return 1
    application = QGuiApplication([])
    screens = [
        {"name": screen.name(), "width": screen.geometry().width(), "height": screen.geometry().height()}
        for screen in application.screens()
    ]
    told = {
        "version": __version__,
        "platform": application.platformName(),
        "screens": screens,
        "fonts": _fonts(fonts),
    }
    print(json.dumps(told))  # noqa: T201
    return 0


def _fonts(folder: Path) -> dict[str, str]:
    """Each font file that can be read, with those of the Kazakh letters that it lacks."""
    from PySide6.QtGui import QRawFont

    read = {file.name: QRawFont(str(file), 16.0) for file in sorted(folder.glob("*.ttf"))}
    return {
        name: "".join(letter for letter in KAZAKH if not font.supportsCharacter(ord(letter)))
        for name, font in read.items()
        if font.isValid()
    }


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
