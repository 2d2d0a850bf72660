"""Users and passwords of cameras, kept apart from everything that is shown, exported or backed up."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path

from console.language import _
from console.problem import Problem

Credential = tuple[str, str]  # user, password


class Credentials:
    """The file secrets/cameras.json, readable by its owner alone. Thread: main."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "cameras.json"

    def load(self) -> dict[str, Credential]:
        """By camera and stream (`"<camera id>/main"`).

        Raises:
            Problem: the file is damaged; nothing of it is shown.
        """
        try:
            rows = json.loads(self._file.read_text(encoding="utf-8"))
            return {key: (str(user), str(password)) for key, (user, password) in rows.items()}
        except FileNotFoundError:
            return {}
        except (OSError, ValueError, TypeError, AttributeError):
            raise Problem(
                _("the cameras' passwords cannot be read"),
                where=str(self._file),
                mend=_("Bring the file back from a copy, or import the cameras again"),
            ) from None

    def save(self, rows: Mapping[str, Credential]) -> None:
        """Replaces the file as a whole; it never stands there half-written or open to others."""
        new = self._file.with_suffix(".new")
        handle = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump({key: list(pair) for key, pair in rows.items()}, file, ensure_ascii=False)
            file.flush()
            os.fsync(file.fileno())
        new.replace(self._file)
