"""A desk and three walls on four screens, in a process of its own: Qt takes its screens at its start."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_three_walls_and_a_desk_on_four_screens(tmp_path):
    done = subprocess.run(
        [sys.executable, str(Path(__file__).with_name("four_screens.py")), str(tmp_path)],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stdout) == (0, "done\n"), done.stderr
