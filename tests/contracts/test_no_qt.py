"""The engine runs without Qt; the command line starts without it."""

import subprocess
import sys

import pytest

_WALK = """
import importlib, pkgutil, sys
QT = ("PySide6", "shiboken6", "qtawesome", "qtpy")
import {package}
{walk}
bad = sorted(name for name in sys.modules if name.partition(".")[0] in QT)
sys.exit("loaded: " + ", ".join(bad) if bad else 0)
"""
_ALL = """
for module in pkgutil.walk_packages({package}.__path__, "{package}."):
    importlib.import_module(module.name)
"""


@pytest.mark.parametrize(("package", "walk"), [("console", ""), ("console", _ALL), ("ui.main", "")])
def test_a_bare_interpreter_loads_no_qt(package, walk):
    code = _WALK.format(package=package, walk=walk.format(package=package))
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
