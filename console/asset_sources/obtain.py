"""Fetching what no local folder has, from the first source that brings it, into the cache."""

from __future__ import annotations

import fcntl
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from console.asset_sources import debian, https, registry
from console.asset_sources.source_failed import SourceFailed
from console.assets import Asset, find_asset, has_asset, known_assets, sha256_of
from console.language import _
from console.problem import Problem

_FETCH: Mapping[str, Callable[[Asset, Mapping[str, Any], Path], None]] = {
    "https": https.fetch,
    "registry": registry.fetch,
    "debian": debian.fetch,
}


def obtain(names: Iterable[str]) -> None:
    """Fetches what is missing and can be had; what cannot is told in a line each, and is missing still."""
    for name in names:
        if not known_assets()[name].sources and not has_asset(name):
            continue  # only ever used where it already lies
        try:
            fetch_asset(name)
        except Problem as problem:
            print(problem, file=sys.stderr)  # noqa: T201 - beside the progress


def fetch_asset(name: str) -> Path:
    """The checked file, from a local folder or fetched now. A broken one in the cache is fetched anew.

    Raises:
        Problem: no source brings it (all that was tried is told), or a named folder's file is another one.
    """
    asset = known_assets()[name]
    if has_asset(name):
        try:
            return find_asset(name)
        except Problem as problem:
            if problem.where != str(asset.cached):
                raise
    with _alone(asset):
        if asset.cached.is_file() and sha256_of(asset.cached) == asset.sha256:
            return asset.cached  # another program fetched it while this one waited
        _fetch(asset)
    return asset.cached


def _fetch(asset: Asset) -> None:
    tried = []
    for source in asset.sources:
        part = asset.cached.with_name(f"{asset.name}.{source['kind']}.part")
        try:
            _FETCH[source["kind"]](asset, source, part)
            _accept(asset, part, _told(source))
            return
        except SourceFailed as failed:
            tried.append(f"{_told(source)}: {failed}")
    raise Problem(
        _("the file cannot be had ({tried})").format(tried="; ".join(tried) or _("it has no source")),
        where=asset.name,
        mend=_("Bring it on a stick as {path}, and name the folder with --assets or MUNARA_ASSETS").format(
            path=f"{asset.folder}/{asset.name}"
        ),
    )


def _accept(asset: Asset, part: Path, origin: str) -> None:
    """On the disk before it has its name: after a power cut a file of that name is whole."""
    if sha256_of(part) != asset.sha256:
        part.unlink()  # never taken up again
        raise SourceFailed(_("its SHA-256 differs"))
    asset.origin_note.write_text(origin, encoding="utf-8")
    with part.open("rb") as file:
        os.fsync(file.fileno())
    part.replace(asset.cached)
    folder = os.open(part.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _told(source: Mapping[str, Any]) -> str:
    if source["kind"] == "https":
        return str(source["address"])
    if source["kind"] == "registry":
        return f"PyPI {source['package']} {source['version']}"
    return f"Debian {source['package']}"


@contextmanager
def _alone(asset: Asset) -> Iterator[None]:
    """Of two programs that want the same file one fetches, the other waits; a killed one's lock is gone."""
    try:
        asset.cached.parent.mkdir(parents=True, exist_ok=True)
        lock = asset.cached.with_name(f"{asset.name}.lock").open("w")
    except OSError as error:
        raise Problem(
            _("the cache cannot be written ({why})").format(why=error.strerror or error),
            where=str(asset.cached.parent),
            mend=_("Give this user the right to write there, or set XDG_CACHE_HOME to another folder"),
        ) from None
    with lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
