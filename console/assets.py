"""Models and footage that are used but not carried: found by name, believed only by their SHA-256."""

from __future__ import annotations

import hashlib
import os
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from console.language import _
from console.paths import RESOURCES, cache_folder
from console.problem import Problem


@dataclass(frozen=True, slots=True)
class Asset:
    """One line of resources/assets.toml."""

    name: str
    folder: str  # "models" or "footage", below the assets' folder
    what: str
    licence: str
    size: int  # bytes
    sha256: str
    sources: tuple[Mapping[str, Any], ...]  # in the order in which they are tried; see console.asset_sources

    @property
    def cached(self) -> Path:
        """Where a fetched file stands."""
        return cache_folder() / "assets" / self.folder / self.name

    @property
    def origin_note(self) -> Path:
        """Beside the fetched file: one line that says where it came from."""
        return self.cached.with_name(f"{self.name}.origin")


@cache
def known_assets() -> dict[str, Asset]:
    """Every asset by its name."""
    with (RESOURCES / "assets.toml").open("rb") as file:
        rows = tomllib.load(file)["asset"]
    return {row["name"]: Asset(**{**row, "sources": tuple(row["sources"])}) for row in rows}


def find_asset(name: str) -> Path:
    """The path of an asset whose content has been checked. Fetches nothing: see console.asset_sources.

    Raises:
        Problem: it is not there, or what is there is something else.
    """
    asset = known_assets()[name]
    for path in _places(asset):
        if path.is_file():
            _check(asset, path)
            return path
    raise Problem(
        _("the file is not here"),
        where=asset.name,
        mend=_("Set MUNARA_ASSETS to a folder that holds {path}").format(path=f"{asset.folder}/{asset.name}"),
    )


def has_asset(name: str) -> bool:
    """Whether `find_asset` would find the file; its content is not looked at."""
    return any(path.is_file() for path in _places(known_assets()[name]))


def origin_of(name: str) -> str:
    """Where the file that `find_asset` finds came from: a folder, an address, a package; "" without one."""
    asset = known_assets()[name]
    for path in _places(asset):
        if path.is_file() and path != asset.cached:
            return str(path.parent)
        if path.is_file():
            return asset.origin_note.read_text(encoding="utf-8") if asset.origin_note.is_file() else str(path)
    return ""


def sha256_of(path: Path) -> str:
    """Of a file's content.

    Raises:
        Problem: it cannot be read.
    """
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise Problem(
            _("the file cannot be read ({why})").format(why=error.strerror or error),
            where=str(path),
            mend=_("Give this user the right to read it"),
        ) from None


def _places(asset: Asset) -> Iterator[Path]:
    if named := os.environ.get("MUNARA_ASSETS"):
        yield Path(named).expanduser().absolute() / asset.folder / asset.name
    yield asset.cached


def _check(asset: Asset, path: Path) -> None:
    if sha256_of(path) != asset.sha256:
        raise Problem(
            _("the file is not the one that Munara knows by this name (its SHA-256 differs)"),
            where=str(path),
            mend=_("Delete it and bring it anew; it may have been cut off while copying"),
        )
