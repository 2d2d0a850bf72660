"""A file within a package of Debian: fetched by apt without rights, unpacked, never installed."""

from __future__ import annotations

import os
import shutil
import subprocess
import tarfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from console.asset_sources.client import run, work_folder
from console.asset_sources.source_failed import ANSWER_S, SourceFailed
from console.assets import Asset
from console.language import _


def fetch(asset: Asset, source: Mapping[str, Any], part: Path) -> None:
    """Writes the package's member to `part`.

    Raises:
        SourceFailed: no Debian, apt did not bring the package, or the member is not in it.
    """
    if not shutil.which("apt-get") or not shutil.which("dpkg-deb"):
        raise SourceFailed(_("{program} is not installed").format(program="apt-get"))
    with work_folder(part) as folder:
        try:
            _download(asset, source, folder, [])
        except SourceFailed:
            # A bare machine has no lists of packages yet, or old ones; apt keeps lists of our own as well.
            _download(asset, source, folder, _own_lists(asset, folder))
        _unpack(source, next(folder.glob("*.deb")), part)


def _download(asset: Asset, source: Mapping[str, Any], folder: Path, options: list[str]) -> None:
    _apt([*options, "download", source["package"]], folder, asset.name, source["archive_size"])


def _own_lists(asset: Asset, folder: Path) -> list[str]:
    lists = folder / "lists"
    (lists / "partial").mkdir(parents=True)
    options = ["-o", f"Dir::State::Lists={lists}", "-o", f"Dir::Cache={folder}"]
    _apt([*options, "update"], folder, asset.name, 60_000_000)
    return options


def _apt(words: list[str], folder: Path, name: str, total: int) -> None:
    limits = [f"Acquire::{kind}::Timeout={ANSWER_S}" for kind in ("http", "https")]
    # Else apt warns that its own user cannot write to our folder, and works as root all the same.
    settings = [*limits, "Acquire::Retries=0", "APT::Sandbox::User=root"]
    options = [word for setting in settings for word in ("-o", setting)]
    run(["apt-get", "-q", *options, *words], os.environ, folder=folder, name=name, total=total)


def _unpack(source: Mapping[str, Any], archive: Path, part: Path) -> None:
    """dpkg-deb knows every compression that Debian uses; Python's tarfile reads what it gives out."""
    command = ["dpkg-deb", "--fsys-tarfile", str(archive)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as child:
        assert child.stdout
        try:
            with tarfile.open(fileobj=child.stdout, mode="r|") as tar, part.open("wb") as out:
                for member in tar:
                    if member.name == source["member"] and (found := tar.extractfile(member)):
                        shutil.copyfileobj(found, out)
                        return
        except (OSError, tarfile.TarError) as error:
            raise SourceFailed(str(error)) from None
        finally:
            child.kill()
    raise SourceFailed(_("it sends another file"))
