"""Decoder processes some of whose waits are shorter than a desk's: what they do is real, and sooner."""

from __future__ import annotations

import os
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path

import pytest

_DECODER = "console.media.worker.process"


def hasten(patch: pytest.MonkeyPatch, folder: Path, waits: Mapping[str, float], *, also: str = "") -> None:
    """Sets `{"console.media.worker.feed._IDLE_NS": 3e9}` in decoder processes that are started from now on.

    The folder is one for this alone; `also`: a module that lies in it and is imported in them, too.
    """
    lines = ["import importlib, sys", f"if {_DECODER!r} in sys.orig_argv:"]
    lines += [f"    import {also}"] if also else []
    for name, value in waits.items():
        module, _dot, constant = name.rpartition(".")
        assert hasattr(import_module(module), constant), f"{name} is no wait of a decoder"
        lines.append(f"    importlib.import_module({module!r}).{constant} = {value!r}")
    (folder / "sitecustomize.py").write_text("\n".join(lines) + "\n")
    patch.setenv("PYTHONPATH", str(folder), prepend=os.pathsep)
