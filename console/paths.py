"""Where a desk keeps its data, and where Munara's own resources stand."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from console.language import _
from console.problem import Problem

RESOURCES = Path(__file__).resolve().parent.parent / "resources"


def cache_folder() -> Path:
    """Downloads and encoded demo footage: can be deleted at any time."""
    root = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(root) / "munara"


@dataclass(frozen=True, slots=True)
class DataFolder:
    """A desk's data folder (DESIGN.md section 6)."""

    root: Path

    @classmethod
    def choose(cls, given: str | None) -> DataFolder:
        """`--data`, else MUNARA_DATA, else the user's own data folder."""
        if given or (given := os.environ.get("MUNARA_DATA")):
            return cls(Path(given).expanduser().absolute())
        home = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
        return cls(Path(home) / "munara")

    @property
    def journal_db(self) -> Path:
        return self.root / "journal.db"

    @property
    def site_db(self) -> Path:
        return self.root / "site.db"

    @property
    def settings_file(self) -> Path:
        return self.root / "munara.toml"

    @property
    def choices_file(self) -> Path:
        """Keys and theme as chosen in the windows; only people write `settings_file`."""
        return self.root / "choices.json"

    @property
    def offences_file(self) -> Path:
        """The desk's own changes to the catalogue of offences; none on most desks."""
        return self.root / "offences.toml"

    @property
    def armed_file(self) -> Path:
        """Which cells of the walls are armed, and which walls are black; made when the first is."""
        return self.root / "armed.json"

    @property
    def evidence(self) -> Path:
        return self.root / "evidence"

    @property
    def pending(self) -> Path:
        """What was put aside for alerts on which nobody has decided, or that came to nothing."""
        return self.evidence / "pending"

    @property
    def quarantine(self) -> Path:
        return self.root / "quarantine"

    @property
    def redaction(self) -> Path:
        """Copies that wait for a shift lead; empty but while somebody makes some."""
        return self.root / "redaction"

    @property
    def secrets(self) -> Path:
        return self.root / "secrets"

    @property
    def layouts(self) -> Path:
        """Layouts, salvos and tours by name, and what the walls show; made when the first is kept."""
        return self.root / "layouts"

    @property
    def logs(self) -> Path:
        return self.root / "logs"

    @property
    def models(self) -> Path:
        """Model files that were added to this desk; made when the first comes."""
        return self.root / "models"

    @property
    def demo_mark(self) -> Path:
        """Stands in a folder that the demo made; a real desk's folder never has it."""
        return self.root / "DEMO"

    def prepare(self) -> None:
        """Makes the folder and its parts.

        Raises:
            Problem: it cannot be made or written to.
        """
        try:
            for folder in (self.root, self.evidence, self.quarantine, self.logs):
                folder.mkdir(parents=True, exist_ok=True)
            self.secrets.mkdir(mode=0o700, exist_ok=True)
            probe = self.root / ".writable"
            probe.write_bytes(b"")
            probe.unlink(missing_ok=True)  # two programs may start here at once
        except OSError as error:
            raise Problem(
                _("the data folder cannot be written ({why})").format(why=error.strerror or error),
                where=str(self.root),
                mend=_("Give this user the right to write there, or name another folder with --data"),
            ) from None
