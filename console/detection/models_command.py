"""`munara models`: the detectors that are here, and bringing another."""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from console.assets import has_asset, known_assets, origin_of
from console.detection.model_file import ModelFile, local_model
from console.language import _
from console.paths import DataFolder
from console.problem import Problem


def add_parser(
    subparsers: argparse._SubParsersAction[Any], *, add_operator: Callable[[argparse.ArgumentParser], None]
) -> None:
    """Adds `models` to the command line; `add_operator` adds who asks to what changes something."""
    parser = subparsers.add_parser("models", help=_("the detectors: which there are, which is used"))
    words = parser.add_subparsers(dest="models_command", required=True, metavar=_("COMMAND"))
    listing = words.add_parser("list", help=_("every detector, its licence and where it came from"))
    listing.add_argument("--json", action="store_true", help=_("as JSON"))
    adding = words.add_parser("add", help=_("check a model file and keep it in the data folder"))
    adding.add_argument("file", type=Path, help=_("an .onnx or .weights file"))
    add_operator(adding)
    adding.add_argument("--json", action="store_true", help=_("as JSON"))


def run(args: argparse.Namespace, *, setting: str) -> int:
    """Lists or adds; `setting` is the model that the settings name.

    Raises:
        Problem: the file is no model, or cannot be kept.
    """
    folder = DataFolder.choose(args.data).models
    if args.models_command == "add":
        kept = _add(args.file, folder)
        row = {"name": kept.name, "file": str(kept.path), "use": f'model = "{kept.path.name}"'}
        _say(json.dumps(row, ensure_ascii=False) if args.json else _kept_text(kept))
        return 0
    rows = list(_rows(folder, setting))
    _say(json.dumps(rows, ensure_ascii=False) if args.json else "\n".join(map(_line, rows)))
    return 0


def _add(file: Path, folder: Path) -> ModelFile:
    """Loaded once before it is kept: a model that cannot run is never in the folder."""
    ModelFile(file, "").load()
    target = folder / file.name
    part = target.with_name(f"{target.name}.part")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with file.open("rb") as source, part.open("wb") as copy:
            shutil.copyfileobj(source, copy)
            copy.flush()
            os.fsync(copy.fileno())
        part.replace(target)
    except OSError as error:
        raise Problem(
            _("the model cannot be kept ({why})").format(why=error.strerror or error),
            where=str(target),
            mend=_("Give this user the right to write there, or name another folder with --data"),
        ) from None
    return ModelFile(target, str(folder))


def _rows(folder: Path, setting: str) -> Iterator[dict[str, Any]]:
    used = local_model(setting, folder)
    used_path = used.path if used else None
    for asset in known_assets().values():
        if asset.folder != "models":
            continue
        own = used_path is not None and used_path.parent != folder and used_path.name == asset.name
        yield {
            "name": Path(asset.name).stem,
            "what": asset.what,
            "licence": asset.licence,
            "here": has_asset(asset.name),
            "origin": origin_of(asset.name),
            "in_use": own,
        }
    for path in sorted(folder.glob("*")):
        if path.suffix in (".onnx", ".weights"):
            yield {
                "name": path.stem,
                "what": "",
                "licence": "",
                "here": True,
                "origin": str(path),
                "in_use": path == used_path,
            }


def _line(row: dict[str, Any]) -> str:
    mark = "*" if row["in_use"] else " "
    licence = row["licence"] or _("licence not known")
    origin = row["origin"] or _("not here; fetched when it is needed")
    what = f"{row['what']}; " if row["what"] else ""
    return f"{mark} {row['name']}: {what}{licence}; {origin}"


def _kept_text(kept: ModelFile) -> str:
    return _("{name} is kept. To use it, write into munara.toml: {line}").format(
        name=kept.path.name, line=f'model = "{kept.path.name}"'
    )


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
