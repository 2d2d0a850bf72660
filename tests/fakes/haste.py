"""Decoder processes some of whose waits are shorter than a desk's: what they do is real, and sooner."""

from __future__ import annotations

import os
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path

import pytest

_DECODER = "console.media.worker.process"


def shortened(waits: Mapping[str, float]) -> str:
    """The text of a `sitecustomize` that sets `{"console.media.worker.feed._IDLE_NS": 3e9}` in decoders."""
    lines = ["import sys", f"if {_DECODER!r} in sys.orig_argv:", "    import importlib"]
    for name, value in waits.items():
        module, _dot, constant = name.rpartition(".")
        assert hasattr(import_module(module), constant), f"{name} is no wait of a decoder"
        lines.append(f"    importlib.import_module({module!r}).{constant} = {value!r}")
    return "\n".join(lines) + "\n"


def hasten(patch: pytest.MonkeyPatch, folder: Path, waits: Mapping[str, float]) -> None:
    """Decoder processes that are started from now on wait so long; the folder is one for this alone."""
    (folder / "sitecustomize.py").write_text(shortened(waits))
    patch.setenv("PYTHONPATH", str(folder), prepend=os.pathsep)
